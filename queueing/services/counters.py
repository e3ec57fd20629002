"""Opening, pausing and closing a counter."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onestop.directory.models import Office, User
from onestop.directory.refusals import BadInput, StateForbids
from onestop.directory.rights import Right, ensure_right
from onestop.directory.services import actor_hold
from queueing.models import Counter, QueueEvent, Ticket
from queueing.services.access import (
    counter_in_reach,
    ensure_officer,
    locked_counter,
    taken,
)
from queueing.services.calling import active_ticket
from queueing.services.events import OfficeQueue, locked_queue
from queueing.services.inputs import line_of_text


def counter_open(*, counter_id: int, actor: User, now: datetime) -> Counter:
    """Open the counter, or go on after a pause; nothing happens if the account has it open.

    Raises `StateForbids` if a colleague has the counter, or the account has another one: nobody
    sits at two, and a counter that looks open but has nobody keeps citizens waiting.
    """
    office = counter_in_reach(counter_id, actor).office
    with _staying(actor, office), locked_queue(office, actor=actor, now=now) as queue:
        counter = locked_counter(counter_id)
        if counter.officer_id not in {None, actor.pk} and counter.state != Counter.State.CLOSED:
            raise StateForbids(taken(counter))
        _ensure_no_other_counter(counter, actor)
        if counter.state == Counter.State.OPEN and counter.officer_id == actor.pk:
            return counter
        counter.officer = actor
        _counter_store(counter, Counter.State.OPEN)
        queue.record(QueueEvent.Kind.COUNTER_OPENED, counter=counter)
        return counter


def counter_pause(*, counter_id: int, reason: str, actor: User, now: datetime) -> Counter:
    """Call nobody here until the counter is opened again; the reason is told to everybody.

    A ticket that is at the counter stays there and is finished in the usual way. Raises
    `BadInput` for the reason, `StateForbids` if the account does not have the counter open.
    """
    office = counter_in_reach(counter_id, actor).office
    text = line_of_text("reason", reason)
    with locked_queue(office, actor=actor, now=now) as queue:
        counter = locked_counter(counter_id)
        ensure_officer(counter, actor)
        _counter_store(counter, Counter.State.PAUSED, pause_reason=text)
        queue.record(QueueEvent.Kind.COUNTER_PAUSED, counter=counter, data={"reason": text})
        return counter


def counter_close(*, counter_id: int, actor: User, now: datetime) -> Counter:
    """Close the counter; nothing happens if it is closed.

    Any of its staff may, so that a counter somebody forgot is free again. Tickets that were
    expected here go back to everybody's list. Raises `StateForbids` while it serves.
    """
    office = counter_in_reach(counter_id, actor).office
    with locked_queue(office, actor=actor, now=now) as queue:
        counter = locked_counter(counter_id)
        if counter.state == Counter.State.CLOSED:
            return counter
        _ensure_free(counter)
        return counter_shut(queue, counter)


def counter_shut(
    queue: OfficeQueue, counter: Counter, data: Mapping[str, object] | None = None
) -> Counter:
    """Store that the locked counter is closed, release who is expected there, record the event."""
    counter.officer = None
    _counter_store(counter, Counter.State.CLOSED)
    released = Ticket.objects.filter(
        office=queue.office, state__in=Ticket.UNFINISHED, wanted_counter=counter
    ).update(wanted_counter=None)
    Ticket.objects.filter(owed_counter=counter).update(owed_counter=None)
    facts = {"released": released, **(data or {})}
    queue.record(QueueEvent.Kind.COUNTER_CLOSED, counter=counter, data=facts)
    return counter


def counter_hand_over(*, counter_id: int, to: str, actor: User, now: datetime) -> Counter:
    """Let a colleague go on at the counter, with the ticket that is there; `to` is the username.

    Raises `BadInput` unless the colleague is of the counter's staff, `StateForbids` if the account
    does not have the counter open or the colleague has another one.
    """
    office = counter_in_reach(counter_id, actor).office
    with locked_queue(office, actor=actor, now=now) as queue:
        counter = locked_counter(counter_id)
        ensure_officer(counter, actor)
        colleague = counter.staff.filter(username=to, is_active=True).exclude(pk=actor.pk).first()
        if colleague is None:
            raise BadInput.field("to", _("Người này không được phân công ở quầy này."))
        other = _other_counter(counter, colleague)
        if other is not None:
            raise StateForbids(
                _("%(officer)s đang phụ trách %(other)s.")
                % {"officer": colleague, "other": other.name}
            )
        counter.officer = colleague
        counter.save(update_fields=["officer"])
        queue.record(
            QueueEvent.Kind.COUNTER_HANDED_OVER, counter=counter, ticket=active_ticket(counter)
        )
        return counter


def _counter_store(counter: Counter, state: Counter.State, pause_reason: str = "") -> None:
    counter.state = state
    counter.pause_reason = pause_reason
    counter.save(update_fields=["state", "pause_reason", "officer"])


@contextmanager
def _staying(actor: User, office: Office) -> Iterator[None]:
    """Hold the account while it opens a counter, and ask its right as it is now.

    Who is being locked or moved at this moment opens no counter any more; of two requests in two
    offices the second waits here, and then sees the first one's counter.
    """
    with transaction.atomic():
        ensure_right(actor_hold(actor), Right.COUNTER_OPERATE, office=office)
        yield


def _ensure_no_other_counter(counter: Counter, actor: User) -> None:
    other = _other_counter(counter, actor)
    if other is not None:
        raise StateForbids(
            _("Bạn đang phụ trách %(other)s. Hãy đóng quầy đó trước khi mở %(counter)s.")
            % {"other": other.name, "counter": counter.name}
        )


def _other_counter(counter: Counter, officer: User) -> Counter | None:
    """Return another counter that the account has, if any; none is taken meanwhile."""
    # Of two requests in two offices the second waits here, and then sees the first one's counter.
    User.objects.select_for_update(no_key=True).get(pk=officer.pk)
    return Counter.objects.filter(officer=officer).exclude(pk=counter.pk).first()


def _ensure_free(counter: Counter) -> None:
    current = active_ticket(counter)
    if current is not None:
        raise StateForbids(
            _(
                "%(counter)s còn số %(number)s. "
                "Hãy kết thúc, tạm giữ hoặc chuyển số này trước khi đóng quầy."
            )
            % {"counter": counter.name, "number": current.number}
        )
