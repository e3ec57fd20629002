"""Whatever happens in whatever order, each socket gets an unbroken sequence up to the last event.

The database is replaced by a list, sockets by lists of messages; things also happen while a
reading is under way, as they do in an office.
"""

import asyncio
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from displays import feed, reading
from displays.feed import OfficeFeed, Subscriber
from displays.messages import View
from displays.outlets import Frame
from displays.reading import Reading, first_needed
from displays.viewers import Audience, FeedEvent, Viewer

VIEWERS = [Viewer(audience, 1, pk) for audience in Audience for pk in (1, 2)]
AT_ONCE = 4  # events in one reading: few, so that catching up in steps happens


@dataclass
class Client:
    """A socket's client: it knows what it has and complains about anything but the next."""

    has: int | None
    last: int | None = None

    def put(self, frame: Frame) -> bool:
        """Take a message."""
        message: dict[str, Any] = json.loads(frame.text)
        if message["type"] == "event":
            assert self.has is not None
            assert message["seq"] == self.has + 1
        elif message["type"] == "heartbeat":
            assert message["seq"] == self.has
        self.has = message["seq"]
        if "now" in message or message["type"] == "snapshot":
            self.last = (message.get("now") or message)["seq_shown"]
        return True

    def close(self, code: int) -> None:
        """Be closed: nothing in this office is unknown or slow."""
        raise AssertionError(code)

    def end(self) -> None:
        """Go."""


@dataclass
class Office:
    """An office whose database is a number: so many events have happened."""

    feed: OfficeFeed = field(default_factory=lambda: OfficeFeed(1))
    seq: int = 0
    sockets: list[tuple[Subscriber, Client]] = field(default_factory=list)
    meanwhile: list["Step"] = field(default_factory=list)

    def happen(self, number: int) -> None:
        """Let events happen."""
        self.seq += number
        self.feed.nudge(self.seq)

    def join(self, place: int, since: int | None) -> None:
        """Connect a screen."""
        client = Client(since)
        self.sockets.append((Subscriber(VIEWERS[place], client), client))
        self.feed.join(self.sockets[-1][0], since)

    def resume(self, place: int, back: int) -> None:
        """Let a screen ask again for what it has had."""
        if self.sockets:
            subscriber, client = self.sockets[place % len(self.sockets)]
            client.has = max((client.has or 0) - back, 0)
            self.feed.join(subscriber, client.has)

    def leave(self, place: int) -> None:
        """Let a screen go."""
        if self.sockets:
            self.feed.leave(self.sockets.pop(place % len(self.sockets))[0])

    async def read(
        self,
        _office_id: int,
        last: int | None,
        watching: frozenset[Viewer],
        joining: frozenset[Viewer],
        sinces: Iterable[int | None],
    ) -> Reading:
        """Read as `queue_read` does; the next step of the office happens just after."""
        seq = self.seq
        after = first_needed(seq, last, sinces)
        events = tuple(map(event, range(after + 1, min(seq, after + AT_ONCE) + 1)))
        complete = after + len(events) == seq
        viewers = (joining if seq == last else watching | joining) if complete else frozenset()
        if self.meanwhile:
            self.meanwhile.pop(0)(self)
        views: dict[Viewer, View] = {viewer: {"seq_shown": seq} for viewer in viewers}
        return Reading(seq, after, events, complete, viewers, views)


Step = Callable[[Office], None]


def event(seq: int) -> FeedEvent:
    """Return the event with this number; it concerns ticket and counter 1 or 2."""
    fields: dict[str, object] = {"type": "event", "seq": seq, "kind": "ticket.called"}
    return FeedEvent(seq, "", seq % 3, seq % 2, fields)


small = st.integers(0, 6)
steps: st.SearchStrategy[Step] = st.one_of(
    st.builds(lambda n: lambda office: office.happen(n), small),
    st.builds(lambda n, s: lambda office: office.join(n % 6, s), small, st.none() | small),
    st.builds(lambda n, b: lambda office: office.resume(n, b), small, small),
    st.builds(lambda n: lambda office: office.leave(n), small),
)


@given(st.lists(steps, max_size=15), st.lists(steps, max_size=10))
def test_every_socket_gets_an_unbroken_sequence(between: list[Step], during: list[Step]) -> None:
    office = Office(meanwhile=during)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(feed, "feed_read", office.read)
        patch.setattr(reading, "LONGEST_GAP", 3)
        asyncio.run(_live(office, between))
    for subscriber, client in office.sockets:
        assert client.has == office.seq
        assert client.last in {None, office.seq}
        assert subscriber in office.feed.sockets[subscriber.viewer]
    assert office.feed.joining == {}


async def _live(office: Office, between: list[Step]) -> None:
    for step in between:
        step(office)
        await office.feed._round()  # noqa: SLF001 (one turn of its endless loop)
    while office.feed.wake.is_set() or office.meanwhile:
        await office.feed._round()  # noqa: SLF001 (the same)
