"""Taking back what was noted a moment ago: a wrong key must not cost a citizen the turn."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from onestop.directory.models import User
from onestop.directory.refusals import StateForbids
from onestop.directory.rights import Right
from queueing.models import QueueEvent, Ticket
from queueing.services.access import (
    ensure_of_today,
    ensure_officer,
    ensure_staff,
    ensure_state,
    locked_counter,
    locked_ticket,
    ticket_in_reach,
)
from queueing.services.calling import active_ticket
from queueing.services.events import OfficeQueue, locked_queue
from queueing.services.moves import ticket_move

# How long something can be taken back.
UNDO = timedelta(minutes=1)

Kind = QueueEvent.Kind
UNDOABLE = (Kind.TICKET_FINISHED, Kind.TICKET_NO_SHOW, Kind.TICKET_HELD)
STATES = (Ticket.State.FINISHED, Ticket.State.NO_SHOW, Ticket.State.HELD)


def ticket_undo(*, ticket_id: int, actor: User, now: datetime) -> Ticket:
    """Bring the ticket back to its counter, as it stood before it was finished, missed or held.

    Raises `StateForbids` unless this account did that there less than a minute ago, has the
    counter, and the counter is free.
    """
    office = ticket_in_reach(ticket_id, actor, Right.COUNTER_OPERATE).office
    with locked_queue(office, actor=actor, now=now) as queue:
        ticket = locked_ticket(ticket_id)
        ensure_state(ticket, *STATES)
        ensure_of_today(ticket, queue)
        undone = _ensure_undoable(queue, ticket, actor)
        _ensure_place(ticket, actor)
        back = Ticket.State.SERVING if ticket.started_at else Ticket.State.CALLED
        ticket.ended_at, ticket.outcome = None, ""
        return ticket_move(queue, ticket, back, Kind.TICKET_RESTORED, {"undone": undone.kind})


def last_undoable(ticket_id: int, actor: User, now: datetime) -> QueueEvent | None:
    """Return what the account did last with the ticket, if that can still be taken back."""
    last = QueueEvent.objects.filter(ticket_id=ticket_id).order_by("-seq").first()
    if last is None or last.kind not in UNDOABLE or last.actor_id != actor.pk:
        return None
    return last if now - last.at < UNDO else None


def _ensure_undoable(queue: OfficeQueue, ticket: Ticket, actor: User) -> QueueEvent:
    last = last_undoable(ticket.pk, actor, queue.at)
    if last is None:
        raise StateForbids(
            _("Số %(number)s không hoàn tác được nữa: chỉ người vừa làm, trong vòng một phút.")
            % {"number": ticket.number}
        )
    return last


def _ensure_place(ticket: Ticket, actor: User) -> None:
    """Raise a refusal unless the account has the ticket's counter and nobody is there."""
    counter = locked_counter(ticket.counter_id or 0)
    ensure_staff(counter, actor)
    ensure_officer(counter, actor)
    current = active_ticket(counter)
    if current is not None:
        raise StateForbids(
            _("%(counter)s đã có số %(number)s, không đưa số trước trở lại được.")
            % {"counter": counter.name, "number": current.number}
        )
