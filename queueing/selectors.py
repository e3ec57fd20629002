"""Every read of the queue that is not a `get`."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from onestop.directory.addresses import public_address
from onestop.directory.models import Office, User
from onestop.directory.refusals import NotFound
from onestop.directory.rights import Right, ensure_right
from queueing.dispatch import ANYBODY, in_order
from queueing.estimates import WaitRange
from queueing.models import Counter, Queue, QueueEvent, Ticket
from queueing.overview import overview
from queueing.tokens import ticket_id_of, ticket_token
from queueing.waiting import (
    Waits,
    calling,
    in_line,
    rules_of,
    tickets_ahead,
    waiting_tickets,
    within_reach,
)

CALLS = (QueueEvent.Kind.TICKET_CALLED, QueueEvent.Kind.TICKET_RECALLED)
# How often the queue is read again when it changed meanwhile, before writers are kept waiting.
TRIES = 3

TICKETS = Ticket.objects.select_related("office", "service", "priority", "counter", "case")


def ticket_seen_by(actor: User, ticket_id: int) -> Ticket:
    """Return a ticket of an office in which the account may see tickets.

    Raises `NotFound`, also for another office's ticket, and `NotAllowed`.
    """
    ticket = TICKETS.filter(pk=ticket_id).first()
    if ticket is None or not actor.memberships_in(ticket.office):
        raise NotFound(_("Không tìm thấy số này."))
    ensure_right(actor, Right.TICKET_VIEW, office=ticket.office)
    return ticket


def ticket_by_token(token: str) -> Ticket | None:
    """Return the ticket whose page this token opens, or None."""
    ticket_id = ticket_id_of(token)
    return None if ticket_id is None else TICKETS.filter(pk=ticket_id).first()


def ticket_view(ticket: Ticket, *, now: datetime | None = None) -> dict[str, Any]:
    """Return the ticket as the API shows it; `wait` in seconds, both 0 and None once called.

    Nothing in it is personal. `case` is the code of the linked case.
    """
    now = now or timezone.now()
    waits = ticket.state == Ticket.State.WAITING
    ahead = tickets_ahead(ticket, rules_of(_queue(ticket.office_id)), now) if waits else 0
    return ticket_shown(ticket, ahead, Waits(now).expected(ticket, ahead) if waits else None)


def ticket_shown(ticket: Ticket, ahead: int, wait: WaitRange | None) -> dict[str, Any]:
    """Return what `ticket_view` does, of a ticket with so many ahead that will wait so long."""
    token = ticket_token(ticket.pk)
    return {
        "id": ticket.pk,
        "number": ticket.number,
        "service": ticket.service.code,
        "state": ticket.state,
        "ahead": ahead,
        "wait": wait._asdict() if wait else None,
        "token": token,
        "url": public_address(f"/t/{token}/"),
        "issued_at": timezone.localtime(ticket.issued_at),
        "appointment_at": _local(ticket.appointment_at),
        "priority": ticket.priority.code if ticket.priority else None,
        "counter": place(ticket.counter),
        "called_at": _local(ticket.called_at),
        "reason": ticket.call_reason,
        "case": ticket.case.code if ticket.case else None,
    }


def place(counter: Counter | None) -> dict[str, Any] | None:
    """Return a counter as it stands beside a ticket or a call."""
    return None if counter is None else {"id": counter.pk, "name": counter.name}


@dataclass(frozen=True)
class InLine:
    """A waiting ticket, and why it would be called at its turn."""

    ticket: Ticket
    reason: str


def tickets_waiting(
    office: Office, *, counter: Counter | None = None, now: datetime | None = None
) -> list[InLine]:
    """Return the waiting tickets in the order in which they would be called if nobody came.

    With `counter` those that it may be given, as it would call them; else the whole list, as one
    counter that serves everything would. Two queries, however many wait.
    """
    now = now or timezone.now()
    tickets = waiting_tickets(office.pk, timezone.localdate(now))
    place = ANYBODY if counter is None else calling(counter)
    if counter is not None:
        tickets = tickets.filter(within_reach(place))
    found = {one.pk: one for one in tickets.select_related("office", "service", "priority")}
    order = in_order(map(in_line, found.values()), rules_of(_queue(office.pk)), now, place)
    return [InLine(found[choice.ticket_id], choice.reason) for choice in order]


def tickets_aside(office: Office, *, now: datetime | None = None) -> list[Ticket]:
    """Return today's tickets that are held or missed their call, whoever came first in front."""
    today = timezone.localdate(now or timezone.now())
    return list(
        TICKETS.filter(office=office, state__in=Ticket.ASIDE, day=today).order_by(
            "waiting_since", "pk"
        )
    )


def ticket_at(counter: Counter) -> Ticket | None:
    """Return the ticket that is called to or served at the counter, if any."""
    return TICKETS.filter(counter=counter, state__in=Ticket.ACTIVE).first()


def counters_of(actor: User) -> list[Counter]:
    """Return the counters of the account and of whom it stands in for, by office and position."""
    mine = Q(staff=actor)
    for office in actor.offices():
        for absent in actor.acts_as(office.pk)[1:]:
            mine |= Q(office=office, staff=absent)
    counters = Counter.objects.filter(mine).select_related("office", "officer").distinct()
    return list(counters.order_by("office", "position", "pk"))


def queue_view(office: Office, *, now: datetime | None = None) -> dict[str, Any]:
    """Return counters, services and latest calls as they were together at the event `seq`.

    They are read by several queries: when an event came in between, they are read again, and
    after some tries once more with the queue's row locked.
    """
    now = now or timezone.now()
    for _try in range(TRIES):
        seq = _queue(office.pk).seq
        view = _queue_as_read(office, seq, now)
        if _queue(office.pk).seq == seq:
            return view
    with transaction.atomic():
        row = Queue.objects.select_for_update().get(office=office)
        return _queue_as_read(office, row.seq, now)


def _queue_as_read(office: Office, seq: int, now: datetime) -> dict[str, Any]:
    return {"seq": seq, **overview(office.pk, seq, now)}


def counter_view(counter: Counter, ticket: Ticket | None) -> dict[str, Any]:
    """Return the counter as the API shows it, with the ticket that is there."""
    return {
        "id": counter.pk,
        "name": counter.name,
        "state": counter.state,
        "side": counter.side,
        "pause_reason": counter.pause_reason,
        "ticket": None
        if ticket is None
        else {
            "id": ticket.pk,
            "number": ticket.number,
            "service": ticket.service.code,
            "state": ticket.state,
            "called_at": _local(ticket.called_at),
        },
    }


def _local(at: datetime | None) -> datetime | None:
    return at and timezone.localtime(at)


def _queue(office_id: int) -> Queue:
    """Return the queue's row without locking it; a new office's has not been stored yet."""
    return Queue.objects.filter(office_id=office_id).first() or Queue(office_id=office_id)
