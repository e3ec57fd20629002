"""Reading what screens show: several things as they were at one moment."""

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, ParamSpec, TypeVar

from channels.db import database_sync_to_async
from django.db import connection, transaction

from displays.messages import View, feed_event
from displays.selectors import screen_views
from displays.viewers import FeedEvent, Viewer
from queueing.overview import events_after, sequence_read

P = ParamSpec("P")
T = TypeVar("T")

POSTGRESQL = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"

# A client that is further behind than this gets a snapshot instead of the gap.
LONGEST_GAP = 500
# A feed that is further behind than this catches up in several readings. Any gap fits into one.
EVENTS_AT_ONCE = 1000

# The feeds read in threads of their own, so that no page's request keeps a call from the screens.
READERS = 2
KEPT = 15.0  # seconds
threads = ThreadPoolExecutor(max_workers=READERS, thread_name_prefix="displays-feed")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one look at the database found.

    `events` follow `after` without a hole and reach the sequence `seq`, unless they are so many
    that another reading is needed (`complete` is then false and there are no views). `viewers`
    were asked for; `views` is what was found of them.
    """

    seq: int
    after: int
    events: tuple[FeedEvent, ...]
    complete: bool
    viewers: frozenset[Viewer]
    views: dict[Viewer, View]

    @property
    def reached(self) -> int:
        """The sequence that whoever got these events is at."""
        return self.seq if self.complete else self.events[-1].seq

    @property
    def missing(self) -> frozenset[Viewer]:
        """The viewers that were asked for and do not exist (any more)."""
        return self.viewers - self.views.keys()


@contextmanager
def consistent_read() -> Iterator[None]:
    """Let every query inside see the same state of the database, without waiting for writers.

    A sequence and what is shown at it then belong together: the next event is the next change.
    Inside a transaction that is already open, that transaction's view counts.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with _without_write_lock(), transaction.atomic():
            yield
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(POSTGRESQL)
            yield


@contextmanager
def _without_write_lock() -> Iterator[None]:
    """Let SQLite begin a transaction that only reads: the installation's begin as writers."""
    sqlite: Any = connection
    sqlite.ensure_connection()
    mode = sqlite.transaction_mode
    sqlite.transaction_mode = "DEFERRED"
    try:
        yield
    finally:
        sqlite.transaction_mode = mode


def queue_read(
    office_id: int,
    last: int | None,
    watching: frozenset[Viewer],
    joining: frozenset[Viewer],
    sinces: Iterable[int | None] = (),
) -> Reading:
    """Read what happened in an office's queue after `last` and what its screens show now.

    `watching` viewers are at `last` and need nothing while nothing has happened; `joining` ones
    need their view in any case, and the events after their `sinces` where these are near enough.
    """
    with consistent_read():
        seq = sequence_read(office_id)
        after = first_needed(seq, last, sinces)
        found = events_after(office_id, after, EVENTS_AT_ONCE) if after < seq else []
        complete = len(found) < EVENTS_AT_ONCE or found[-1].seq == seq
        viewers = (joining if seq == last else watching | joining) if complete else frozenset()
        views = screen_views(office_id, viewers)
    return Reading(
        seq=seq,
        after=after,
        events=tuple(feed_event(event) for event in found),
        complete=complete,
        viewers=viewers,
        views=views,
    )


def first_needed(seq: int, last: int | None, sinces: Iterable[int | None]) -> int:
    """Return the sequence after which events are needed by the feed or by who comes back to it."""
    near = [since for since in sinces if since is not None and is_near(since, seq)]
    return min([seq if last is None else min(last, seq), *near])


def is_near(since: int, seq: int) -> bool:
    """Tell whether who has `since` is given the gap up to `seq`, and not a snapshot."""
    return 0 <= seq - since <= LONGEST_GAP


async def look_up(read: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return what a read of the database finds, without keeping the event loop waiting."""
    found: T = await database_sync_to_async(read)(*args, **kwargs)
    return found


async def feed_read(*asked: Any) -> Reading:
    """Return what `queue_read` does, read by one of the feeds' own threads."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(threads, kept, partial(queue_read, *asked))


def kept(read: Callable[[], T]) -> T:
    """Return what is read, on a connection that this thread keeps from one reading to the next.

    Connecting takes longer than reading. It is made anew after `KEPT` seconds, so that a database
    that was put in another's place is found, and after an error.
    """
    connection.close_if_unusable_or_obsolete()
    if connection.connection is None:
        connection.ensure_connection()
        connection.close_at = time.monotonic() + KEPT
    return read()
