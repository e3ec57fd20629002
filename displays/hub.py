"""The feeds of one process: what the database records reaches every socket, in order and once.

There is one hub for each event loop, made when the first screen connects and gone with the last.
It holds one feed for each office that somebody watches. A feed is told by a nudge that there may
be news; what the news is, it always reads from the database. So a nudge may get lost, come twice
or come late: the sequence has no holes, and the next heartbeat looks anyway.
"""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import suppress
from functools import partial

from displays.feed import OfficeFeed, Subscriber
from displays.identities import Watch
from displays.layer import Relay, listen
from displays.outlets import Outlet
from displays.viewers import Viewer

logger = logging.getLogger(__name__)

REST = 5.0  # seconds until a listener that failed is started again

_hubs: dict[asyncio.AbstractEventLoop, "Hub"] = {}


class Hub:
    """The feeds of one event loop; all but what says "from thread" is called inside it."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self._feeds: dict[int, OfficeFeed] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._relay = Relay()
        self.identities = Watch()
        self._listener = self._listen()

    def join(self, viewer: Viewer, outlet: Outlet, since: int | None) -> Subscriber:
        """Serve a socket from now on: the gap after `since`, or a snapshot, then what happens."""
        subscriber = Subscriber(viewer, outlet)
        self._feed(viewer.office_id).join(subscriber, since)
        return subscriber

    def resume(self, subscriber: Subscriber, since: int) -> None:
        """Serve a socket again from `since`, unless it was turned away: it has noticed a hole."""
        feed = self._feeds.get(subscriber.viewer.office_id)
        if feed is not None and feed.serves(subscriber):
            feed.join(subscriber, since)

    def leave(self, subscriber: Subscriber) -> None:
        """Forget a socket; the last one ends its feed, and the last feed ends the hub."""
        office_id = subscriber.viewer.office_id
        feed = self._feeds.get(office_id)
        if feed is None:
            return
        feed.leave(subscriber)
        if not feed.watched:
            self._end(office_id)

    def nudge(self, office_id: int, seq: int) -> None:
        """Tell the office's feed, if there is one, that the database holds this sequence."""
        feed = self._feeds.get(office_id)
        if feed is not None:
            feed.nudge(seq)

    def news_from_thread(self, office_id: int, seq: int, *, tell: bool) -> None:
        """Nudge from any thread and, with `tell`, let the other processes know.

        Without effect once the loop is closed.
        """
        heard = self._nudge_and_tell if tell else self.nudge
        try:
            self.loop.call_soon_threadsafe(heard, office_id, seq)
        except RuntimeError:  # the loop is closed: nobody listens there any more
            _hubs.pop(self.loop, None)

    def look_from_thread(self, *, tell: bool) -> None:
        """Look at the tokens of sockets, from any thread; `tell` as for news."""
        with suppress(RuntimeError):  # the loop is closed: no socket is left there
            self.loop.call_soon_threadsafe(self.identities.look)
            if tell:
                self.loop.call_soon_threadsafe(self._relay.tell_look)

    def _nudge_and_tell(self, office_id: int, seq: int) -> None:
        self.nudge(office_id, seq)
        self._relay.tell(office_id, seq)

    def _listen(self) -> asyncio.Task[None]:
        listener = self.loop.create_task(
            listen(self.nudge, self.identities.look), name="displays listener"
        )
        listener.add_done_callback(self._listener_ended)
        return listener

    def _listener_ended(self, task: asyncio.Task[None]) -> None:
        """Listen again after a fault: until then the heartbeats find what happens elsewhere."""
        if task.cancelled() or not self._feeds:
            return
        logger.error("Listening to other processes failed", exc_info=task.exception())
        self.loop.call_later(REST, self._listen_again)

    def _listen_again(self) -> None:
        if self._feeds:
            self._listener = self._listen()

    def _feed(self, office_id: int) -> OfficeFeed:
        if office_id not in self._feeds:
            feed = self._feeds[office_id] = OfficeFeed(office_id)
            task = self.loop.create_task(feed.run(), name=f"displays feed {office_id}")
            task.add_done_callback(partial(self._ended, feed))
            self._tasks[office_id] = task
        return self._feeds[office_id]

    def _ended(self, feed: OfficeFeed, task: asyncio.Task[None]) -> None:
        """Turn the sockets of a feed that failed away: who comes back gets a new one."""
        if task.cancelled():
            return
        logger.error("The feed of office %s failed", feed.office_id, exc_info=task.exception())
        self._end(feed.office_id)
        feed.abandon()

    def _end(self, office_id: int) -> None:
        del self._feeds[office_id]
        self._tasks.pop(office_id).cancel()
        if not self._feeds:
            self._listener.cancel()
            _hubs.pop(self.loop, None)


def hub_here() -> Hub:
    """Return the hub of the running event loop, made if this is its first screen."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub(loop)
    return _hubs[loop]


def hubs() -> Iterator[Hub]:
    """Yield the hubs of this process; safe from any thread."""
    yield from list(_hubs.values())
