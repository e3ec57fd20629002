"""What stands at the counter of who is locked: it goes back, or on, with a trace."""

from datetime import datetime
from typing import Any

import pytest

from onestop.directory.models import User
from onestop.directory.rights import Role
from onestop.directory.services import account_lock, role_give, role_take
from onestop.directory.services.succession import open_work_of
from onestop.directory.words import LeavingReason
from queueing.models import Counter, QueueEvent, Ticket
from queueing.services import counter_call_next, counter_open, ticket_start, ticket_transfer
from tests.at_once import answers_at_once
from tests.cast import make_cast
from tests.queueing.day import Day, stored


def lock(day: Day, successor: User | None = None) -> None:
    """Lock An as Quân."""
    account_lock(
        account_id=day.cast.an.pk,
        version=0,
        reason=LeavingReason.LEFT,
        successor_id=successor.pk if successor else None,
        actor=day.cast.quan,
        now=day.now,
    )


def counter_1() -> Counter:
    """Return counter 1 as it is stored."""
    return Counter.objects.get(name="Quầy 1")


@pytest.mark.parametrize("started", [False, True])
def test_a_ticket_goes_back_to_its_old_place(day: Day, *, started: bool) -> None:
    ticket = day.called()
    issued = stored(ticket).waiting_since
    if started:
        ticket_start(ticket_id=ticket.pk, actor=day.cast.an, now=day.now)
    later = day.issue()
    day.later(5)
    lock(day)
    now = stored(ticket)
    assert (now.state, now.counter, now.waiting_since) == (Ticket.State.WAITING, None, issued)
    assert (counter_1().state, counter_1().officer) == (Counter.State.CLOSED, None)
    assert day.kinds()[-2:] == ["ticket.transferred", "counter.closed"]
    day.open(day.cast.counter_2, day.cast.binh)
    assert day.call(day.cast.counter_2, day.cast.binh).ticket == ticket
    assert stored(later).state == Ticket.State.WAITING


def test_a_ticket_goes_on_to_the_colleagues_counter(day: Day) -> None:
    day.open(day.cast.counter_2, day.cast.binh)
    ticket = day.called()
    lock(day, day.cast.binh)
    assert stored(ticket).wanted_counter == day.cast.counter_2
    moved = QueueEvent.objects.get(kind="ticket.transferred")
    assert (moved.actor, moved.counter) == (day.cast.quan, day.cast.counter_1)
    assert moved.data == {"handed_over": True, "to_counter": day.cast.counter_2.pk}


def test_who_was_expected_there_is_everybodys(day: Day) -> None:
    day.open()
    ticket = day.issue()
    told: dict[str, Any] = {
        "counter_id": day.cast.counter_1.pk,
        "actor": day.cast.an,
        "now": day.now,
    }
    ticket_transfer(ticket_id=ticket.pk, **told)
    lock(day)
    assert stored(ticket).wanted_counter is None


def test_what_is_open_is_told_before(day: Day) -> None:
    day.called()
    assert [one.count for one in open_work_of(day.cast.an)] == [1, 1]
    assert open_work_of(day.cast.binh) == []


def test_who_loses_the_role_loses_the_counter(day: Day) -> None:
    cast = day.cast
    ticket = day.called()
    told: dict[str, Any] = {"account_id": cast.an.pk, "actor": cast.quan, "now": day.now}
    role_give(version=0, office=cast.office, role=Role.SUPERVISOR, **told)
    assert stored(ticket).state == Ticket.State.CALLED
    lost = cast.an.memberships.get(role=Role.RECEPTIONIST).pk
    role_take(version=1, membership_id=lost, **told)
    assert stored(ticket).state == Ticket.State.WAITING
    assert counter_1().state == Counter.State.CLOSED
    assert not cast.counter_1.staff.exists()


@pytest.fixture
def open_day(transactional_db: None, monday_morning: datetime) -> Day:  # noqa: ARG001
    """Return the office's day in rows that other connections see."""
    return Day(make_cast(), monday_morning)


@pytest.mark.parametrize("try_number", range(3))
def test_a_lock_that_meets_a_call_leaves_nothing_at_the_counter(
    open_day: Day, try_number: int
) -> None:
    assert try_number >= 0
    day, cast = open_day, open_day.cast
    day.open()
    ticket = day.issue()
    an, counter = User.objects.get(pk=cast.an.pk), cast.counter_1
    answers_at_once(
        lambda: counter_call_next(counter_id=counter.pk, actor=an, now=day.now),
        lambda: lock(day),
    )
    assert stored(ticket).state == Ticket.State.WAITING
    assert counter_1().state == Counter.State.CLOSED
    assert not User.objects.get(pk=an.pk).is_active


@pytest.mark.parametrize("try_number", range(3))
def test_a_lock_that_meets_an_opening_leaves_the_counter_closed(
    open_day: Day, try_number: int
) -> None:
    assert try_number >= 0
    day, an = open_day, User.objects.get(pk=open_day.cast.an.pk)
    pk = day.cast.counter_1.pk
    answers_at_once(lambda: counter_open(counter_id=pk, actor=an, now=day.now), lambda: lock(day))
    assert (counter_1().state, counter_1().officer) == (Counter.State.CLOSED, None)
