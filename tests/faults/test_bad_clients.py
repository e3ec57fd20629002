"""Screens that behave as none should: the others notice nothing, and the server keeps its size."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tests.bench.measuring import fill
from tests.bench.places import Place, opened
from tests.bench.screens import Crowd, Officer, crowd
from tests.bench.storm import leaves, many, never_reads, sends_garbage, sends_much
from tests.running import running_office

COUNTERS = 2
GOOD = 3  # lobbies that only look
CALLS = 5
LATEST = 2.0  # seconds in which a call has reached every one of them, on a busy machine
LARGEST = 1.2  # times what the server held before


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Return an office whose counters are open."""
    data: Path = tmp_path_factory.mktemp("rude")
    with running_office(data, counters=COUNTERS) as office:
        yield opened(office, COUNTERS)


@pytest.fixture
def good(place: Place) -> Iterator[Crowd]:
    """Return lobbies that behave."""
    with crowd(place.office.port, GOOD) as lobbies:
        yield lobbies


def unread(port: int) -> None:
    with ExitStack() as lines:
        for _ in range(20):
            lines.enter_context(never_reads(port))


RUDE: dict[str, Callable[[int], None]] = {
    "never reads": unread,
    "garbage": lambda port: many(sends_garbage, port, 10),
    "thousands of messages": sends_much,
    "hundreds come and go": lambda port: many(leaves, port, 200),
}


@pytest.mark.parametrize("behave", RUDE.values(), ids=RUDE)
def test_the_others_hear_every_call_in_time(
    place: Place, good: Crowd, behave: Callable[[int], None]
) -> None:
    fill(place, CALLS)
    behave(place.office.port)  # what is loaded once
    before = place.memory()
    with ThreadPoolExecutor(1) as rude, closing(Officer(place, place.office)) as officer:
        done = rude.submit(behave, place.office.port)
        waited = [officer.call_heard(good)[0] for _ in range(CALLS)]
        done.result()
    assert max(waited) < LATEST
    assert place.memory() < LARGEST * before
