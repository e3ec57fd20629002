"""Calling tickets to a counter: the next by the dispatch rule, a certain one, or again."""

import math
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from onestop.directory.models import User
from onestop.directory.refusals import BadInput, StateForbids
from queueing.dispatch import Choice, choose
from queueing.models import Counter, QueueEvent, Ticket
from queueing.services.access import (
    counter_in_reach,
    ensure_of_today,
    ensure_officer,
    ensure_state,
    locked_counter,
    locked_ticket,
)
from queueing.services.events import OfficeQueue, locked_queue
from queueing.services.inputs import line_of_text
from queueing.services.moves import ticket_claim
from queueing.waiting import calling, candidates, rules_of

# Stored with an event beside the dispatch rule's own: staff chose the ticket.
BY_HAND = "by_hand"


@dataclass(frozen=True)
class Call:
    """A ticket that was called, and why it and not another."""

    ticket: Ticket
    reason: str


def counter_call_next(*, counter_id: int, actor: User, now: datetime) -> Call | None:
    """Call the ticket whose turn it is to this counter; None when nobody waits for it.

    Raises `StateForbids` while the counter still serves, is paused or closed, or is another
    officer's; `NotAllowed` if the account may not operate it.
    """
    office = counter_in_reach(counter_id, actor).office
    with locked_queue(office, actor=actor, now=now) as queue:
        counter = _ready_counter(counter_id, actor)
        choice = _next_choice(queue, counter)
        if choice is None:
            return None
        queue.row.priority_streak = choice.streak
        ticket = ticket_claim(
            queue, locked_ticket(choice.ticket_id), counter, choice.reason, choice.rule
        )
        return Call(ticket, choice.reason)


def counter_call(
    *, counter_id: int, ticket_id: int, reason: str, actor: User, now: datetime
) -> Call:
    """Call a certain ticket, waiting or put aside, out of turn; the reason is told to everybody.

    It may be of a service that the counter does not serve, and leaves the turns of others as
    they are. Raises `BadInput` for the ticket or the reason, `StateForbids` as for the next.
    """
    office = counter_in_reach(counter_id, actor).office
    wish = {"reason": line_of_text("reason", reason)}
    with _office_language():
        text = _("Gọi đích danh: %(reason)s") % wish
    with locked_queue(office, actor=actor, now=now) as queue:
        if not Ticket.objects.filter(pk=ticket_id, office=office).exists():
            raise BadInput.field("ticket", _("Không có số này ở bộ phận một cửa này."))
        counter = _ready_counter(counter_id, actor)
        ticket = locked_ticket(ticket_id)
        ensure_state(ticket, Ticket.State.WAITING, *Ticket.ASIDE)
        ensure_of_today(ticket, queue)
        return Call(ticket_claim(queue, ticket, counter, text, BY_HAND), text)


def counter_recall(*, counter_id: int, actor: User, now: datetime) -> Call:
    """Announce the called ticket once more.

    Raises `StateForbids` when none is called here, or while the office's pause since the last
    time runs: an announcement is heard out before the next.
    """
    office = counter_in_reach(counter_id, actor).office
    with locked_queue(office, actor=actor, now=now) as queue:
        counter = locked_counter(counter_id)
        ensure_officer(counter, actor)
        current = active_ticket(counter)
        if current is None:
            raise StateForbids(
                _("%(counter)s chưa gọi số nào để gọi lại.") % {"counter": counter.name}
            )
        ticket = locked_ticket(current.pk)
        ensure_state(ticket, Ticket.State.CALLED)
        _ensure_heard_out(queue, ticket)
        data = {"reason": ticket.call_reason}
        queue.record(QueueEvent.Kind.TICKET_RECALLED, ticket=ticket, counter=counter, data=data)
        return Call(ticket, ticket.call_reason)


def _ensure_heard_out(queue: OfficeQueue, ticket: Ticket) -> None:
    recalls = QueueEvent.objects.filter(ticket=ticket, kind=QueueEvent.Kind.TICKET_RECALLED)
    last = recalls.order_by("-seq").values_list("at", flat=True).first()
    left = queue.row.recall_pause - (queue.at - last).total_seconds() if last else 0
    if left > 0:
        raise StateForbids(
            _("Số %(number)s vừa được gọi lại. Hãy chờ %(seconds)d giây rồi gọi lại.")
            % {"number": ticket.number, "seconds": math.ceil(left)}
        )


def active_ticket(counter: Counter) -> Ticket | None:
    """Return the ticket that is called to or served at the counter, if any."""
    return Ticket.objects.filter(counter_id=counter.pk, state__in=Ticket.ACTIVE).first()


def _ready_counter(counter_id: int, actor: User) -> Counter:
    """Return the counter, locked, if it may call now: open, the account's, and free."""
    counter = locked_counter(counter_id)
    ensure_officer(counter, actor)
    if counter.state != Counter.State.OPEN:
        raise StateForbids(
            _("%(counter)s đang tạm dừng. Hãy mở lại quầy rồi gọi.") % {"counter": counter.name}
        )
    current = active_ticket(counter)
    if current is not None:
        raise StateForbids(
            _("%(counter)s còn số %(number)s. Hãy kết thúc số này trước khi gọi số khác.")
            % {"counter": counter.name, "number": current.number}
        )
    return counter


def _next_choice(queue: OfficeQueue, counter: Counter) -> Choice | None:
    """Ask the dispatch rule."""
    place = calling(counter)
    rules = rules_of(queue.row)
    few = candidates(queue.office.pk, queue.today, place, rules, queue.at)
    with _office_language():
        return choose(few, place, rules, queue.at)


def _office_language() -> AbstractContextManager[None]:
    """Reasons are stored and shown to everybody: in the office's language, not the caller's."""
    return translation.override(settings.LANGUAGE_CODE)
