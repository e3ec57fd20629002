"""Terms in working hours begin at the moment and pass over lunch, night, weekend and holidays."""

import pytest

from tests.clock.official import WORKING_HOUR, due


@pytest.mark.parametrize(
    ("received", "hours", "expected"),
    [
        ("2026-03-02 08:00", 2, "2026-03-02 10:00"),
        # Over lunch.
        ("2026-03-02 10:30", 2, "2026-03-02 14:30"),
        # Over the night.
        ("2026-03-02 16:30", 2, "2026-03-03 08:30"),
        # Over the weekend, and over 24 November.
        ("2026-11-20 16:30", 8, "2026-11-23 16:30"),
        ("2026-11-23 17:00", 1, "2026-11-25 08:00"),
        # Over Tết.
        ("2026-02-13 16:30", 9, "2026-02-23 17:30"),
        # A whole day, two whole days.
        ("2026-03-02 07:30", 8, "2026-03-02 17:30"),
        ("2026-03-02 07:30", 16, "2026-03-03 17:30"),
        # A swapped Saturday is worked in full.
        ("2026-01-09 16:30", 8, "2026-01-10 16:30"),
    ],
)
def test_working_hours(received: str, hours: int, expected: str) -> None:
    assert due(received, hours, WORKING_HOUR) == expected


@pytest.mark.parametrize(
    ("received", "hours", "expected"),
    [
        ("2026-03-02 10:30", 1, "2026-03-02 11:30"),  # not 13:30
        ("2026-03-06 16:30", 1, "2026-03-06 17:30"),  # not Monday 07:30
    ],
)
def test_ends_at_a_closing_rather_than_at_the_next_opening(
    received: str, hours: int, expected: str
) -> None:
    assert due(received, hours, WORKING_HOUR) == expected


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2026-03-02 11:45", "2026-03-02 14:30"),
        ("2026-03-02 11:30", "2026-03-02 14:30"),
        ("2026-03-02 18:00", "2026-03-03 08:30"),
        ("2026-03-02 06:00", "2026-03-02 08:30"),
        ("2026-03-07 09:00", "2026-03-09 08:30"),
    ],
)
def test_an_hour_received_outside_hours_counts_from_the_next_opening(
    received: str, expected: str
) -> None:
    assert due(received, 1, WORKING_HOUR) == expected


def test_no_hours_end_where_they_begin() -> None:
    assert due("2026-03-02 10:00", 0, WORKING_HOUR) == "2026-03-02 10:00"
    assert due("2026-03-02 18:00", 0, WORKING_HOUR) == "2026-03-03 07:30"
