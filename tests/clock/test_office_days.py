"""Half days, lunch, and days of one office's own."""

from dataclasses import replace
from datetime import date, time

import pytest

from onestop.clock.calendar import HANOI, Hours, SpecialDay, WorkingCalendar
from onestop.clock.deadline import Deadline, Unit, deadline
from tests.clock.official import DAY, OFFICIAL, WORKING_DAY, WORKING_HOUR, at, rules, texts

MORNING: Hours = ((time(7, 30), time(11, 30)),)
THURSDAY = date(2026, 11, 26)


def counted(own: SpecialDay, received: str, amount: int, unit: Unit = WORKING_DAY) -> Deadline:
    return deadline(replace(OFFICIAL, exceptions=(own,)), at(received), amount, unit)


def closed(day: date = THURSDAY) -> SpecialDay:
    return SpecialDay(day, working=False, name="Nghỉ bão")


def open_for(hours: Hours, day: date = THURSDAY) -> SpecialDay:
    return SpecialDay(day, working=True, name="Họp toàn xã", hours=hours)


def test_a_day_on_which_one_office_is_closed_is_passed_over_and_named() -> None:
    answer = counted(closed(), "2026-11-23 09:00", 3)
    assert answer.due_at == at("2026-11-30 17:30")
    assert "Nghỉ 26/11/2026 (Nghỉ bão): không tính." in texts(answer.trail)


def test_a_day_of_other_hours_counts_and_ends_at_its_own_closing() -> None:
    answer = counted(open_for(MORNING), "2026-11-23 09:00", 2)
    assert answer.due_at == at("2026-11-26 11:30")
    assert "Thứ Năm 26/11/2026 làm việc 07:30–11:30 (Họp toàn xã)." in texts(answer.trail)


def test_hours_pass_over_what_is_missing_of_such_a_day() -> None:
    answer = counted(open_for(MORNING), "2026-11-26 10:30", 2, WORKING_HOUR)
    assert answer.due_at == at("2026-11-27 08:30")


def test_an_office_may_work_on_a_day_off_and_on_a_saturday() -> None:
    culture_day, saturday = date(2026, 11, 24), date(2026, 11, 28)
    assert counted(open_for(DAY, culture_day), "2026-11-23 09:00", 1).due_at.date() == culture_day
    worked = counted(open_for(MORNING, saturday), "2026-11-27 09:00", 1)
    assert worked.due_at == at("2026-11-28 11:30")
    assert "swapped-day" in rules(worked.trail)


def test_the_offices_own_day_comes_before_the_countrys() -> None:
    swapped = date(2026, 8, 22)  # a Saturday worked for 31 August
    assert OFFICIAL.is_working_day(swapped)
    assert not replace(OFFICIAL, exceptions=(closed(swapped),)).is_working_day(swapped)


def test_days_of_one_office_do_not_make_a_year_known() -> None:
    own = tuple(closed(date(2028, 3, day)) for day in range(1, 20))
    assert 2028 not in WorkingCalendar(OFFICIAL.week, exceptions=own).known_years


def test_a_swapped_saturday_has_the_hours_of_the_longest_weekday() -> None:
    week = (MORNING, DAY, DAY, DAY, DAY, (), ())
    calendar = replace(OFFICIAL, week=week)
    assert calendar.closing(date(2026, 8, 22)) == at("2026-08-22 17:30")


def test_half_days_are_working_days_that_end_at_noon() -> None:
    week = (DAY, DAY, DAY, DAY, MORNING, (), ())
    answer = deadline(replace(OFFICIAL, week=week), at("2026-11-23 09:00"), 3, WORKING_DAY)
    assert answer.due_at == at("2026-11-27 11:30")


@pytest.mark.parametrize(
    ("working", "hours"),
    [(False, MORNING), (True, ()), (True, ((time(9), time(8)),))],
)
def test_hours_that_cannot_be_are_refused(*, working: bool, hours: Hours) -> None:
    with pytest.raises(ValueError, match=r"hours|Hours"):
        SpecialDay(THURSDAY, working=working, name="?", hours=hours)


def test_two_exceptions_on_a_date_are_refused() -> None:
    with pytest.raises(ValueError, match="at most once"):
        WorkingCalendar(OFFICIAL.week, tz=HANOI, exceptions=(closed(), open_for(MORNING)))
