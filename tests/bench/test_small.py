"""The benchmark itself works: every call is answered rightly, and the table comes out."""

from pathlib import Path

from tests.bench.__main__ import SMALL, lines
from tests.bench.places import place
from tests.running import own_database


def test_the_table_comes_out(tmp_path: Path) -> None:
    with own_database() as url, place(tmp_path, url, url, SMALL.counters) as running:
        table = list(lines(running, SMALL))
    assert len(table) == 9
    assert all(line.count("|") == 7 for line in table), table
