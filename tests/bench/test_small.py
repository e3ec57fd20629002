"""The benchmark itself works: every call is answered rightly, and the table comes out."""

from pathlib import Path

from tests.bench.__main__ import SMALL, lines
from tests.bench.places import place
from tests.bench.slips import slip_lines
from tests.running import own_database


def test_the_table_comes_out(tmp_path: Path) -> None:
    with own_database() as url, place(tmp_path, url, url, SMALL.counters) as running:
        table = list(lines(running, SMALL))
    assert len(table) == 9
    assert all(line.count("|") == 7 for line in table), table


def test_the_table_of_slips_comes_out_and_a_ticket_is_short() -> None:
    (line,) = slip_lines(rounds=1, tickets=2)
    ours, theirs = (int(one) for one in line.split("|")[5:7])
    assert ours <= 14_000 < theirs
