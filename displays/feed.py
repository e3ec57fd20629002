"""The feed of one office: from the database to the sockets of its screens."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass, field

from django.db import Error as DatabaseProblem
from django.utils import timezone

from displays import messages
from displays.frames import Frames
from displays.outlets import Frame, Outlet
from displays.reading import Reading, feed_read
from displays.viewers import Viewer

logger = logging.getLogger(__name__)

HEARTBEAT = 5.0  # seconds between two looks at the database, each told to every screen
RETRY = 1.0  # seconds until a database that did not answer is asked again

# Codes with which a websocket is closed: from the range that is left to applications.
UNKNOWN = 4404
TOO_SLOW = 4408
BROKEN = 4500

MISSING = -1  # no `since` of a client: these are counted from 0


@dataclass(eq=False, slots=True)
class Subscriber:
    """One socket: whom it is for, and the way to it."""

    viewer: Viewer
    outlet: Outlet


@dataclass(eq=False)
class OfficeFeed:
    """The feed of one office: its sequence, what each viewer shows at it, and the sockets.

    Every socket in `sockets` has been given everything up to `seq`. Those in `joining` are given
    what they miss in the next round: from the sequence noted there, or a snapshot for None.
    """

    office_id: int
    seq: int | None = None
    views: dict[Viewer, messages.View | None] = field(default_factory=dict)
    sockets: dict[Viewer, set[Subscriber]] = field(default_factory=dict)
    joining: dict[Subscriber, int | None] = field(default_factory=dict)
    wake: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def watched(self) -> bool:
        """Whether there is any socket."""
        return bool(self.sockets or self.joining)

    def join(self, subscriber: Subscriber, since: int | None) -> None:
        """Serve the socket in the next round, also when it was served before."""
        self.leave(subscriber)
        self.joining[subscriber] = since
        self.wake.set()

    def leave(self, subscriber: Subscriber) -> None:
        """Forget the socket."""
        self.joining.pop(subscriber, None)
        others = self.sockets.get(subscriber.viewer, set())
        others.discard(subscriber)
        if not others:
            self.sockets.pop(subscriber.viewer, None)
            self.views.pop(subscriber.viewer, None)

    def serves(self, subscriber: Subscriber) -> bool:
        """Tell whether the socket is one of this feed's."""
        served = self.sockets.get(subscriber.viewer, set())
        return subscriber in self.joining or subscriber in served

    def nudge(self, seq: int) -> None:
        """Look at the database soon, unless what happened is known already."""
        if self.seq is None or seq > self.seq:
            self.wake.set()

    async def run(self) -> None:
        """Serve until cancelled: a round for each nudge, and one for each heartbeat.

        A heartbeat says that the database has just been read: while it does not answer there is
        none, and the screens say that they are stale.
        """
        loop = asyncio.get_running_loop()
        due = loop.time() + HEARTBEAT
        while True:
            await self._woken(due)
            try:
                await self._round()
            except DatabaseProblem:
                logger.warning("Office %s: the feed cannot read", self.office_id, exc_info=True)
                await asyncio.sleep(RETRY)
                self.wake.set()
                continue
            if loop.time() >= due:
                self._send_heartbeat()
                due = loop.time() + HEARTBEAT

    async def _woken(self, due: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout_at(due):
                await self.wake.wait()

    async def _round(self) -> None:
        self.wake.clear()
        asked = dict(self.joining)
        reading = await feed_read(
            self.office_id,
            self.seq,
            frozenset(self.sockets),
            frozenset(subscriber.viewer for subscriber in asked),
            frozenset(asked.values()),
        )
        self._deliver(reading, asked)

    def _deliver(self, reading: Reading, asked: dict[Subscriber, int | None]) -> None:
        """Hand what was read to the sockets: first to those that are up to date, then to the new.

        A sequence that went back means another database, restored from a backup: everybody
        starts anew in the next round.
        """
        if self.seq is not None and reading.seq < self.seq:
            self._start_anew()
            return
        frames = Frames(reading)
        # What was read for those who come back may be old news to all others.
        if self.seq is not None and reading.reached > self.seq:
            for viewer in list(self.sockets):
                self._continue(viewer, reading, frames)
        self.seq = reading.reached
        if not reading.complete:
            self.wake.set()
            return
        for subscriber, since in asked.items():
            # One that has left or asked again meanwhile is not what was read for.
            if self.joining.get(subscriber, MISSING) == since:
                self._welcome(subscriber, since, reading, frames)

    def _start_anew(self) -> None:
        self.seq = None
        for subscriber in self._everybody():
            self.join(subscriber, None)

    def _continue(self, viewer: Viewer, reading: Reading, frames: Frames) -> None:
        """Give everybody who is this viewer the events after those that they have."""
        several = list(self.sockets[viewer])
        if viewer in reading.missing:
            self._dismiss(several, UNKNOWN)
            return
        news = frames.news(viewer, self.seq or 0, self.views.get(viewer))
        self._send(several, news)
        if viewer in reading.views and viewer in self.sockets:
            self.views[viewer] = reading.views[viewer]

    def _welcome(
        self, subscriber: Subscriber, since: int | None, reading: Reading, frames: Frames
    ) -> None:
        """Give one who has just come what it misses, and everything from now on."""
        viewer = subscriber.viewer
        if viewer in reading.missing:
            self._dismiss([subscriber], UNKNOWN)
            return
        del self.joining[subscriber]
        self.sockets.setdefault(viewer, set()).add(subscriber)
        now = reading.views[viewer]
        # What changes without an event, such as a name, some of them now know and others do not:
        # with nothing known of them all, the next event tells everything.
        if since == reading.seq or self.views.setdefault(viewer, now) != now:
            self.views[viewer] = None
        self._send([subscriber], frames.welcome(viewer, since))

    def _send_heartbeat(self) -> None:
        frame = Frame(messages.heartbeat(self.seq or 0, timezone.now()))
        for several in list(self.sockets.values()):
            self._send(list(several), [frame])

    def _send(self, several: list[Subscriber], frames: list[Frame]) -> None:
        slow = [one for one in several if not all(map(one.outlet.put, frames))]
        self._dismiss(slow, TOO_SLOW)

    def _dismiss(self, several: list[Subscriber], code: int) -> None:
        for subscriber in several:
            self.leave(subscriber)
            subscriber.outlet.close(code)

    def abandon(self) -> None:
        """Close every socket: the feed has failed, and who comes back gets a new one."""
        self._dismiss(self._everybody(), BROKEN)

    def _everybody(self) -> list[Subscriber]:
        return [*self.joining, *(one for several in self.sockets.values() for one in several)]
