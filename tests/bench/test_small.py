"""The benchmark itself works: every call is answered rightly, and the table comes out."""

from pathlib import Path

import pytest

from tests.bench.__main__ import SMALL, lines, parsed
from tests.bench.places import office_alone, place
from tests.bench.screens import reached
from tests.bench.slips import slip_lines
from tests.bench.storm import reconnects
from tests.running import own_database


def test_the_table_comes_out(tmp_path: Path) -> None:
    with own_database() as url, place(tmp_path, url, url, SMALL.counters) as running:
        table = list(lines(running, SMALL))
    assert len(table) == 9
    assert all(line.count("|") == 7 for line in table), table


def test_lobbies_hear_calls_and_come_back_in_order(tmp_path: Path) -> None:
    with own_database() as url, office_alone(tmp_path, url, 4) as running:
        heard = reached("here", running, running.office, clients=5, rounds=2)
        back = list(reconnects(running, clients=10, waiting=50, rounds=1))
    assert len(heard.calls) == len(heard.bare) == 2
    assert back[0].startswith("10 lobbies come back, 10 gaps, 0 snapshots")


def test_what_it_does_not_know_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parsed(["--fast"])
    assert "--screens" in capsys.readouterr().err


def test_the_table_of_slips_comes_out_and_a_ticket_is_short() -> None:
    (line,) = slip_lines(rounds=1, tickets=2)
    ours, theirs = (int(one) for one in line.split("|")[5:7])
    assert ours <= 14_000 < theirs
