"""The clock is set back by an hour: order, numbers and events stay right, no wait is negative."""

from datetime import timedelta

import pytest

from queueing.models import QueueEvent, Ticket
from queueing.selectors import ticket_view, tickets_waiting
from queueing.services import counter_recall, ticket_finish, ticket_no_show, ticket_resume
from queueing.waiting import recent_service_seconds
from tests.queueing.day import Day, stored


@pytest.fixture
def set_back(day: Day) -> Day:
    """Return the day when two wait and a third is at counter 1, and the clock has gone back."""
    day.open()
    for _ in range(3):
        day.later(1)
        day.issue()
    day.call()
    day.later(-60)
    return day


def finished(day: Day) -> str:
    """End the turn at counter 1, call the next and return its number."""
    here = Ticket.objects.get(state__in=Ticket.ACTIVE)
    ticket_finish(ticket_id=here.pk, actor=day.cast.an, now=day.now)
    return day.call().ticket.number


def test_numbers_go_on_and_newcomers_stand_behind(set_back: Day) -> None:
    assert [set_back.issue().number, set_back.issue().number] == ["A004", "A005"]
    assert set_back.last_event().data["ahead"] == 3
    order = [one.ticket.number for one in tickets_waiting(set_back.cast.office, now=set_back.now)]
    assert order == ["A002", "A003", "A004", "A005"]


def test_everybody_is_called_in_the_order_of_coming(set_back: Day) -> None:
    set_back.issue()
    set_back.later(5)
    set_back.issue()
    assert [finished(set_back) for _ in range(4)] == ["A002", "A003", "A004", "A005"]


def test_who_comes_back_too_late_stands_at_the_end(set_back: Day) -> None:
    here = Ticket.objects.get(state__in=Ticket.ACTIVE)
    ticket_no_show(ticket_id=here.pk, actor=set_back.cast.an, now=set_back.now)
    set_back.later(90)
    ticket_resume(ticket_id=here.pk, actor=set_back.cast.an, now=set_back.now)
    order = [one.ticket.number for one in tickets_waiting(set_back.cast.office, now=set_back.now)]
    assert order == ["A002", "A003", "A001"]


def test_events_stay_without_gaps_in_the_order_of_commits(set_back: Day) -> None:
    set_back.issue()
    finished(set_back)
    events = list(QueueEvent.objects.order_by("seq"))
    assert [one.seq for one in events] == list(range(1, len(events) + 1))
    assert [one.kind for one in events[-3:]] == [
        "ticket.issued",
        "ticket.finished",
        "ticket.called",
    ]
    assert events[-1].at == set_back.now


def test_no_wait_is_negative(set_back: Day) -> None:
    newcomer = set_back.issue()
    assert newcomer.waiting_since >= newcomer.issued_at
    finished(set_back)
    called = Ticket.objects.get(state="called")
    assert called.call_reason == "Đến trước, đã chờ 0 phút."
    assert ticket_view(stored(newcomer), now=set_back.now)["wait"] is None


def test_turns_that_the_clock_made_negative_say_nothing(set_back: Day) -> None:
    for _ in range(2):
        finished(set_back)
        set_back.issue()
    seconds = recent_service_seconds(set_back.cast.civil.pk, set_back.now)
    assert min(seconds) < 0
    for _ in range(6):
        set_back.later(3)
        finished(set_back)
        set_back.issue()
    wait = ticket_view(set_back.issue(), now=set_back.now)["wait"]
    assert wait["high"] >= wait["low"] >= 0


def test_a_number_is_recalled_at_once(set_back: Day) -> None:
    counter = set_back.cast.counter_1.pk
    set_back.later(60)
    counter_recall(counter_id=counter, actor=set_back.cast.an, now=set_back.now)
    earlier = set_back.now - timedelta(hours=1)
    counter_recall(counter_id=counter, actor=set_back.cast.an, now=earlier)
    assert set_back.kinds()[-2:] == ["ticket.recalled", "ticket.recalled"]
