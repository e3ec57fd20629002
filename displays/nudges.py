"""From a committed event to the feeds: in this process directly, in others by the channel layer."""

from typing import Any

from asgiref.sync import async_to_sync
from django.conf import settings
from django.db import transaction
from django.dispatch import receiver

from displays.hub import hubs
from displays.layer import send
from queueing.models import QueueEvent
from queueing.signals import queue_changed


@receiver(queue_changed)
def queue_changed_announce(event: QueueEvent, **_more: Any) -> None:
    """Tell the feeds once the event is committed; what goes wrong there undoes nothing here."""
    office_id, seq = event.office_id, event.seq
    transaction.on_commit(lambda: announce(office_id, seq), robust=True)


def announce(office_id: int, seq: int) -> None:
    """Tell every feed, in this and in other processes, that the database holds a sequence."""
    here = list(hubs())
    for number, hub in enumerate(here):
        hub.news_from_thread(office_id, seq, tell=bool(settings.REDIS_URL) and number == 0)
    if settings.REDIS_URL and not here:
        # A command, or a process without screens: there is no loop to leave it to.
        async_to_sync(send)(office_id, seq)
