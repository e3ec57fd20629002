"""The HTTP API of tickets, counters and the queue; `onestop.api` mounts it and knows the caller."""

from datetime import datetime
from http import HTTPStatus
from typing import Any, Protocol

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status
from ninja.decorators import decorate_view

from onestop.directory.bearer import caller
from onestop.directory.idempotency import repeatable
from onestop.directory.models import Office, User
from onestop.directory.rights import Right, ensure_right
from onestop.directory.routes import needs
from onestop.directory.selectors import office_of
from queueing import schemas, services
from queueing.models import Counter, Ticket
from queueing.selectors import (
    counter_view,
    queue_view,
    ticket_at,
    ticket_seen_by,
    ticket_shown,
    ticket_view,
)

router = Router(tags=["queue"])
TICKET = "/tickets/{int:ticket_id}"
COUNTER = "/counters/{int:counter_id}"
View = dict[str, Any]


@router.post("/offices/{office}/tickets", response={201: schemas.TicketOut})
@decorate_view(repeatable)
@needs(Right.TICKET_ISSUE)
def ticket_create(request: HttpRequest, office: str, data: schemas.TicketIn) -> Status[View]:
    """Issue the next number of a service, printed unless `print` is false."""
    actor = caller(request)
    wish = wish_of(data, office=office_of(actor, office), actor=actor)
    return Status(HTTPStatus.CREATED, issued_view(services.wish_fulfil(wish, now=timezone.now())))


def wish_of(
    data: schemas.TicketIn, *, office: Office, actor: User, origin: str | None = None
) -> services.TicketWish:
    """Return what a request's body asks for."""
    return services.TicketWish(
        office=office,
        service_code=data.service,
        priority_code=data.priority,
        case_code=data.case,
        print_slip=data.print,
        appointment_at=data.appointment_at,
        actor=actor,
        origin=origin,
    )


def issued_view(issued: services.Issued) -> View:
    """Return a ticket that was just issued as the API shows it."""
    return ticket_shown(issued.ticket, issued.ahead, issued.wait)


@router.get(TICKET, response=schemas.TicketOut)
@needs(Right.TICKET_VIEW)
def ticket(request: HttpRequest, ticket_id: int) -> View:
    """Return a ticket with how many are ahead and how long it will still wait."""
    return ticket_view(ticket_seen_by(caller(request), ticket_id))


@router.get("/offices/{office}/queue", response=schemas.QueueOut)
@needs(Right.QUEUE_VIEW)
def queue(request: HttpRequest, office: str) -> View:
    """Return counters, waiting numbers and latest calls at one moment."""
    actor = caller(request)
    found = office_of(actor, office)
    ensure_right(actor, Right.QUEUE_VIEW, office=found)
    return queue_view(found)


@router.post(
    f"{COUNTER}/call-next", response={HTTPStatus.OK: schemas.CallOut, HTTPStatus.NO_CONTENT: None}
)
@decorate_view(repeatable)
@needs(Right.COUNTER_OPERATE)
def call_next(request: HttpRequest, counter_id: int) -> Status[View | None]:
    """Call the ticket whose turn it is; 204 when nobody waits for this counter."""
    call = services.counter_call_next(
        counter_id=counter_id, actor=caller(request), now=timezone.now()
    )
    if call is None:
        return Status(HTTPStatus.NO_CONTENT, None)
    return Status(HTTPStatus.OK, call_view(call))


@router.post(f"{COUNTER}/call", response=schemas.CallOut)
@decorate_view(repeatable)
@needs(Right.COUNTER_OPERATE)
def call(request: HttpRequest, counter_id: int, data: schemas.CallIn) -> View:
    """Call a certain ticket out of turn; the reason is told to everybody."""
    return call_view(
        services.counter_call(
            counter_id=counter_id,
            ticket_id=data.ticket,
            reason=data.reason,
            actor=caller(request),
            now=timezone.now(),
        )
    )


@router.post(f"{COUNTER}/recall", response=schemas.CallOut)
@decorate_view(repeatable)
@needs(Right.COUNTER_OPERATE)
def recall(request: HttpRequest, counter_id: int) -> View:
    """Announce the called ticket once more."""
    return call_view(
        services.counter_recall(counter_id=counter_id, actor=caller(request), now=timezone.now())
    )


@router.post(f"{COUNTER}/open", response=schemas.CounterOut)
@needs(Right.COUNTER_OPERATE)
def counter_open(request: HttpRequest, counter_id: int) -> View:
    """Open the counter, or go on after a pause."""
    return _counter_view(
        services.counter_open(counter_id=counter_id, actor=caller(request), now=timezone.now())
    )


@router.post(f"{COUNTER}/pause", response=schemas.CounterOut)
@needs(Right.COUNTER_OPERATE)
def counter_pause(request: HttpRequest, counter_id: int, data: schemas.ReasonIn) -> View:
    """Call nobody here until the counter is opened again."""
    return _counter_view(
        services.counter_pause(
            counter_id=counter_id, reason=data.reason, actor=caller(request), now=timezone.now()
        )
    )


@router.post(f"{COUNTER}/close", response=schemas.CounterOut)
@needs(Right.COUNTER_OPERATE)
def counter_close(request: HttpRequest, counter_id: int) -> View:
    """Close the counter; 409 while it serves."""
    return _counter_view(
        services.counter_close(counter_id=counter_id, actor=caller(request), now=timezone.now())
    )


@router.post(f"{COUNTER}/hand-over", response=schemas.CounterOut)
@needs(Right.COUNTER_OPERATE)
def counter_hand_over(request: HttpRequest, counter_id: int, data: schemas.HandOverIn) -> View:
    """Let a colleague go on at the counter, with the ticket that is there."""
    return _counter_view(
        services.counter_hand_over(
            counter_id=counter_id, to=data.to, actor=caller(request), now=timezone.now()
        )
    )


@router.post(f"{TICKET}/start", response=schemas.TicketOut)
@needs(Right.COUNTER_OPERATE)
def ticket_start(request: HttpRequest, ticket_id: int) -> View:
    """Note that the citizen has come."""
    return _moved(request, services.ticket_start, ticket_id)


@router.post(f"{TICKET}/finish", response=schemas.TicketOut)
@needs(Right.COUNTER_OPERATE)
def ticket_finish(
    request: HttpRequest, ticket_id: int, data: schemas.FinishIn | None = None
) -> View:
    """End the turn; `outcome` says what was done, and the body may be left out."""
    finished = services.ticket_finish(
        ticket_id=ticket_id,
        outcome=(data and data.outcome) or "",
        actor=caller(request),
        now=timezone.now(),
    )
    return ticket_view(finished)


@router.post(f"{TICKET}/further", response=schemas.TicketOut)
@needs(Right.COUNTER_OPERATE)
def ticket_further(request: HttpRequest, ticket_id: int, data: schemas.FurtherIn) -> View:
    """Go on with another matter of the same visit, under the same number."""
    going_on = services.ticket_further(
        ticket_id=ticket_id,
        service_code=data.service,
        actor=caller(request),
        now=timezone.now(),
    )
    return ticket_view(going_on)


@router.post(f"{TICKET}/undo", response=schemas.TicketOut)
@needs(Right.COUNTER_OPERATE)
def ticket_undo(request: HttpRequest, ticket_id: int) -> View:
    """Take back what the caller noted less than a minute ago: finished, missed or held."""
    return _moved(request, services.ticket_undo, ticket_id)


@router.post(f"{TICKET}/no-show", response=schemas.TicketOut)
@needs(Right.COUNTER_OPERATE)
def ticket_no_show(request: HttpRequest, ticket_id: int) -> View:
    """Note that nobody came."""
    return _moved(request, services.ticket_no_show, ticket_id)


@router.post(f"{TICKET}/hold", response=schemas.TicketOut)
@needs(Right.COUNTER_OPERATE)
def ticket_hold(request: HttpRequest, ticket_id: int) -> View:
    """Put the ticket aside."""
    return _moved(request, services.ticket_hold, ticket_id)


@router.post(f"{TICKET}/resume", response=schemas.TicketOut)
@needs(Right.COUNTER_OPERATE)
def ticket_resume(request: HttpRequest, ticket_id: int) -> View:
    """Let a ticket that is held or missed its call wait again, in its old place."""
    return _moved(request, services.ticket_resume, ticket_id)


@router.post(f"{TICKET}/cancel", response=schemas.TicketOut)
@needs(Right.TICKET_CANCEL)
def ticket_cancel(request: HttpRequest, ticket_id: int) -> View:
    """End a turn that the citizen does not want any more."""
    return _moved(request, services.ticket_cancel, ticket_id)


@router.post(f"{TICKET}/transfer", response=schemas.TicketOut)
@needs(Right.COUNTER_OPERATE)
def ticket_transfer(request: HttpRequest, ticket_id: int, data: schemas.TransferIn) -> View:
    """Send the ticket on to a service, a counter or a person."""
    moved = services.ticket_transfer(
        ticket_id=ticket_id,
        service_code=data.service,
        counter_id=data.counter,
        officer=data.officer,
        actor=caller(request),
        now=timezone.now(),
    )
    return ticket_view(moved)


class _Move(Protocol):
    """A service that moves a ticket on without further facts."""

    def __call__(self, *, ticket_id: int, actor: User, now: datetime) -> Ticket: ...


def _moved(request: HttpRequest, service: _Move, ticket_id: int) -> View:
    return ticket_view(service(ticket_id=ticket_id, actor=caller(request), now=timezone.now()))


def call_view(call: services.Call) -> View:
    """Return a call as the API shows it."""
    return {"ticket": ticket_view(call.ticket), "reason": call.reason}


def _counter_view(counter: Counter) -> View:
    return counter_view(counter, ticket_at(counter))
