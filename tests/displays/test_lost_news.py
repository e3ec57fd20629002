"""The channel layer may lose messages, forget its subscribers or be away: no event is lost."""

import asyncio
from typing import Any

import pytest
from channels.db import database_sync_to_async
from channels.layers import InMemoryChannelLayer, channel_layers
from django.db import transaction
from pytest_django import Settings

from displays import feed, hub, layer, nudges
from tests.cast import Cast
from tests.displays.conftest import Floor, Open, Screen

LOBBY = "/ws/offices/mau/lobby"
TICKETS = 12


class LossyLayer(InMemoryChannelLayer):  # type: ignore[misc]  # channels has no types
    """Delivers one message of `kept`; 0 stands for none at all."""

    def __init__(self, kept: int) -> None:
        super().__init__()
        self._kept = kept
        self._sent = 0

    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        """Send, or lose."""
        self._sent += 1
        if self._kept and self._sent % self._kept:
            await super().group_send(group, message)


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the office's changes happen in another process: this one is not told directly."""
    monkeypatch.setattr(nudges, "announce", lambda _office_id, _seq: None)
    monkeypatch.setattr(feed, "HEARTBEAT", 0.3)


def use(monkeypatch: pytest.MonkeyPatch, one: InMemoryChannelLayer) -> None:
    """Make this the installation's channel layer."""
    monkeypatch.setitem(channel_layers.backends, "default", one)


async def issue_and_tell(floor: Floor, cast: Cast, number: int) -> None:
    """Issue a ticket as another process does: the layer carries the news."""
    await floor.issue()
    await layer.send(cast.office.pk, number)


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("kept", [3, 0], ids=["a third is lost", "all are lost"])
async def test_every_event_arrives_once_and_in_order(
    floor: Floor, screen: Open, cast: Cast, monkeypatch: pytest.MonkeyPatch, kept: int
) -> None:
    use(monkeypatch, LossyLayer(kept))
    lobby = await screen(LOBBY)
    await lobby.message()
    for number in range(1, TICKETS + 1):
        await issue_and_tell(floor, cast, number)
    events = await lobby.events_until(TICKETS)
    assert [event["seq"] for event in events] == list(range(1, TICKETS + 1))


@pytest.mark.usefixtures("elsewhere")
async def test_a_layer_that_works_is_faster_than_the_heartbeat(
    floor: Floor, screen: Open, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "HEARTBEAT", 3600)
    use(monkeypatch, InMemoryChannelLayer())
    lobby: Screen = await screen(LOBBY)
    await lobby.message()
    await issue_and_tell(floor, cast, 1)
    assert (await lobby.message())["seq"] == 1


@pytest.mark.usefixtures("elsewhere")
async def test_a_layer_that_forgot_its_subscribers_is_subscribed_to_again(
    floor: Floor, screen: Open, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "HEARTBEAT", 3600)
    monkeypatch.setattr(layer, "SUBSCRIPTION", 0.05)
    forgetful = InMemoryChannelLayer()
    use(monkeypatch, forgetful)
    lobby = await screen(LOBBY)
    await lobby.message()
    forgetful.groups.clear()
    await asyncio.sleep(0.2)
    await issue_and_tell(floor, cast, 1)
    assert (await lobby.message())["seq"] == 1


class BrokenLayer(InMemoryChannelLayer):  # type: ignore[misc]  # channels has no types
    """Cannot be reached at first, as a Redis that is being restarted."""

    failures = 3

    def __init__(self) -> None:
        super().__init__()
        self.reached = asyncio.Event()

    async def group_add(self, group: str, channel: str) -> None:
        """Subscribe."""
        await super().group_add(group, channel)
        self.reached.set()

    async def new_channel(self, prefix: str = "specific.") -> str:
        """Fail some times, then work."""
        if self.failures:
            self.failures -= 1
            raise ConnectionRefusedError
        return str(await super().new_channel(prefix))


@pytest.mark.usefixtures("elsewhere")
async def test_a_layer_that_comes_back_is_used_again(
    floor: Floor, screen: Open, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "HEARTBEAT", 3600)
    monkeypatch.setattr(layer, "SHORTEST_PAUSE", 0.01)
    broken = BrokenLayer()
    use(monkeypatch, broken)
    lobby = await screen(LOBBY)
    await lobby.message()
    await asyncio.wait_for(broken.reached.wait(), 5)
    await issue_and_tell(floor, cast, 1)
    assert (await lobby.message())["seq"] == 1


async def test_what_is_rolled_back_is_told_nobody(
    floor: Floor, screen: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    monkeypatch.setattr(nudges, "announce", lambda _office_id, seq: told.append(seq))
    lobby = await screen(LOBBY)
    await lobby.message()

    def issue_and_fail() -> None:
        with transaction.atomic():
            floor.issue_now()
            transaction.set_rollback(True)

    await database_sync_to_async(issue_and_fail)()
    assert told == []
    assert await lobby.is_quiet()


async def test_a_layer_that_fails_does_not_undo_the_change(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_office_id: int, _seq: int) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(nudges, "announce", refuse)
    ticket = await floor.issue()
    assert ticket.number == "A001"


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> list[int]:
    """Let no message go out of a process without screens; return those that were tried."""
    tried: list[int] = []

    async def refuse(_office_id: int, seq: int) -> None:
        tried.append(seq)
        raise ConnectionRefusedError

    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(nudges, "send", refuse)
    return tried


def test_a_layer_that_is_away_makes_nobody_wait_twice(refused: list[int]) -> None:
    line = nudges.DirectLine()
    for seq in (1, 2, 3):
        line.tell(1, seq)
    assert refused == [1]


def test_a_process_without_screens_tells_the_others(
    refused: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nudges, "_direct_line", nudges.DirectLine())
    nudges.announce(1, 17)
    assert refused == [17]


class FaultyLayer(InMemoryChannelLayer):  # type: ignore[misc]  # channels has no types
    """Fails once in a way that nobody has foreseen."""

    faults = 1

    async def receive(self, channel: str) -> dict[str, Any]:
        """Fail, then work."""
        if self.faults:
            self.faults -= 1
            raise KeyError(channel)
        message: dict[str, Any] = await super().receive(channel)
        return message


@pytest.mark.usefixtures("elsewhere")
async def test_a_listener_that_fails_is_started_again(
    floor: Floor, screen: Open, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "HEARTBEAT", 3600)
    monkeypatch.setattr(hub, "REST", 0.01)
    use(monkeypatch, FaultyLayer())
    lobby = await screen(LOBBY)
    await lobby.message()
    await asyncio.sleep(0.1)
    await issue_and_tell(floor, cast, 1)
    assert (await lobby.message())["seq"] == 1
