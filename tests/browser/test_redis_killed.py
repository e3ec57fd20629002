"""A lobby screen at one of two processes while the Redis between them dies and comes back."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Room
from tests.browser.test_screens import LOBBY, Hall, live, part
from tests.running import RunningOffice, running_office, second_process
from tests.servers import Redis

SOON = 20_000  # ms: a heartbeat, the pause of a layer that did not answer, a busy machine


@pytest.fixture
def between() -> Iterator[Redis]:
    """Return the Redis between the processes."""
    server = Redis()
    server.start()
    yield server
    server.end()


@pytest.fixture
def first(between: Redis, tmp_path: Path) -> Iterator[RunningOffice]:
    """Return the process through which counters call."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REDIS_URL", between.url)
        with running_office(tmp_path) as running:
            yield running


@pytest.fixture
def office(first: RunningOffice) -> Iterator[RunningOffice]:
    """Return the process at which the screen is."""
    with second_process(first) as second:
        yield second


def test_a_screen_shows_every_call_while_redis_dies_and_comes_back(
    room: Room, first: RunningOffice, between: Redis
) -> None:
    hall = Hall(first)
    for _ in range(3):
        hall.issue()
    page = live(room.page(LOBBY, 1920, 1080))
    called = []
    for place, before in enumerate((None, lambda: between.end(signal.SIGKILL), between.start), 1):
        if before:
            before()
        called.append(hall.call(place))
        expect(part(page, "number")).to_have_text(called[-1], timeout=SOON)
    expect(part(page, "stale")).to_be_hidden()
    for number in called[:-1]:
        expect(part(page, "rows").get_by_text(number, exact=True)).to_be_visible()
