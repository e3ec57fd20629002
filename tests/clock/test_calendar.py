"""The working calendar itself: days, hours, openings, closings, and what it refuses."""

from datetime import date, datetime, time

import pytest

from onestop.clock.calendar import Hours, SpecialDay, WorkingCalendar
from tests.clock.official import DAY, OFFICIAL, WEEK, at, off, worked

MORNING: Hours = ((time(7, 30), time(11, 30)),)


def test_working_days() -> None:
    assert OFFICIAL.is_working_day(date(2026, 1, 10))
    assert not OFFICIAL.is_working_day(date(2026, 1, 17))
    assert not OFFICIAL.is_working_day(date(2026, 11, 24))
    assert OFFICIAL.next_working_day(date(2026, 2, 13)) == date(2026, 2, 23)
    assert OFFICIAL.working_day_from(date(2026, 2, 13)) == date(2026, 2, 13)
    assert OFFICIAL.working_day_from(date(2026, 2, 14)) == date(2026, 2, 23)
    assert OFFICIAL.working_days_between(date(2026, 2, 13), date(2026, 2, 27)) == 5


def test_a_swapped_saturday_has_the_hours_of_a_full_day() -> None:
    assert OFFICIAL.hours(date(2026, 1, 10)) == (
        (at("2026-01-10 07:30"), at("2026-01-10 11:30")),
        (at("2026-01-10 13:30"), at("2026-01-10 17:30")),
    )


def test_so_it_has_in_an_office_that_works_saturday_mornings() -> None:
    week = (*WEEK[:5], MORNING, ())
    swap = SpecialDay(date(2026, 1, 10), working=True, name="Làm bù ngày 2/1")
    calendar = WorkingCalendar(week, (swap,))
    assert calendar.closing(date(2026, 1, 10)) == at("2026-01-10 17:30")
    assert calendar.closing(date(2026, 1, 17)) == at("2026-01-17 11:30")


def test_a_day_of_rest_has_no_hours_and_no_closing() -> None:
    assert OFFICIAL.hours(date(2026, 11, 24)) == ()
    with pytest.raises(ValueError, match="no working day"):
        OFFICIAL.closing(date(2026, 11, 24))


@pytest.mark.parametrize(
    ("moment", "counted"),
    [
        ("2026-03-02 09:15", "2026-03-02 09:15"),
        ("2026-03-02 07:29", "2026-03-02 07:30"),
        ("2026-03-02 11:30", "2026-03-02 11:30"),
        ("2026-03-02 11:31", "2026-03-02 13:30"),
        ("2026-03-02 17:30", "2026-03-02 17:30"),
        ("2026-03-02 17:31", "2026-03-03 07:30"),
        ("2026-02-14 09:00", "2026-02-23 07:30"),
    ],
)
def test_counted_from(moment: str, counted: str) -> None:
    assert OFFICIAL.counted_from(at(moment)) == at(counted)


def test_a_day_off_on_a_day_of_rest_changes_nothing() -> None:
    sunday = SpecialDay(date(2026, 4, 26), working=False, name="Giỗ Tổ Hùng Vương")
    assert WorkingCalendar(WEEK, (sunday,)).special_days_between(date.min, date(2100, 1, 1)) == ()


@pytest.mark.parametrize(
    ("week", "special"),
    [
        (WEEK[:6], ()),
        (((),) * 7, ()),
        ((((time(11), time(7)),), *WEEK[1:]), ()),
        ((((time(7), time(12)), (time(11), time(17))), *WEEK[1:]), ()),
        (((*DAY, *DAY), *WEEK[1:]), ()),
        (WEEK, (*off("Tết Dương lịch", "2026-01-01"), *worked("Làm bù", "2026-01-01"))),
    ],
)
def test_a_calendar_that_contradicts_itself_is_refused(
    week: tuple[Hours, ...], special: tuple[SpecialDay, ...]
) -> None:
    with pytest.raises(ValueError, match=r"A week|Hours|A date"):
        WorkingCalendar(week, special)


def test_moments_need_a_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        OFFICIAL.elapsed(datetime(2026, 3, 2, 9))  # noqa: DTZ001 (the refusal of it is what is tested)
