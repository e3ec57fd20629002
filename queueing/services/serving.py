"""What the officer does with the ticket at the counter: start, finish, put aside, send on."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from onestop.directory.models import Office, User
from onestop.directory.refusals import BadInput, StateForbids
from onestop.directory.rights import Right
from queueing.models import Counter, QueueEvent, Ticket
from queueing.services.access import (
    ensure_of_today,
    locked_counter,
    locked_ticket_of,
    ticket_in_reach,
)
from queueing.services.events import locked_queue
from queueing.services.issuing import open_service
from queueing.services.moves import ticket_move

State = Ticket.State
Kind = QueueEvent.Kind


def ticket_start(*, ticket_id: int, actor: User, now: datetime) -> Ticket:
    """Note that the citizen has come to the counter: called → serving."""
    office = ticket_in_reach(ticket_id, actor, Right.COUNTER_OPERATE).office
    with locked_queue(office, actor=actor, now=now) as queue:
        ticket = locked_ticket_of(actor, ticket_id, State.CALLED)
        ticket.started_at = queue.at
        return ticket_move(queue, ticket, State.SERVING, Kind.TICKET_SERVING)


def ticket_finish(*, ticket_id: int, actor: User, now: datetime) -> Ticket:
    """End the turn: serving → finished; also called → finished, for what took a moment."""
    office = ticket_in_reach(ticket_id, actor, Right.COUNTER_OPERATE).office
    with locked_queue(office, actor=actor, now=now) as queue:
        ticket = locked_ticket_of(actor, ticket_id, *Ticket.ACTIVE)
        return ticket_move(queue, ticket, State.FINISHED, Kind.TICKET_FINISHED)


def ticket_no_show(*, ticket_id: int, actor: User, now: datetime) -> Ticket:
    """Note that nobody came: called → no_show. The counter is free for the next call."""
    office = ticket_in_reach(ticket_id, actor, Right.COUNTER_OPERATE).office
    with locked_queue(office, actor=actor, now=now) as queue:
        ticket = locked_ticket_of(actor, ticket_id, State.CALLED)
        return ticket_move(queue, ticket, State.NO_SHOW, Kind.TICKET_NO_SHOW)


def ticket_hold(*, ticket_id: int, actor: User, now: datetime) -> Ticket:
    """Put the ticket aside, for a copy or a missing paper: called or serving → held."""
    office = ticket_in_reach(ticket_id, actor, Right.COUNTER_OPERATE).office
    with locked_queue(office, actor=actor, now=now) as queue:
        ticket = locked_ticket_of(actor, ticket_id, *Ticket.ACTIVE)
        return ticket_move(queue, ticket, State.HELD, Kind.TICKET_HELD)


def ticket_resume(*, ticket_id: int, actor: User, now: datetime) -> Ticket:
    """Let a ticket that was put aside, or missed its call, wait again: held or no_show → waiting.

    It keeps its place: the citizen stands before the officer who resumes it, has waited long
    enough to be called once, and is so called soon. Any counter of its service may be the next
    to call it, or, if it was transferred, the counter that was wanted.
    """
    office = ticket_in_reach(ticket_id, actor, Right.COUNTER_OPERATE).office
    with locked_queue(office, actor=actor, now=now) as queue:
        ticket = locked_ticket_of(actor, ticket_id, *Ticket.ASIDE)
        ensure_of_today(ticket, queue)
        return ticket_move(queue, ticket, State.WAITING, Kind.TICKET_RESUMED)


def ticket_transfer(
    *,
    ticket_id: int,
    service_code: str | None = None,
    counter_id: int | None = None,
    actor: User,
    now: datetime,
) -> Ticket:
    """Send the ticket on to another service or to one counter; it waits there in its old place.

    With `counter_id` only that counter is given it, whatever services it serves, until it closes.
    Raises `BadInput` unless exactly one of the two is named and exists here, `StateForbids` for
    a closed counter or a ticket that is over or missed its call.
    """
    office = ticket_in_reach(ticket_id, actor, Right.COUNTER_OPERATE).office
    if (service_code is None) == (counter_id is None):
        raise BadInput.field("service", _("Hãy chọn một dịch vụ hoặc một quầy để chuyển đến."))
    with locked_queue(office, actor=actor, now=now) as queue:
        target = None if counter_id is None else _target_counter(office, counter_id)
        ticket = locked_ticket_of(actor, ticket_id, State.WAITING, *Ticket.ACTIVE, State.HELD)
        ensure_of_today(ticket, queue)
        data = _aim(ticket, office, service_code, target)
        return ticket_move(queue, ticket, State.WAITING, Kind.TICKET_TRANSFERRED, data)


def _aim(
    ticket: Ticket, office: Office, service_code: str | None, target: Counter | None
) -> Mapping[str, object]:
    """Set where the ticket goes; return the facts for its event."""
    ticket.wanted_counter = target
    if target is not None:
        return {"to_counter": target.pk}
    before = ticket.service.code
    ticket.service = open_service(office, service_code or "")
    return {"from_service": before, "to_service": ticket.service.code}


def _target_counter(office: Office, counter_id: int) -> Counter:
    if not Counter.objects.filter(pk=counter_id, office=office).exists():
        raise BadInput.field("counter", _("Không có quầy này ở bộ phận một cửa này."))
    target = locked_counter(counter_id)
    if target.state == Counter.State.CLOSED:
        raise StateForbids(
            _("%(counter)s đang đóng. Hãy chọn quầy khác hoặc chuyển theo dịch vụ.")
            % {"counter": target.name}
        )
    return target
