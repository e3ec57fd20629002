"""The clock's page stays true: every example on it is counted again."""

import re
from pathlib import Path

import pytest

import onestop.clock
from onestop.clock.deadline import Unit, deadline
from onestop.clock.ledger import Entry, Kind, derive
from tests.clock.examples import examples, printed
from tests.clock.official import OFFICIAL, WORKING_DAY, at, due, texts

PAGE = (Path(onestop.clock.__path__[0]) / "README.md").read_text(encoding="utf-8")
MOMENT = r"\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?"
TERM = r"(\d+) (working|calendar) (day|hour)s?"

TERMS = re.findall(rf"^\| ({MOMENT}) \| {TERM} \| ({MOMENT}) \|", PAGE, re.MULTILINE)
TRAILS = re.findall(
    r"^\$ python manage\.py deadline --received (\S+) --(\w+)-(\w+)s (\d+)\n(.*?)^```$",
    PAGE,
    re.MULTILINE | re.DOTALL,
)
LEDGERS = re.findall(rf"^\| (\w+ {MOMENT}.*?) \| ({MOMENT}) \|$", PAGE, re.MULTILINE)
ENTRY = re.compile(rf"(\w+) ({MOMENT})(?: to ({MOMENT}))?")


def test_every_example_is_found() -> None:
    assert (len(TERMS), len(TRAILS), len(LEDGERS)) == (19, 2, 9)


@pytest.mark.parametrize(("received", "amount", "kind", "unit", "expected"), TERMS)
def test_the_terms(received: str, amount: str, kind: str, unit: str, expected: str) -> None:
    assert due(received, int(amount), Unit(f"{kind}_{unit}")) == expected


@pytest.mark.parametrize(("received", "kind", "unit", "amount", "printed"), TRAILS)
def test_the_trails(received: str, kind: str, unit: str, amount: str, printed: str) -> None:
    answer = deadline(OFFICIAL, at(received), int(amount), Unit(f"{kind}_{unit}"))
    assert [*texts(answer.trail), answer.due_at.isoformat()] == printed.splitlines()


@pytest.mark.parametrize(("story", "expected"), LEDGERS)
def test_the_ledgers(story: str, expected: str) -> None:
    entries = [Entry(Kind.START, at("2026-03-02 09:00"), 5, WORKING_DAY)]
    for kind, moment, new_due_at in ENTRY.findall(story):
        if kind != Kind.START:
            entries.append(
                Entry(kind, at(moment), new_due_at=at(new_due_at) if new_due_at else None)
            )
    assert derive(OFFICIAL, entries).due_at == at(expected)


def test_the_example_of_each_kind_is_what_the_clock_prints() -> None:
    assert f"```\n{printed()}\n```\n" in PAGE
    assert {one.trail[1].rule for one in examples()} >= {
        "working-days",
        "calendar-days",
        "working-hours",
        "same-day",
        "same-day-late",
    }
