"""Midnight with people waiting, and a day that nobody closed: kept, closed by rule, begun anew."""

from datetime import datetime, timedelta

import pytest

from onestop.directory.refusals import StateForbids
from queueing.models import Counter, NumberSeries, QueueEvent, Ticket
from queueing.services import (
    counter_call_next,
    ticket_finish,
    ticket_hold,
    ticket_no_show,
    ticket_resume,
    ticket_start,
    tickets_expire,
)
from tests.cast import Cast
from tests.queueing.day import Day, stored


@pytest.fixture
def night(cast: Cast, monday_morning: datetime) -> Day:
    """Return Monday, one minute before midnight."""
    return Day(cast, monday_morning.replace(hour=23, minute=59))


def unclosed(day: Day) -> list[Ticket]:
    """Leave a ticket in every state in which a turn is not over, and the counter open."""
    day.open()
    for _ in range(5):
        day.issue()
    an, now = day.cast.an, day.now
    held = ticket_hold(ticket_id=day.call().ticket.pk, actor=an, now=now)
    missed = ticket_no_show(ticket_id=day.call().ticket.pk, actor=an, now=now)
    serving = ticket_start(ticket_id=day.call().ticket.pk, actor=an, now=now)
    waiting = Ticket.objects.filter(state="waiting")
    return [held, missed, serving, *waiting]


def test_at_midnight_the_numbers_begin_anew_and_yesterdays_are_called_no_more(night: Day) -> None:
    night.open()
    old = [night.issue(), night.issue()]
    night.later(2)
    assert night.issue().number == "A001"
    first = night.call().ticket
    assert (first.number, first.day) == ("A001", night.now.date())
    assert {stored(one).state for one in old} == {"waiting"}
    assert tickets_expire(now=night.now) == 2
    assert {stored(one).state for one in old} == {"expired"}


def test_a_turn_that_began_before_midnight_ends_after_it(night: Day) -> None:
    ticket = ticket_start(ticket_id=night.called().pk, actor=night.cast.an, now=night.now)
    night.later(2)
    ended = ticket_finish(ticket_id=ticket.pk, actor=night.cast.an, now=night.now)
    assert (ended.state, ended.day) == ("finished", night.now.date() - timedelta(days=1))
    assert tickets_expire(now=night.now) == 0


def test_who_was_put_aside_before_midnight_takes_a_new_number(night: Day) -> None:
    held = ticket_hold(ticket_id=night.called().pk, actor=night.cast.an, now=night.now)
    night.later(2)
    with pytest.raises(StateForbids, match="là của ngày khác"):
        ticket_resume(ticket_id=held.pk, actor=night.cast.an, now=night.now)


def test_a_day_that_nobody_closed_is_closed_by_rule_and_kept(day: Day) -> None:
    left = unclosed(day)
    day.later(24 * 60)
    assert tickets_expire(now=day.now) == len(left) == 5
    assert {stored(one).state for one in left} == {"expired"}
    assert [stored(one).number for one in left] == [one.number for one in left]
    assert QueueEvent.objects.filter(ticket=left[0]).count() == 4
    assert day.last_event().actor is None


def test_the_counter_that_stood_open_over_night_calls_todays_first(day: Day) -> None:
    unclosed(day)
    day.later(24 * 60)
    with pytest.raises(StateForbids):  # yesterday's is still there, until the rule has closed it
        day.call()
    tickets_expire(now=day.now)
    assert day.issue().number == "A001"
    assert day.call().ticket.day == day.now.date()
    assert Counter.objects.get(pk=day.cast.counter_1.pk).officer == day.cast.an
    assert sorted(NumberSeries.objects.values_list("last", flat=True)) == [1, 5]


def test_an_hour_after_midnight_nobody_of_yesterday_is_ahead(night: Day) -> None:
    for _ in range(3):
        night.issue()
    night.later(61)
    newcomer = night.issue()
    assert night.last_event().data["ahead"] == 0
    night.open()
    assert night.call().ticket == newcomer
    ticket_finish(ticket_id=newcomer.pk, actor=night.cast.an, now=night.now)
    counter = night.cast.counter_1.pk
    assert counter_call_next(counter_id=counter, actor=night.cast.an, now=night.now) is None
