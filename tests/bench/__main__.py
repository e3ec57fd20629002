"""`python -m tests.bench --help`: how fast an office is, as a table of ratios."""

import os
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import django

from tests.bench import screens, soak
from tests.bench.deadlines import recomputing, transitions
from tests.bench.first_byte import spool_table
from tests.bench.measuring import Compared, calling, fill, issuing
from tests.bench.places import DATABASES, Place, databases, place
from tests.bench.slips import HEAD as SLIP_HEAD
from tests.bench.slips import slip_lines
from tests.bench.storm import FEW, MANY, Crowds, screen_lines

HEAD = (
    "| database | what | per second | baseline | ratio | p50 ms | p99 ms |\n"
    "|---|---|--:|--:|--:|--:|--:|"
)


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    rounds: int
    tickets: int
    call_rounds: int
    waiting: int
    history: int
    memory: int
    counters: int
    cases: int
    transitions: int


Lines = Callable[[Place, Size], Iterator[str]]

WHOLE = Size(5, 2000, 25, 500, 100_000, 50_000, 20, 30_000, 200)
SMALL = Size(1, 50, 1, 10, 50, 20, 2, 40, 4)


def main(arguments: list[str]) -> int:
    """Measure what is asked for and print the table."""
    asked = parsed(arguments)
    if asked.spool:
        spool_table(20 if asked.small else 300)
        return 0
    with tempfile.TemporaryDirectory() as kept:
        os.environ.update(DJANGO_SETTINGS_MODULE="onestop.settings", ONESTOP_DATA=kept)
        django.setup()  # the database that offices begin with is made here
        if asked.slips:
            print(SLIP_HEAD, *slip_lines(), sep="\n", flush=True)
        elif asked.screens:
            screen_tables(FEW if asked.small else MANY)
        elif asked.soak:
            print(soak.HEAD, *soak.rows(asked.events or (300 if asked.small else 20_000)), sep="\n")
        else:
            print(HEAD, flush=True)
            size = SMALL if asked.small else WHOLE
            tables(size, deadline_lines if asked.deadlines else lines)
    return 0


def parsed(arguments: list[str]) -> Namespace:
    """Return what is to be measured; ends the program for what it does not know."""
    parser = ArgumentParser(prog="python -m tests.bench", description="How fast an office is.")
    parser.add_argument("--small", action="store_true", help="little of it: shows that it works")
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--deadlines", action="store_true", help="only transitions and calendars")
    only.add_argument("--slips", action="store_true", help="only how long slips are")
    only.add_argument("--spool", action="store_true", help="only how soon slips come")
    only.add_argument("--screens", action="store_true", help="only the feed to screens")
    only.add_argument("--soak", action="store_true", help="only what screens hold after many calls")
    parser.add_argument("--events", type=int, metavar="N", help="calls of the soak (20000)")
    return parser.parse_args(arguments)


def screen_tables(crowds: Crowds) -> None:
    """Print the rows about screens of both databases."""
    print(screens.HEAD, flush=True)
    for database in DATABASES:
        for line in screen_lines(database, crowds):
            print(f"| {database}, {line}", flush=True)


def tables(size: Size, measured: Lines) -> None:
    """Print the rows of both databases."""
    for database in DATABASES:
        with (
            databases(database) as (url, bare),
            tempfile.TemporaryDirectory() as data,
            place(Path(data), url, bare, size.counters) as running,
        ):
            for line in measured(running, size):
                print(f"| {database} {line}", flush=True)


def lines(running: Place, size: Size) -> Iterator[str]:
    """Yield the rows of one database; what they compare is measured on one office."""
    fill(running, size.waiting)  # the first calls load what is loaded once
    for printed in (False, True):
        yield row(issuing(running, printed=printed, rounds=size.rounds, tickets=size.tickets))
    before = calling(running, rounds=size.call_rounds, waiting=size.waiting)
    yield row(before)
    issued = issuing(running, printed=False, rounds=size.rounds, tickets=size.tickets)
    running.history(size.history)
    yield slower(
        f"ticket, {size.history} of history",
        issued,
        issuing(running, printed=False, rounds=size.rounds, tickets=size.tickets),
    )
    after = calling(running, rounds=size.call_rounds, waiting=size.waiting)
    yield slower(f"call, {size.history} of history", before, after)
    held = running.memory()
    fill(running, size.memory)
    grown = running.memory()
    what = f"memory after {size.memory} more tickets, MB"
    yield f"| {what} | {grown:.0f} | {held:.0f} | {grown / held:.2f} | | |"
    yield from deadline_lines(running, size)


def deadline_lines(running: Place, size: Size) -> Iterator[str]:
    """Yield the rows about deadlines, which come last: they leave many open cases behind."""
    counts = {"rounds": size.rounds, "calls": size.transitions}
    yield row(transitions(running, first=size.cases, **counts))
    yield from recomputing(running, size.cases)


def row(compared: Compared) -> str:
    """Return a line of the table."""
    rate = sum(compared.rates) / len(compared.rates)
    baseline = sum(compared.baseline) / len(compared.baseline)
    return (
        f"| {compared.name} | {rate:.0f} | {baseline:.0f} | {compared.ratio:.2f} "
        f"| {compared.percentile(0.5):.0f} | {compared.percentile(0.99):.0f} |"
    )


def slower(name: str, few: Compared, many: Compared) -> str:
    """Return how much more time one thing takes with history, each measured by its baseline."""
    return f"| {name}, time against none | | | {few.ratio / many.ratio:.2f} | | |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
