"""What holds for every calendar, term and moment."""

from datetime import date, datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from onestop.clock.calendar import WorkingCalendar
from onestop.clock.deadline import Unit, deadline, due_moment
from onestop.clock.remaining import working_time_between
from tests.clock.calendars import (
    ONE_DAY,
    calendars,
    days,
    moments,
    pencil_after,
    pencil_working_day,
    pencil_working_time,
)

amounts = st.integers(0, 60)
units = st.sampled_from(Unit)


@given(calendars, days, st.integers(1, 60))
def test_bisection_finds_the_day_that_counting_with_a_pencil_finds(
    calendar: WorkingCalendar, day: date, count: int
) -> None:
    assert calendar.add_working_days(day, count) == pencil_working_day(calendar, day, count)


@given(calendars, moments, moments)
def test_working_time_is_what_adding_with_a_pencil_gives(
    calendar: WorkingCalendar, one: datetime, other: datetime
) -> None:
    start, end = min(one, other), max(one, other)
    expected = pencil_working_time(calendar, start, end)
    assert working_time_between(calendar, start, end) == expected
    assert working_time_between(calendar, end, start) == -expected


@given(calendars, moments, st.integers(1, 60))
def test_working_hours_end_where_the_pencil_ends(
    calendar: WorkingCalendar, received: datetime, hours: int
) -> None:
    end = pencil_after(calendar, received, timedelta(hours=hours))
    assert due_moment(calendar, received, hours, Unit.WORKING_HOUR) == end


@given(calendars, moments, st.integers(1, 60))
def test_calendar_days_end_where_the_pencil_ends(
    calendar: WorkingCalendar, received: datetime, count: int
) -> None:
    last = calendar.counted_from(received).date() + count * ONE_DAY
    while not calendar.hours(last):
        last += ONE_DAY
    due = due_moment(calendar, received, count, Unit.CALENDAR_DAY)
    assert due == calendar.hours(last)[-1][1]


@given(calendars, days, st.integers(1, 60))
def test_adding_is_the_inverse_of_counting(
    calendar: WorkingCalendar, day: date, count: int
) -> None:
    last = calendar.add_working_days(day, count)
    assert calendar.working_days_between(day, last) == count
    assert calendar.is_working_day(last)


@given(calendars, days, days)
def test_counting_is_the_inverse_of_adding(
    calendar: WorkingCalendar, one: date, other: date
) -> None:
    first, last = min(one, other), max(one, other)
    assume(first < last and calendar.is_working_day(last))
    count = calendar.working_days_between(first, last)
    assert calendar.add_working_days(first, count) == last


@given(calendars, moments, amounts)
def test_the_working_time_until_a_term_in_hours_is_the_term(
    calendar: WorkingCalendar, received: datetime, hours: int
) -> None:
    due = due_moment(calendar, received, hours, Unit.WORKING_HOUR)
    assert working_time_between(calendar, received, due) == timedelta(hours=hours)


@given(calendars, moments, amounts, amounts, units)
def test_a_longer_term_is_never_due_earlier(
    calendar: WorkingCalendar, received: datetime, one: int, other: int, unit: Unit
) -> None:
    shorter, longer = min(one, other), max(one, other)
    assert due_moment(calendar, received, shorter, unit) <= due_moment(
        calendar, received, longer, unit
    )


@given(calendars, moments, moments, amounts, units)
def test_what_comes_later_is_never_due_earlier(
    calendar: WorkingCalendar, one: datetime, other: datetime, amount: int, unit: Unit
) -> None:
    first, second = min(one, other), max(one, other)
    assert due_moment(calendar, first, amount, unit) <= due_moment(calendar, second, amount, unit)


@given(calendars, moments, amounts, units)
def test_it_is_due_in_working_time_and_not_before_it_came(
    calendar: WorkingCalendar, received: datetime, amount: int, unit: Unit
) -> None:
    due = due_moment(calendar, received, amount, unit)
    assert due >= received
    assert calendar.counted_from(due) == due
    assert unit is Unit.WORKING_HOUR or due == calendar.closing(due.date())


@given(calendars, moments, amounts, units)
def test_the_trail_begins_with_reception_and_ends_with_the_due_date(
    calendar: WorkingCalendar, received: datetime, amount: int, unit: Unit
) -> None:
    answer = deadline(calendar, received, amount, unit)
    assert answer.due_at == due_moment(calendar, received, amount, unit)
    assert (answer.trail[0].at, answer.trail[-1].at) == (received, answer.due_at)
    assert all(line.text.endswith(".") and "{" not in line.text for line in answer.trail)


@given(calendars, moments, st.integers(1, 60))
def test_the_trail_of_working_days_accounts_for_every_day(
    calendar: WorkingCalendar, received: datetime, count: int
) -> None:
    answer = deadline(calendar, received, count, Unit.WORKING_DAY)
    first, last = calendar.counted_from(received).date(), answer.due_at.date()
    rest = sum(int(str(one.args["count"])) for one in answer.trail if one.rule == "weekly-rest")
    special = calendar.special_days_between(first + ONE_DAY, last)
    assert (last - first).days == count + rest + sum(not one.working for one in special)
