"""The office's locked queue row: who holds it changes the queue and writes what happened.

The order of locks in this room is queue, counter, ticket. As every write begins with the queue's
row, an office's events are numbered without gaps in the order of their commits.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from onestop.directory.audit.rows import row_values, rows_write
from onestop.directory.models import Office, User
from onestop.directory.selectors import stood_in_for
from queueing.models import Counter, Queue, QueueEvent, Ticket
from queueing.rows import NEW_EVENTS, queue_store
from queueing.signals import queue_changed

# The longest that one request waits for another's lock. What lies further back is no request
# that waited but a clock that was set back, and the clock counts.
LONGEST_LOCK_WAIT = timedelta(seconds=30)


class OfficeQueue:
    """An office's queue while this transaction holds its row.

    `at` is when the change happens: the caller's `now`, but never before the queue's last event.
    Two requests that waited for the lock are so served in the order of their numbers. `actor` is
    who changes it, `origin` from where (None: from where this runs); they may change on the way.
    """

    def __init__(self, row: Queue, *, actor: User | None, now: datetime) -> None:
        self.row = row
        self.office: Office = row.office
        self.actor = actor
        self.origin: str | None = None
        self.at = _not_before(row.last_event_at, now)
        self._events: list[QueueEvent] = []
        self._audit: list[tuple[object, ...]] = []

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
    ) -> None:
        """Note the next event; it is written when the queue is let go.

        What is told of the ticket is as it is now; it must be stored by then.
        """
        self.row.seq += 1
        event = QueueEvent(
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
        self._events.append(event)
        self._audit.append(_audit_row(event, self.origin))

    def write(self) -> None:
        """Write what was noted and tell the rooms above, all inside the transaction."""
        if not self._events:
            return
        self.row.last_event_at = self.at
        queue_store(self.row)
        NEW_EVENTS.store(self._events)
        rows_write(self._audit)
        queue_changed.send(sender=QueueEvent, events=self._events)


def _audit_row(event: QueueEvent, origin: str | None) -> tuple[object, ...]:
    """Return who did it from where; what else there is to know stands in the event `seq`."""
    place = {"counter": event.counter_id} if event.ticket_id and event.counter_id else {}
    return row_values(
        at=event.at,
        actor_id=event.actor_id,
        stood_in_for_id=getattr(event.actor, "stood_in_for_id", None),
        office_id=event.office_id,
        action=event.kind,
        subject=f"ticket:{event.ticket_id}" if event.ticket_id else f"counter:{event.counter_id}",
        after={"seq": event.seq, **place},
        origin=origin,
    )


@contextmanager
def locked_queue(
    office: Office, *, actor: User | None, now: datetime, savepoint: bool = True
) -> Iterator[OfficeQueue]:
    """Open the transaction of one change to the office's queue and lock its row.

    The events of the change are written when the block ends. Without `savepoint` what fails here
    undoes the transaction around it as well.
    """
    with transaction.atomic(savepoint=savepoint):
        row, _ = Queue.objects.select_for_update().get_or_create(office=office)
        row.office = office
        queue = OfficeQueue(row, actor=actor, now=now)
        yield queue
        queue.write()


def _not_before(last: datetime | None, now: datetime) -> datetime:
    if last is None or last - now > LONGEST_LOCK_WAIT:
        return now
    return max(last, now)
