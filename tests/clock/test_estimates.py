"""A date that rests on estimated days off, or on a year that is not known, says so."""

from datetime import date

import pytest

from onestop.clock.calendar import WorkingCalendar
from onestop.clock.deadline import deadline
from tests.clock.official import (
    CALENDAR_DAY,
    OFFICIAL,
    OFFICIAL_DAYS,
    WEEK,
    WORKING_DAY,
    at,
    counted,
    due,
    texts,
)


def test_an_estimated_holiday_inside_the_term() -> None:
    answer = counted("2027-02-02 09:00", 5)
    assert answer.estimated
    assert (
        "04–10/02/2027 (Tết Nguyên đán) mới là ngày dự kiến, chưa có thông báo chính thức:"
        " hạn có thể thay đổi." in texts(answer.trail)
    )


@pytest.mark.parametrize(
    ("received", "days"),
    [("2027-01-25 09:00", 5), ("2027-03-01 09:00", 10), ("2026-12-28 09:00", 3)],
)
def test_a_term_that_meets_no_estimated_day_is_certain(received: str, days: int) -> None:
    assert not counted(received, days).estimated


def test_reception_on_an_estimated_day_off_is_uncertain() -> None:
    assert counted("2027-02-04 09:00", 0).estimated


def test_a_calendar_term_only_rests_on_its_last_day() -> None:
    assert not counted("2027-02-01 09:00", 28, CALENDAR_DAY).estimated  # Monday 1 March
    moved = counted("2027-02-01 09:00", 7, CALENDAR_DAY)  # 8 February, in Tết
    assert moved.estimated
    assert moved.due_at == at("2027-02-11 17:30")


def test_beyond_the_calendar_weekends_still_count() -> None:
    answer = counted("2027-12-30 09:00", 3)
    assert due("2027-12-30 09:00", 3) == "2028-01-04 17:30"
    assert answer.estimated
    assert texts(answer.trail)[-2] == (
        "Lịch nghỉ năm 2028 chưa có hoặc chưa đủ: hạn chỉ là tạm tính."
    )


def test_before_the_calendar_too() -> None:
    assert due("2011-10-10 09:00", 5) == "2011-10-17 17:30"
    assert counted("2011-10-10 09:00", 5).estimated


def test_several_unknown_years_are_said_as_one_stretch() -> None:
    assert texts(counted("2027-12-30 09:00", 600).trail)[-2].startswith("Lịch nghỉ năm 2028–2030")


def test_a_year_of_which_only_new_year_is_entered_is_not_known() -> None:
    begun = [one for one in OFFICIAL_DAYS if one.day <= date(2027, 1, 1)]
    calendar = WorkingCalendar(WEEK, tuple(begun))
    assert calendar.known_years == {2024, 2025, 2026}
    assert deadline(calendar, at("2027-03-01 09:00"), 1, WORKING_DAY).estimated


def test_the_official_years_are_known() -> None:
    assert OFFICIAL.known_years == {2024, 2025, 2026, 2027}


def test_without_any_days_off_everything_is_provisional() -> None:
    answer = deadline(WorkingCalendar(WEEK), at("2026-02-13 09:00"), 5, WORKING_DAY)
    assert answer.due_at == at("2026-02-20 17:30")
    assert answer.estimated
