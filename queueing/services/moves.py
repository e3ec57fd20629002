"""The one place where a ticket's stored state changes, together with its event."""

from collections.abc import Mapping

from queueing.models import Counter, QueueEvent, Ticket
from queueing.rows import ticket_store
from queueing.services.events import OfficeQueue


def ticket_move(
    queue: OfficeQueue,
    ticket: Ticket,
    to: Ticket.State,
    kind: QueueEvent.Kind,
    data: Mapping[str, object] | None = None,
) -> Ticket:
    """Store the ticket in its new state and record the event at the counter where it was.

    The caller has locked the ticket and set what else changes. A ticket that waits again has no
    counter and no times of a call: they stand in its events.
    """
    counter = ticket.counter
    ticket.state = to
    if to == Ticket.State.WAITING:
        _forget_call(ticket)
    if to in {Ticket.State.FINISHED, Ticket.State.CANCELLED, Ticket.State.EXPIRED}:
        ticket.ended_at = queue.at
    ticket_store(ticket)
    queue.record(kind, ticket=ticket, counter=counter, data=data)
    return ticket


def _forget_call(ticket: Ticket) -> None:
    ticket.counter = None
    ticket.called_at = ticket.started_at = None
    ticket.call_reason = ""


def ticket_claim(
    queue: OfficeQueue, ticket: Ticket, counter: Counter, reason: str, rule: str
) -> Ticket:
    """Give the ticket to the counter: called now, with the reason that everybody may read.

    Whoever was expected at another counter is so no longer.
    """
    ticket.counter = counter
    if ticket.wanted_counter_id != counter.pk:
        ticket.wanted_counter = None
    ticket.owed_counter = None
    ticket.called_at, ticket.started_at = queue.at, None
    ticket.call_reason = reason
    data = {"reason": reason, "rule": rule}
    return ticket_move(queue, ticket, Ticket.State.CALLED, QueueEvent.Kind.TICKET_CALLED, data)
