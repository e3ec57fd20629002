"""Calling tickets to a counter: the next by the dispatch rule, a certain one, or again."""

import math
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from onestop.directory.models import Office, User
from onestop.directory.refusals import BadInput, Refusal, StateForbids
from queueing.dispatch import Choice, choose
from queueing.models import Counter, QueueEvent, Ticket
from queueing.rows import active_read, callings_read
from queueing.services.access import (
    Reach,
    counter_in_reach,
    ensure_of_today,
    ensure_officer,
    ensure_state,
    locked_counter,
    locked_counters,
    locked_ticket,
    locked_waiting,
)
from queueing.services.events import OfficeQueue, locked_queue
from queueing.services.inputs import line_of_text
from queueing.services.moves import Claim, tickets_claim
from queueing.services.together import attempt, by_office
from queueing.waiting import candidates, rules_of

# Stored with an event beside the dispatch rule's own: staff chose the ticket.
BY_HAND = "by_hand"


@dataclass(frozen=True)
class Call:
    """A ticket that was called, and why it and not another."""

    ticket: Ticket
    reason: str


@dataclass(frozen=True)
class CallWish:
    """A counter that wants the next ticket; `origin` is from where it asks (None: from here)."""

    counter_id: int
    actor: User
    origin: str | None = None


def counter_call_next(*, counter_id: int, actor: User, now: datetime) -> Call | None:
    """Call the ticket whose turn it is to this counter; None when nobody waits for it.

    Raises `StateForbids` while the counter still serves, is paused or closed, or is another
    officer's; `NotAllowed` if the account may not operate it.
    """
    [answer] = counters_call_next(wishes=[CallWish(counter_id, actor)], now=now)
    if isinstance(answer, Refusal):
        raise answer
    return answer


def counters_call_next(*, wishes: Sequence[CallWish], now: datetime) -> list[Call | Refusal | None]:
    """Call to several counters, each once and in this order, in one transaction.

    Each wish is answered as by `counter_call_next`; what is refused leaves no trace.
    """
    reach = Reach({one.counter_id for one in wishes})
    reached = [attempt(reach.office, one.counter_id, one.actor) for one in wishes]
    offices = {n: one for n, one in enumerate(reached) if isinstance(one, Office)}
    answers: dict[int, Call | Refusal | None] = {
        n: one for n, one in enumerate(reached) if isinstance(one, Refusal)
    }
    with transaction.atomic():
        for office, places in by_office(offices):
            with locked_queue(office, actor=None, now=now, savepoint=False) as queue:
                calls = _call_here(queue, [wishes[place] for place in places])
            answers.update(zip(places, calls, strict=True))
    return [answers[place] for place in range(len(wishes))]


def _call_here(queue: OfficeQueue, wishes: Sequence[CallWish]) -> list[Call | Refusal | None]:
    """Choose for one counter after the other, then claim what was chosen."""
    floor = _Floor(queue, [one.counter_id for one in wishes])
    with _office_language():
        choices = [attempt(floor.choose, one) for one in wishes]
    chosen = [one.ticket_id for one in choices if isinstance(one, Choice)]
    tickets = locked_waiting(chosen) if chosen else {}
    calls: list[Call | Refusal | None] = []
    claims: list[Claim] = []
    for wish, choice in zip(wishes, choices, strict=True):
        if not isinstance(choice, Choice):
            calls.append(choice)
            continue
        ticket, counter = tickets[choice.ticket_id], floor.counters[wish.counter_id]
        why = (choice.reason, choice.rule)
        claims.append(Claim(ticket, counter, *why, actor=wish.actor, origin=wish.origin))
        calls.append(Call(ticket, choice.reason))
    if claims:
        tickets_claim(queue, claims)
    return calls


class _Floor:
    """The counters of one office that call at the same moment, and who waits for them."""

    def __init__(self, queue: OfficeQueue, counter_ids: Sequence[int]) -> None:
        self.counters = locked_counters(counter_ids)
        self._queue = queue
        self._callings = callings_read(counter_ids)
        self._active = active_read(counter_ids)
        self._waiting = {
            one.ticket_id: one
            for one in candidates(
                queue.office.pk,
                queue.today,
                list(self._callings.values()),
                rules_of(queue.row),
                queue.at,
            )
        }

    def choose(self, wish: CallWish) -> Choice | None:
        """Ask the dispatch rule for a counter that may call, and take who is chosen off the list.

        Raises `StateForbids` for one that may not call now.
        """
        ensure_ready(self.counters[wish.counter_id], wish.actor, self._active.get(wish.counter_id))
        rules, place = rules_of(self._queue.row), self._callings[wish.counter_id]
        choice = choose(self._waiting.values(), place, rules, self._queue.at)
        if choice is not None:
            del self._waiting[choice.ticket_id]
            self._queue.row.priority_streak = choice.streak
        return choice


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
        tickets_claim(queue, [Claim(ticket, counter, text, BY_HAND, actor=actor)])
        return Call(ticket, text)


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
    gone = (queue.at - last).total_seconds() if last else math.inf
    left = queue.row.recall_pause - gone
    if gone >= 0 and left > 0:  # below zero the clock was set back meanwhile
        raise StateForbids(
            _("Số %(number)s vừa được gọi lại. Hãy chờ %(seconds)d giây rồi gọi lại.")
            % {"number": ticket.number, "seconds": math.ceil(left)}
        )


def active_ticket(counter: Counter) -> Ticket | None:
    """Return the ticket that is called to or served at the counter, if any."""
    return Ticket.objects.filter(counter_id=counter.pk, state__in=Ticket.ACTIVE).first()


def _ready_counter(counter_id: int, actor: User) -> Counter:
    """Return the counter, locked, if it may call now."""
    counter = locked_counter(counter_id)
    ensure_ready(counter, actor, active_read([counter_id]).get(counter_id))
    return counter


def ensure_ready(counter: Counter, actor: User, current: str | None) -> None:
    """Raise `StateForbids` unless the counter is open, the account's, and free.

    `current` is the number that is called to it or served there.
    """
    ensure_officer(counter, actor)
    if counter.state != Counter.State.OPEN:
        raise StateForbids(
            _("%(counter)s đang tạm dừng. Hãy mở lại quầy rồi gọi.") % {"counter": counter.name}
        )
    if current is not None:
        raise StateForbids(
            _("%(counter)s còn số %(number)s. Hãy kết thúc số này trước khi gọi số khác.")
            % {"counter": counter.name, "number": current}
        )


def _office_language() -> AbstractContextManager[None]:
    """Reasons are stored and shown to everybody: in the office's language, not the caller's."""
    return translation.override(settings.LANGUAGE_CODE)
