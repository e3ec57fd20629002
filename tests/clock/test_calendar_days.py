"""Terms in calendar days: days off inside count, a last day off moves the end (Art. 148)."""

import pytest

from tests.clock.official import CALENDAR_DAY, counted, due, rules


@pytest.mark.parametrize(
    ("received", "days", "expected"),
    [
        # Tết inside the term counts.
        ("2026-02-09 09:00", 15, "2026-02-24 17:30"),
        # Friday 20 February is the last day of Tết: Monday.
        ("2026-02-10 09:00", 10, "2026-02-23 17:30"),
        # The first day of Tết: over the whole of it.
        ("2026-02-06 09:00", 10, "2026-02-23 17:30"),
        # A Sunday.
        ("2026-11-20 09:00", 30, "2026-12-21 17:30"),
        # 24 November.
        ("2026-10-26 09:00", 29, "2026-11-25 17:30"),
        # Saturdays that are worked.
        ("2026-01-05 09:00", 5, "2026-01-10 17:30"),
        ("2026-08-07 09:00", 15, "2026-08-22 17:30"),
        # An ordinary Saturday.
        ("2026-01-12 09:00", 5, "2026-01-19 17:30"),
        # Received on a Sunday: counts from Monday 26 October.
        ("2026-10-25 09:00", 30, "2026-11-25 17:30"),
    ],
)
def test_calendar_days(received: str, days: int, expected: str) -> None:
    assert due(received, days, CALENDAR_DAY) == expected


def test_no_days_at_all_is_a_same_day_procedure() -> None:
    assert due("2026-11-23 15:00", 0, CALENDAR_DAY) == "2026-11-23 17:30"
    assert due("2026-11-23 15:00:01", 0, CALENDAR_DAY) == "2026-11-25 17:30"


def test_days_off_inside_are_not_spoken_of() -> None:
    trail = counted("2026-02-09 09:00", 15, CALENDAR_DAY).trail
    assert rules(trail) == ["received", "calendar-days", "due-at-closing"]
