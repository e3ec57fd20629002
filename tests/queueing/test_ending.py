"""Turns that nobody serves: cancelled by wish, expired with their date."""

import pytest

from onestop.directory.refusals import NotAllowed, NotFound
from queueing.models import QueueEvent, Ticket
from queueing.services import ticket_cancel, ticket_finish, ticket_hold, tickets_expire
from queueing.services.ending import BATCH
from tests.queueing.day import Day, stored


@pytest.mark.parametrize("who", ["an", "binh", "quan"])
def test_receptionists_and_administrators_cancel(day: Day, who: str) -> None:
    ticket = ticket_cancel(ticket_id=day.issue().pk, actor=getattr(day.cast, who), now=day.now)
    assert (ticket.state, ticket.ended_at) == ("cancelled", day.now)
    assert day.kinds() == ["ticket.issued", "ticket.cancelled"]


@pytest.mark.parametrize(("who", "refusal"), [("giang", NotAllowed), ("xuan", NotFound)])
def test_others_do_not(day: Day, who: str, refusal: type[Exception]) -> None:
    ticket = day.issue()
    with pytest.raises(refusal):
        ticket_cancel(ticket_id=ticket.pk, actor=getattr(day.cast, who), now=day.now)


def test_a_cancelled_call_frees_the_counter(day: Day) -> None:
    ticket = day.called()
    ticket_cancel(ticket_id=ticket.pk, actor=day.cast.quan, now=day.now)
    assert day.last_event().counter == day.cast.counter_1
    day.issue()
    assert day.call().ticket.number == "A002"


def test_what_is_unfinished_expires_with_its_date(day: Day) -> None:
    finished = day.called()
    ticket_finish(ticket_id=finished.pk, actor=day.cast.an, now=day.now)
    day.issue()
    held = day.call().ticket
    ticket_hold(ticket_id=held.pk, actor=day.cast.an, now=day.now)
    day.issue()
    at_counter, waiting = day.call().ticket, day.issue()
    assert tickets_expire(now=day.now) == 0
    day.later(15 * 60)  # Tuesday, 0:00
    fresh = day.issue()
    assert tickets_expire(now=day.now) == 3
    assert {stored(one).state for one in (held, at_counter, waiting)} == {"expired"}
    assert (stored(finished).state, stored(fresh).state) == ("finished", "waiting")
    assert stored(waiting).ended_at == day.now


def test_expiring_twice_is_expiring_once(day: Day) -> None:
    day.issue()
    day.later(24 * 60)
    assert [tickets_expire(now=day.now), tickets_expire(now=day.now)] == [1, 0]
    assert day.kinds() == ["ticket.issued", "ticket.expired"]
    assert day.last_event().actor is None


def test_more_than_a_batch_expires(day: Day) -> None:
    for _ in range(BATCH + 1):
        day.issue()
    day.later(24 * 60)
    assert tickets_expire(now=day.now) == BATCH + 1
    assert not Ticket.objects.filter(state="waiting").exists()
    sequences = list(QueueEvent.objects.order_by("seq").values_list("seq", flat=True))
    assert sequences == list(range(1, 2 * (BATCH + 1) + 1))
