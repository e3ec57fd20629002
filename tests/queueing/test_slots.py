"""Slots begin side by side within the hours; a code is good from an hour before its time."""

from datetime import datetime, time, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from queueing.slots import Coming, Stretch, coming, slot_times

MORNING = Stretch(time(7, 30), time(11, 30))
NINE = datetime(2026, 11, 23, 9, 0)  # noqa: DTZ001 (the rule is about differences only)
LATE = timedelta(minutes=15)


def test_a_morning_has_eight_half_hours() -> None:
    times = slot_times([MORNING], 30)
    assert [times[0], times[1], times[-1]] == [time(7, 30), time(8, 0), time(11, 0)]
    assert len(times) == 8


def test_what_is_left_at_the_end_is_no_slot() -> None:
    assert slot_times([Stretch(time(8, 0), time(8, 50))], 20) == [time(8, 0), time(8, 20)]


def test_a_day_without_hours_has_none() -> None:
    assert slot_times([], 30) == []


@given(st.sampled_from([10, 15, 20, 30, 60]), st.times(), st.times())
def test_slots_lie_within_their_hours_and_never_overlap(
    minutes: int, opens: time, closes: time
) -> None:
    times = [time(at.hour, at.minute) for at in slot_times([Stretch(opens, closes)], minutes)]
    assert len(times) <= 24 * 60 / minutes
    for earlier, later in pairwise(times):
        assert (later.hour - earlier.hour) * 60 + later.minute - earlier.minute == minutes


def test_a_code_is_good_from_an_hour_before_until_the_offices_patience_ends() -> None:
    said = {
        minutes: coming(NINE, NINE + timedelta(minutes=minutes), late=LATE)
        for minutes in (-61, -60, 0, 15, 16)
    }
    assert said == {
        -61: Coming.EARLY,
        -60: Coming.IN_TIME,
        0: Coming.IN_TIME,
        15: Coming.IN_TIME,
        16: Coming.LATE,
    }
