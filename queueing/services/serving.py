"""What the officer does with the ticket at the counter: start, finish, put aside, send on."""

from collections.abc import Mapping
from datetime import datetime, timedelta

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
from queueing.services.choices import Choices
from queueing.services.events import OfficeQueue, locked_queue
from queueing.services.moves import ticket_move
from queueing.waiting import end_of_line

State = Ticket.State
Kind = QueueEvent.Kind


def ticket_start(*, ticket_id: int, actor: User, now: datetime) -> Ticket:
    """Note that the citizen has come to the counter: called → serving."""
    office = ticket_in_reach(ticket_id, actor, Right.COUNTER_OPERATE).office
    with locked_queue(office, actor=actor, now=now) as queue:
        ticket = locked_ticket_of(actor, ticket_id, State.CALLED)
        ticket.started_at = queue.at
        return ticket_move(queue, ticket, State.SERVING, Kind.TICKET_SERVING)


def ticket_finish(*, ticket_id: int, outcome: str = "", actor: User, now: datetime) -> Ticket:
    """End the turn: serving → finished; also called → finished, for what took a moment.

    `outcome` says what was done, one of `Ticket.Outcome`, or "". Raises `BadInput` for another.
    """
    office = ticket_in_reach(ticket_id, actor, Right.COUNTER_OPERATE).office
    with locked_queue(office, actor=actor, now=now) as queue:
        ticket = locked_ticket_of(actor, ticket_id, *Ticket.ACTIVE)
        ticket.outcome = _outcome(outcome)
        data = {"outcome": outcome} if outcome else None
        return ticket_move(queue, ticket, State.FINISHED, Kind.TICKET_FINISHED, data)


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

    Who was held keeps the place, and the counter that held the ticket calls it before others. Who
    missed the call keeps the place within the office's grace after it, and goes to the end of the
    line after that. The number stays.
    """
    office = ticket_in_reach(ticket_id, actor, Right.COUNTER_OPERATE).office
    with locked_queue(office, actor=actor, now=now) as queue:
        ticket = locked_ticket_of(actor, ticket_id, *Ticket.ASIDE)
        ensure_of_today(ticket, queue)
        data = {"place": "end"} if _give_place(queue, ticket) else None
        return ticket_move(queue, ticket, State.WAITING, Kind.TICKET_RESUMED, data)


def _give_place(queue: OfficeQueue, ticket: Ticket) -> bool:
    """Set where a ticket comes back to; tell whether that is the end of the line."""
    if ticket.state == State.HELD:
        held_at = ticket.counter
        is_there = held_at is not None and held_at.state != Counter.State.CLOSED
        ticket.owed_counter = held_at if is_there else None
        return False
    grace = timedelta(minutes=queue.row.grace)
    if ticket.called_at is None or queue.at - ticket.called_at <= grace:
        return False
    ticket.waiting_since = end_of_line(queue.office.pk, queue.at, queue.today)
    return True


def ticket_further(*, ticket_id: int, service_code: str, actor: User, now: datetime) -> Ticket:
    """Go on with another matter of the same citizen, at this counter and under this number.

    Raises `BadInput` for a service that is not open here, `StateForbids` unless it is served.
    """
    office = ticket_in_reach(ticket_id, actor, Right.COUNTER_OPERATE).office
    with locked_queue(office, actor=actor, now=now) as queue:
        ticket = locked_ticket_of(actor, ticket_id, State.SERVING)
        before = ticket.service.code
        ticket.service = Choices(office).service(service_code)
        data = {"from_service": before, "to_service": ticket.service.code}
        return ticket_move(queue, ticket, State.SERVING, Kind.TICKET_FURTHER, data)


def ticket_transfer(
    *,
    ticket_id: int,
    service_code: str | None = None,
    counter_id: int | None = None,
    officer: str | None = None,
    actor: User,
    now: datetime,
) -> Ticket:
    """Send the ticket on to a service, a counter or a person; it waits there in its old place.

    It keeps its priority class. `officer` is a username and means the counter that the person has
    open now. Sent to a counter, only that one is given it, whatever it serves, until it closes.
    Raises `BadInput` unless exactly one of the three is named and exists here, `StateForbids` for
    a closed counter or a ticket that is over or missed its call.
    """
    office = ticket_in_reach(ticket_id, actor, Right.COUNTER_OPERATE).office
    if [service_code, counter_id, officer].count(None) != len(("counter", "officer")):
        raise BadInput.field(
            "service", _("Hãy chọn một dịch vụ, một quầy hoặc một người để chuyển đến.")
        )
    with locked_queue(office, actor=actor, now=now) as queue:
        place = counter_id if officer is None else _place_of(office, officer)
        target = None if place is None else _target_counter(office, place)
        ticket = locked_ticket_of(actor, ticket_id, State.WAITING, *Ticket.ACTIVE, State.HELD)
        ensure_of_today(ticket, queue)
        data = _aim(ticket, office, service_code, target)
        return ticket_move(queue, ticket, State.WAITING, Kind.TICKET_TRANSFERRED, data)


def _aim(
    ticket: Ticket, office: Office, service_code: str | None, target: Counter | None
) -> Mapping[str, object]:
    """Set where the ticket goes; return the facts for its event."""
    ticket.wanted_counter, ticket.owed_counter = target, None
    if target is not None:
        return {"to_counter": target.pk}
    before = ticket.service.code
    ticket.service = Choices(office).service(service_code or "")
    return {"from_service": before, "to_service": ticket.service.code}


def _place_of(office: Office, username: str) -> int:
    """Return the id of the counter that the person has open."""
    found = Counter.objects.filter(office=office, officer__username=username).first()
    if found is None:
        raise BadInput.field("officer", _("Người này hiện không ngồi ở quầy nào đang mở."))
    return found.pk


def _outcome(code: str) -> str:
    if code and code not in Ticket.Outcome.values:
        listed = ", ".join(f"{value} ({label})" for value, label in Ticket.Outcome.choices)
        raise BadInput.field("outcome", _("Phải là: %(codes)s.") % {"codes": listed})
    return code


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
