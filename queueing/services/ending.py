"""The end of turns that nobody serves: cancelled by wish, expired with their date."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from onestop.directory.models import Office, User
from onestop.directory.refusals import NotFound
from onestop.directory.rights import Right
from queueing.models import QueueEvent, Ticket
from queueing.services.access import ensure_state, locked_ticket, ticket_in_reach
from queueing.services.events import locked_queue
from queueing.services.moves import ticket_move

# A turn that is not served yet may be ended by wish.
CANCELLABLE = (Ticket.State.WAITING, Ticket.State.CALLED, *Ticket.ASIDE)
# Tickets ended in one transaction: between two of them counters may call.
BATCH = 100


def ticket_cancel(*, ticket_id: int, actor: User, now: datetime) -> Ticket:
    """End a turn that the citizen does not want any more; `StateForbids` once it is served."""
    office = ticket_in_reach(ticket_id, actor, Right.TICKET_CANCEL).office
    return _cancel(office, ticket_id, actor, now)


def ticket_give_up(*, ticket_id: int, now: datetime) -> Ticket:
    """End the turn for the citizen who holds the ticket's token, which is the right to do it.

    Raises `NotFound` for a ticket that does not exist, `StateForbids` once it is served.
    """
    ticket = Ticket.objects.select_related("office").filter(pk=ticket_id).first()
    if ticket is None:
        raise NotFound(_("Không tìm thấy số này."))
    return _cancel(ticket.office, ticket_id, None, now)


def _cancel(office: Office, ticket_id: int, actor: User | None, now: datetime) -> Ticket:
    with locked_queue(office, actor=actor, now=now) as queue:
        ticket = locked_ticket(ticket_id)
        ensure_state(ticket, *CANCELLABLE)
        return ticket_move(queue, ticket, Ticket.State.CANCELLED, QueueEvent.Kind.TICKET_CANCELLED)


def tickets_expire(*, now: datetime) -> int:
    """End every unfinished ticket of an earlier local date; return how many. Idempotent."""
    today = timezone.localdate(now)
    offices = Office.objects.filter(pk__in=_overdue(today).values("office_id"))
    return sum(_office_expire(office, today, now) for office in offices)


def _overdue(today: date) -> QuerySet[Ticket]:
    return Ticket.objects.filter(state__in=Ticket.UNFINISHED, day__lt=today)


def _office_expire(office: Office, today: date, now: datetime) -> int:
    ended = 0
    while batch := _batch_expire(office, today, now):
        ended += batch
    return ended


def _batch_expire(office: Office, today: date, now: datetime) -> int:
    with locked_queue(office, actor=None, now=now) as queue:
        tickets = list(
            _overdue(today)
            .filter(office=office)
            .select_for_update(of=("self",))
            .select_related("service", "priority", "case", "counter")
            .order_by("pk")[:BATCH]
        )
        for ticket in tickets:
            ticket_move(queue, ticket, Ticket.State.EXPIRED, QueueEvent.Kind.TICKET_EXPIRED)
        return len(tickets)
