"""A feed while things go wrong: the database is away, restored, or far ahead."""

from collections.abc import Callable
from typing import Any

import pytest
from channels.db import database_sync_to_async
from django.db import OperationalError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from displays import feed, reading
from displays.hub import hubs
from displays.reading import Reading, first_needed, queue_read
from displays.viewers import Audience, Viewer
from queueing.models import Queue, QueueEvent
from tests.cast import Cast
from tests.displays.conftest import Floor, Open

LOBBY = "/ws/offices/mau/lobby"


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception | None], None]:
    """Return a function that makes every reading raise this, until it is given None."""
    problem: list[Exception | None] = [None]
    working = reading.feed_read

    async def read(*arguments: Any) -> Reading:
        if problem[0] is not None:
            raise problem[0]
        found: Reading = await working(*arguments)
        return found

    monkeypatch.setattr(feed, "feed_read", read)
    monkeypatch.setattr(feed, "RETRY", 0.05)
    return lambda one: problem.__setitem__(0, one)


async def test_a_heartbeat_names_the_sequence(
    floor: Floor, screen: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "HEARTBEAT", 0.05)
    await floor.issue()
    lobby = await screen(LOBBY)
    await lobby.message()
    for _ in range(3):
        heartbeat = await lobby.message()
        assert (heartbeat["type"], heartbeat["seq"]) == ("heartbeat", 1)
        assert set(heartbeat) == {"type", "seq", "at"}


async def test_without_the_database_there_is_no_heartbeat(
    floor: Floor,
    screen: Open,
    monkeypatch: pytest.MonkeyPatch,
    broken: Callable[[Exception | None], None],
) -> None:
    monkeypatch.setattr(feed, "HEARTBEAT", 0.05)
    lobby = await screen(LOBBY)
    await lobby.message()
    broken(OperationalError("away"))
    await floor.issue()
    await lobby.forget()
    assert await lobby.is_quiet(0.3)
    broken(None)
    assert (await lobby.news())["seq"] == 1


async def test_a_feed_that_fails_turns_its_screens_away_and_serves_them_again(
    floor: Floor, screen: Open, broken: Callable[[Exception | None], None]
) -> None:
    lobby = await screen(LOBBY)
    await lobby.message()
    broken(RuntimeError("a fault of the program"))
    await floor.issue()
    assert await lobby.close_code() == 4500
    assert list(hubs()) == []
    broken(None)
    assert (await (await screen(LOBBY)).message())["seq"] == 1


async def test_a_restored_database_starts_every_screen_anew(
    floor: Floor, screen: Open, monkeypatch: pytest.MonkeyPatch, cast: Cast
) -> None:
    monkeypatch.setattr(feed, "HEARTBEAT", 0.1)
    for _ in range(3):
        await floor.issue()
    lobby = await screen(LOBBY)
    assert (await lobby.message())["seq"] == 3
    await database_sync_to_async(_go_back)(cast, 1)
    message = await lobby.news()
    assert (message["type"], message["seq"]) == ("snapshot", 1)
    await floor.issue("chung-thuc")
    assert (await lobby.news())["seq"] == 2


async def test_a_long_gap_is_a_snapshot(
    floor: Floor, screen: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LONGEST_GAP", 2)
    for _ in range(4):
        await floor.issue()
    assert (await (await screen(f"{LOBBY}?since=1")).message())["type"] == "snapshot"
    assert (await (await screen(f"{LOBBY}?since=2")).message())["type"] == "event"


async def test_a_feed_that_is_far_behind_catches_up_in_steps(
    screen: Open, monkeypatch: pytest.MonkeyPatch, cast: Cast
) -> None:
    monkeypatch.setattr(reading, "EVENTS_AT_ONCE", 3)
    monkeypatch.setattr(feed, "HEARTBEAT", 0.2)
    lobby = await screen(LOBBY)
    await lobby.message()
    await database_sync_to_async(_many_events)(cast, 20)
    newcomer = await screen(LOBBY)
    events = await lobby.events_until(20)
    assert [event["seq"] for event in events] == list(range(1, 21))
    assert [("now" in event) for event in events] == [False] * 20
    assert (await newcomer.message())["seq"] == 20


def test_a_quiet_office_costs_one_query(floor: Floor, cast: Cast) -> None:
    floor.issue_now()
    viewers = frozenset({Viewer(Audience.LOBBY, cast.office.pk, cast.office.pk)})
    found = queue_read(cast.office.pk, 1, viewers, frozenset())
    assert (found.seq, found.events, found.views) == (1, (), {})


seqs = st.integers(0, 2000)


@given(seqs, st.none() | seqs, st.lists(st.none() | seqs))
def test_what_is_read_covers_the_feed_and_everybody_near(
    seq: int, last: int | None, sinces: list[int | None]
) -> None:
    after = first_needed(seq, last, sinces)
    assert after <= seq
    if last is not None:
        assert after <= last
    near = [one for one in sinces if one is not None and 0 <= seq - one <= reading.LONGEST_GAP]
    assert all(after <= one for one in near)
    assert after in {seq, last, *near}


def _go_back(cast: Cast, seq: int) -> None:
    QueueEvent.objects.filter(office=cast.office, seq__gt=seq).delete()
    Queue.objects.filter(office=cast.office).update(seq=seq)


def _many_events(cast: Cast, number: int) -> None:
    at = timezone.now()
    QueueEvent.objects.bulk_create(
        QueueEvent(office=cast.office, seq=seq, kind="counter.opened", at=at)
        for seq in range(1, number + 1)
    )
    Queue.objects.filter(office=cast.office).update(seq=number)
