"""Until when a letter must be out, and from when that is told."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onestop.cases.apology_times import owed_from, send_by, warned_until
from onestop.catalogue.selectors import DEFAULT_WEEK
from onestop.clock.calendar import SpecialDay, WorkingCalendar
from tests.conftest import HANOI

CULTURE_DAY = SpecialDay(datetime(2026, 11, 24).date(), working=False, name="Ngày Văn hóa")  # noqa: DTZ001 (a date)
CALENDAR = WorkingCalendar(DEFAULT_WEEK, (CULTURE_DAY,))
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(HANOI))  # noqa: DTZ001 (bounds)


def at(day: int, hour: int = 0, minute: int = 0) -> datetime:
    """Return a moment of November 2026."""
    return datetime(2026, 11, day, hour, minute, tzinfo=HANOI)


def test_a_letter_is_out_before_the_due_day_begins() -> None:
    assert send_by(CALENDAR, at(27, 17, 30), at(23, 9)) == at(27)
    assert owed_from(at(27)) == at(26)


def test_the_day_is_a_calendar_day() -> None:
    assert send_by(CALENDAR, at(30, 17, 30), at(23, 9)) == at(30)  # a Monday
    assert owed_from(at(30)) == at(29)


def test_what_falls_due_on_the_day_it_began_has_until_the_due_date() -> None:
    assert send_by(CALENDAR, at(23, 17, 30), at(23, 9)) == at(23, 17, 30)


@pytest.mark.parametrize(
    ("today", "until"),
    [
        (25, 28),  # Wednesday: what is due by Friday, owed on Thursday
        (27, 28 + 4),  # Friday: by Tuesday, owed on Monday
        (28, 28 + 4),  # Saturday
        (23, 27),  # Monday before the day off on Tuesday: by Thursday, owed on Wednesday
    ],
)
def test_the_office_hears_of_it_one_working_day_earlier(today: int, until: int) -> None:
    assert warned_until(CALENDAR, at(today, 9)) == at(1) + timedelta(days=until - 1)


@given(now=MOMENTS, due=MOMENTS)
def test_what_is_owed_now_was_warned_of_on_a_working_day_before(
    now: datetime, due: datetime
) -> None:
    owed = owed_from(send_by(CALENDAR, due, due - timedelta(days=9)))
    first_warned = warned_until(CALENDAR, now) > due
    if now >= owed:
        assert first_warned
    if first_warned:
        last = owed.date() - timedelta(days=1)
        assert CALENDAR.working_days_between(now.date(), last) <= 0 or now.date() >= last
