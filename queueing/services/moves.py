"""The one place where a ticket's stored state changes, together with its event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from onestop.directory.models import User
from queueing.models import Counter, QueueEvent, Ticket
from queueing.rows import tickets_store
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
    tickets_store([ticket])
    queue.record(kind, ticket=ticket, counter=counter, data=data)
    return ticket


def _forget_call(ticket: Ticket) -> None:
    ticket.counter = None
    ticket.called_at = ticket.started_at = None
    ticket.call_reason = ""


@dataclass(frozen=True)
class Claim:
    """A ticket that is called to a counter, and why: in words and by the name of the rule."""

    ticket: Ticket
    counter: Counter
    reason: str
    rule: str
    actor: User | None
    origin: str | None = None


def tickets_claim(queue: OfficeQueue, claims: Sequence[Claim]) -> None:
    """Give each ticket to its counter: called now, with the reason that everybody may read."""
    for claim in claims:
        _call(claim, queue.at)
    tickets_store(claim.ticket for claim in claims)
    for claim in claims:
        queue.actor, queue.origin = claim.actor, claim.origin
        data = {"reason": claim.reason, "rule": claim.rule}
        queue.record(
            QueueEvent.Kind.TICKET_CALLED, ticket=claim.ticket, counter=claim.counter, data=data
        )


def _call(claim: Claim, at: datetime) -> None:
    """Set what a call changes; whoever was expected at another counter is so no longer."""
    ticket = claim.ticket
    ticket.state, ticket.counter = Ticket.State.CALLED, claim.counter
    if ticket.wanted_counter_id != claim.counter.pk:
        ticket.wanted_counter = None
    ticket.owed_counter = None
    ticket.called_at, ticket.started_at = at, None
    ticket.call_reason = claim.reason
