"""Opening hours: when tickets are given, and when next."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from queueing.opening import Hours, is_open, next_opening, overlap

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=HANOI)
WEEK = [
    Hours(0, time(7, 30), time(11, 30)),
    Hours(0, time(13, 30), time(17)),
    Hours(5, time(8), time(11)),
]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=HANOI)


def test_an_office_without_hours_is_always_open() -> None:
    assert is_open([], at(22, 3))
    assert next_opening([], at(22, 3)) is None


def test_the_end_of_an_opening_is_not_part_of_it() -> None:
    assert is_open(WEEK, at(23, 7, 30))
    assert not is_open(WEEK, at(23, 11, 30))


def test_the_next_opening_may_be_the_same_day_or_days_away() -> None:
    assert next_opening(WEEK, at(23, 12)) == at(23, 13, 30)
    assert next_opening(WEEK, at(23, 18)) == at(28, 8)
    assert next_opening(WEEK, at(28, 12)) == at(30, 7, 30)


def test_once_a_week_comes_again_in_a_week() -> None:
    assert next_opening([Hours(0, time(7, 30), time(11))], at(23, 8)) == at(30, 7, 30)


def test_openings_that_meet_do_not_overlap() -> None:
    meeting = [Hours(0, time(7), time(11)), Hours(0, time(11), time(12))]
    assert overlap(meeting) is None
    assert overlap([*meeting, Hours(0, time(10), time(13))]) is not None


@given(st.integers(0, 7 * 24 * 60))
def test_the_next_opening_is_open_and_ahead(minutes: int) -> None:

    now = MONDAY + timedelta(minutes=minutes)
    opens = next_opening(WEEK, now)
    assert opens is not None
    assert opens > now
    assert is_open(WEEK, opens)
