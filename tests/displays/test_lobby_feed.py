"""The lobby's feed: a snapshot at some sequence, then every event after it, each once."""

import asyncio
import json
from typing import Any

from channels.db import database_sync_to_async

from displays.hub import hubs
from queueing.models import Counter
from tests.cast import Cast
from tests.displays.conftest import Floor, Open

LOBBY = "/ws/offices/mau/lobby"


async def test_the_snapshot_says_everything_that_the_lobby_shows(
    floor: Floor, screen: Open
) -> None:
    await floor.open()
    await floor.issue()
    called = await floor.call()
    await floor.issue("chung-thuc")
    first = await (await screen(LOBBY)).message()
    assert (first["type"], first["seq"]) == ("snapshot", 5)
    assert first["office"] == {"code": "mau", "name": "Trung tâm Phục vụ hành chính công xã Mẫu"}
    assert [one["waiting"] for one in first["services"]] == [0, 1]
    assert [one["state"] for one in first["counters"]] == ["open", "open"]
    assert [one["number"] for one in first["recent"]] == [called.number]


async def test_an_event_follows_the_snapshot_with_the_next_number(
    floor: Floor, screen: Open, cast: Cast
) -> None:
    await floor.open()
    await floor.issue()
    lobby = await screen(LOBBY)
    snapshot = await lobby.message()
    ticket = await floor.call()
    event = await lobby.news()
    now = event.pop("now")
    assert event == {
        "type": "event",
        "seq": snapshot["seq"] + 1,
        "kind": "ticket.called",
        "number": ticket.number,
        "counter": {"id": cast.counter_1.pk, "name": "Quầy 1"},
        "at": event["at"],
    }
    assert [(one["code"], one["waiting"]) for one in now["services"]] == [("ho-tich", 0)]
    assert now["recent"][0]["number"] == ticket.number


async def test_a_client_that_comes_back_gets_the_gap(floor: Floor, screen: Open) -> None:
    for _ in range(4):
        await floor.issue()
    lobby = await screen(f"{LOBBY}?since=1")
    events = await lobby.events_until(4)
    assert [one["seq"] for one in events] == [2, 3, 4]
    assert [one["type"] for one in events] == ["event"] * 3
    assert [one["waiting"] for one in events[-1]["now"]["services"]] == [4, 0]


async def test_a_client_that_missed_nothing_gets_a_heartbeat(floor: Floor, screen: Open) -> None:
    await floor.issue()
    lobby = await screen(f"{LOBBY}?since=1")
    heartbeat = await lobby.message()
    assert (heartbeat["type"], heartbeat["seq"]) == ("heartbeat", 1)
    await floor.issue()
    assert (await lobby.news())["seq"] == 2


async def test_resume_sends_the_gap_again(floor: Floor, screen: Open) -> None:
    for _ in range(3):
        await floor.issue()
    lobby = await screen(LOBBY)
    await lobby.message()
    await lobby.say(json.dumps({"type": "resume", "since": 1}))
    assert [one["seq"] for one in await lobby.events_until(3)] == [2, 3]
    await floor.issue()
    assert (await lobby.news())["seq"] == 4


async def test_who_comes_back_to_another_screen_disturbs_nobody(
    floor: Floor, screen: Open, cast: Cast
) -> None:
    for _ in range(3):
        await floor.issue()
    lobby = await screen(LOBBY)
    await lobby.message()
    counter = await screen(f"/ws/counters/{cast.counter_1.pk}?since=1")
    assert [one["seq"] for one in await counter.events_until(3)] == [2, 3]
    assert await lobby.is_quiet()
    await floor.issue()
    assert [(await one.news())["seq"] for one in (lobby, counter)] == [4, 4]


async def test_many_screens_get_the_same_events_while_tickets_are_issued(
    floor: Floor, screen: Open
) -> None:
    issuing = asyncio.gather(*(floor.issue() for _ in range(30)))
    screens = [await screen(LOBBY) for _ in range(10)]
    firsts = [await one.message() for one in screens]
    await issuing
    for one, first in zip(screens, firsts, strict=True):
        assert first["type"] == "snapshot"
        expected = list(range(first["seq"] + 1, 31))
        events = await one.events_until(30) if expected else []
        assert [event["seq"] for event in events] == expected


async def test_the_counts_of_a_snapshot_belong_to_its_sequence(floor: Floor, screen: Open) -> None:
    async def rush() -> None:
        for _ in range(20):
            await floor.issue()

    rushing = asyncio.create_task(rush())
    for _ in range(10):
        snapshot = await (await screen(LOBBY)).message()
        waiting: list[Any] = [one["waiting"] for one in snapshot["services"]]
        assert sum(waiting) == snapshot["seq"]
    await rushing


async def test_each_office_has_its_own_sequence(floor: Floor, screen: Open, cast: Cast) -> None:
    other = await screen(f"/ws/offices/{cast.other_office.code}/lobby")
    assert (await other.message())["seq"] == 0
    await floor.issue()
    assert await other.is_quiet()


async def test_the_last_screen_takes_its_feed_along(floor: Floor, screen: Open) -> None:
    lobby = await screen(LOBBY)
    await lobby.message()
    assert len(list(hubs())) == 1
    await lobby.close()
    assert list(hubs()) == []
    await database_sync_to_async(floor.issue_now)()


async def test_of_many_counters_only_the_one_that_changed_is_told(
    floor: Floor, screen: Open, cast: Cast
) -> None:
    await floor.open()
    await floor.issue()
    lobby = await screen(LOBBY)
    await lobby.message()
    await floor.call()
    now = (await lobby.news())["now"]
    assert [one["id"] for one in now["counters"]] == [cast.counter_1.pk]
    assert [(one["code"], one["waiting"]) for one in now["services"]] == [("ho-tich", 0)]
    assert set(now) == {"counters", "services", "recent"}


async def test_a_name_that_changed_while_a_screen_was_away_comes_with_the_next_event(
    floor: Floor, screen: Open, cast: Cast
) -> None:
    await floor.issue()
    here = await screen(LOBBY)
    await here.message()
    await database_sync_to_async(_rename)(cast, "Tiếp nhận")
    back, new = await screen(f"{LOBBY}?since=1"), await screen(LOBBY)
    assert (await back.message())["type"] == "heartbeat"
    assert _names(await new.message()).count("Tiếp nhận") == 1
    await floor.issue()
    for one in (here, back, new):
        assert "Tiếp nhận" in _names((await one.news())["now"])


def _rename(cast: Cast, name: str) -> None:
    Counter.objects.filter(pk=cast.counter_1.pk).update(name=name)


def _names(view: dict[str, Any]) -> list[str]:
    return [one["name"] for one in view["counters"]]
