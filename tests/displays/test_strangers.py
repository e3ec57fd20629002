"""Addresses that name nothing, and clients that send what they should not."""

import json

import pytest
from channels.db import database_sync_to_async

from displays.consumers import MOST_MESSAGES, resume_since, sequence
from tests.cast import Cast
from tests.displays.conftest import Floor, Open

LOBBY = "/ws/offices/mau/lobby"


NOWHERE = [
    "/ws/offices/nowhere/lobby",
    "/ws/counters/999999",
    f"/ws/counters/{10**30}",
    "/ws/tickets/no-token",
    "/ws/tickets/1-AAAAAAAAAAAAAAAA",
    "/ws/",
    "/elsewhere",
]


@pytest.mark.usefixtures("cast")
async def test_what_does_not_exist_is_closed_with_4404(screen: Open) -> None:
    for path in NOWHERE:
        assert await (await screen(path)).close_code() == 4404, path


SENSELESS = ["-1", "x", "", "1e3", "٣", "999999", "9" * 40, "%00", "1&since=x"]


async def test_a_since_that_makes_no_sense_gets_a_snapshot(floor: Floor, screen: Open) -> None:
    await floor.issue()
    for since in SENSELESS:
        message = await (await screen(f"{LOBBY}?since={since}")).message()
        assert (message["type"], message["seq"]) == ("snapshot", 1), since


GARBAGE = [
    "",
    "no json",
    "[]",
    "[" * 200,
    '{"type": "resume"}',
    '{"type": "resume", "since": "1"}',
    '{"type": "resume", "since": -1}',
    '{"type": "resume", "since": true}',
    '{"type": "resume", "since": 1e400}',
    '{"type": "played", "seq": 1}',
    '{"type": ["resume"], "since": 1}',
]


async def test_garbage_is_ignored(floor: Floor, screen: Open) -> None:
    lobby = await screen(LOBBY)
    await lobby.message()
    for one in GARBAGE:
        await lobby.say(one)
    await floor.issue()
    assert (await lobby.news())["seq"] == 1


async def test_a_resume_from_beyond_the_end_gets_a_snapshot(floor: Floor, screen: Open) -> None:
    await floor.issue()
    lobby = await screen(LOBBY)
    await lobby.message()
    await lobby.say(json.dumps({"type": "resume", "since": 10**100}))
    message = await lobby.news()
    assert (message["type"], message["seq"]) == ("snapshot", 1)


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize("large", ["x" * 1000, b"\x00"])
async def test_what_is_too_long_or_binary_is_closed(screen: Open, large: str | bytes) -> None:
    lobby = await screen(LOBBY)
    await lobby.message()
    await lobby.say(large)
    assert await lobby.close_code() == 4413


@pytest.mark.usefixtures("cast")
async def test_a_flood_is_closed(screen: Open) -> None:
    lobby = await screen(LOBBY)
    await lobby.message()
    for _ in range(MOST_MESSAGES + 1):
        await lobby.say("{}")
    assert await lobby.close_code() == 4429


async def test_other_screens_do_not_notice(floor: Floor, screen: Open) -> None:
    good, bad = await screen(LOBBY), await screen(LOBBY)
    for one in (good, bad):
        await one.message()
    await bad.say("x" * 1000)
    assert await bad.close_code() == 4413
    await floor.issue()
    assert (await good.news())["seq"] == 1


def test_only_plain_digits_are_a_sequence() -> None:
    assert sequence("17") == 17
    assert [sequence(text) for text in ("", "-1", "+1", "1.0", "٣", "1 ", "1" * 19)] == [None] * 7


def test_a_resume_names_a_sequence() -> None:
    assert resume_since('{"type": "resume", "since": 0}') == 0


async def test_a_counter_that_is_gone_closes_its_screens(
    floor: Floor, screen: Open, cast: Cast
) -> None:
    over_it = await screen(f"/ws/counters/{cast.counter_2.pk}")
    await over_it.message()
    await database_sync_to_async(cast.counter_2.delete)()
    await floor.issue()
    assert await over_it.close_code() == 4404
