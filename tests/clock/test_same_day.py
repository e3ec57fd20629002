"""Same-day procedures and the 15:00 rule (Decree 23/2015 Art. 7, Law on Civil Status Art. 5)."""

from datetime import UTC, datetime, timedelta

import pytest

from onestop.clock.deadline import deadline
from tests.clock.official import OFFICIAL, WORKING_DAY, due


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        # Monday 23 November 2026; the day after is off.
        ("2026-11-23 07:30", "2026-11-23 17:30"),
        ("2026-11-23 15:00:00", "2026-11-23 17:30"),
        ("2026-11-23 15:00:01", "2026-11-25 17:30"),
        ("2026-11-23 17:30", "2026-11-25 17:30"),
        # Before opening, and over lunch.
        ("2026-11-23 06:00", "2026-11-23 17:30"),
        ("2026-11-23 11:45", "2026-11-23 17:30"),
        # After closing it counts from Wednesday's opening: Wednesday, not Thursday.
        ("2026-11-23 18:00", "2026-11-25 17:30"),
        # On a day off, at whatever time: the next working day.
        ("2026-11-24 16:00", "2026-11-25 17:30"),
        ("2026-11-21 16:00", "2026-11-23 17:30"),
        # Friday before Tết.
        ("2026-02-13 15:00", "2026-02-13 17:30"),
        ("2026-02-13 15:30", "2026-02-23 17:30"),
        # Around Saturday 10 January 2026, which is worked.
        ("2026-01-09 16:00", "2026-01-10 17:30"),
        ("2026-01-10 14:00", "2026-01-10 17:30"),
        ("2026-01-10 16:00", "2026-01-12 17:30"),
    ],
)
def test_up_to_three_the_same_day_then_the_next_working_day(received: str, expected: str) -> None:
    assert due(received, 0) == expected


def test_three_o_clock_is_local_time() -> None:
    eight_in_greenwich = datetime(2026, 11, 23, 8, tzinfo=UTC)
    for seconds, day in ((0, 23), (1, 25)):
        received = eight_in_greenwich + timedelta(seconds=seconds)
        assert deadline(OFFICIAL, received, 0, WORKING_DAY).due_at.day == day
