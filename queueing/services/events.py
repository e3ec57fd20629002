"""The office's locked queue row: who holds it changes the queue and writes what happened.

The order of locks in this room is queue, counter, ticket. As every write begins with the queue's
row, an office's events are numbered without gaps in the order of their commits.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from onestop.directory.audit.rows import row_write
from onestop.directory.models import Office, User
from onestop.directory.selectors import stood_in_for
from queueing.models import Counter, Queue, QueueEvent, Ticket
from queueing.signals import queue_changed

# The longest that one request waits for another's lock. What lies further back is no request
# that waited but a clock that was set back, and the clock counts.
LONGEST_LOCK_WAIT = timedelta(seconds=30)


class OfficeQueue:
    """An office's queue while this transaction holds its row.

    `at` is when the change happens: the caller's `now`, but never before the queue's last event.
    Two requests that waited for the lock are so served in the order of their numbers.
    """

    def __init__(self, row: Queue, *, actor: User | None, now: datetime) -> None:
        self.row = row
        self.office: Office = row.office
        self.actor = actor
        self.at = _not_before(row.last_event_at, now)

    @property
    def today(self) -> date:
        """Return the local date: the one of which tickets are called."""
        return timezone.localdate(self.at)

    def record(
        self,
        kind: QueueEvent.Kind,
        *,
        ticket: Ticket | None = None,
        counter: Counter | None = None,
        data: Mapping[str, object] | None = None,
    ) -> QueueEvent:
        """Write the next event and tell the rooms above, all inside this transaction."""
        self.row.seq += 1
        self.row.last_event_at = self.at
        self.row.save(update_fields=["seq", "last_event_at", "priority_streak"])
        event = QueueEvent.objects.create(
            office=self.office,
            seq=self.row.seq,
            kind=kind,
            at=self.at,
            ticket=ticket,
            counter=counter,
            service=ticket.service if ticket else None,
            actor=self.actor,
            number=ticket.number if ticket else "",
            data={**(data or {}), **stood_in_for(self.actor)},
        )
        _audit(event)
        queue_changed.send(sender=QueueEvent, event=event)
        return event


def _audit(event: QueueEvent) -> None:
    """Record who did it from where; what else there is to know stands in the event `seq`."""
    place = {"counter": event.counter_id} if event.ticket_id and event.counter_id else {}
    row_write(
        at=event.at,
        actor_id=event.actor_id,
        stood_in_for_id=getattr(event.actor, "stood_in_for_id", None),
        office_id=event.office_id,
        action=event.kind,
        subject=f"ticket:{event.ticket_id}" if event.ticket_id else f"counter:{event.counter_id}",
        after={"seq": event.seq, **place},
    )


@contextmanager
def locked_queue(office: Office, *, actor: User | None, now: datetime) -> Iterator[OfficeQueue]:
    """Open the transaction of one change to the office's queue and lock its row."""
    with transaction.atomic():
        row, _ = Queue.objects.select_for_update().get_or_create(office=office)
        row.office = office
        yield OfficeQueue(row, actor=actor, now=now)


def _not_before(last: datetime | None, now: datetime) -> datetime:
    if last is None or last - now > LONGEST_LOCK_WAIT:
        return now
    return max(last, now)
