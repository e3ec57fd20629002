"""From a committed event to the feeds: in this process directly, in others by the channel layer."""

import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from asgiref.sync import async_to_sync
from django.conf import settings
from django.db import transaction
from django.dispatch import receiver

from displays.hub import hubs
from displays.layer import PROBLEMS, send, send_look
from onestop.directory.signals import access_ended
from queueing.models import QueueEvent
from queueing.signals import queue_changed

logger = logging.getLogger(__name__)

REST = 5.0  # seconds


@receiver(queue_changed)
def queue_changed_announce(events: Sequence[QueueEvent], **_more: Any) -> None:
    """Tell the feeds once the events are committed; what goes wrong there undoes nothing here."""
    office_id, seq = events[-1].office_id, events[-1].seq
    transaction.on_commit(lambda: announce(office_id, seq), robust=True)


def announce(office_id: int, seq: int) -> None:
    """Tell every feed, in this and in other processes, that the database holds a sequence."""
    here = list(hubs())
    for number, hub in enumerate(here):
        hub.news_from_thread(office_id, seq, tell=bool(settings.REDIS_URL) and number == 0)
    if settings.REDIS_URL and not here:
        _direct_line.tell(office_id, seq)


@receiver(access_ended)
def access_ended_announce(**_more: Any) -> None:
    """Close the sockets of tokens that have ended, once that is committed."""
    transaction.on_commit(look_announce, robust=True)


def look_announce() -> None:
    """Tell every process to look at the tokens of its sockets; each looks by itself soon anyway."""
    here = list(hubs())
    for number, hub in enumerate(here):
        hub.look_from_thread(tell=bool(settings.REDIS_URL) and number == 0)
    if settings.REDIS_URL and not here:
        _direct_line.tell_look()


class DirectLine:
    """Tells other processes from one without screens, such as a command: it has no loop for it.

    After a failure it keeps still for `REST` seconds, so that a Redis that does not answer makes
    nobody wait at every ticket; the others' heartbeats find what they were not told.
    """

    def __init__(self) -> None:
        self._resting_until = 0.0

    def tell(self, office_id: int, seq: int) -> None:
        """Tell, and wait until it is sent: at most `layer.LONGEST_SEND` seconds."""
        self._tell(send, office_id, seq)

    def tell_look(self) -> None:
        """Tell that tokens have ended, and wait as `tell` does."""
        self._tell(send_look)

    def _tell(self, way: Callable[..., Awaitable[None]], *news: int) -> None:
        if time.monotonic() < self._resting_until:
            return
        try:
            async_to_sync(way)(*news)
        except PROBLEMS as problem:
            self._resting_until = time.monotonic() + REST
            logger.warning("Other processes could not be told: %s", problem)


_direct_line = DirectLine()
