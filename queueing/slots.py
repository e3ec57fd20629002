"""Khung giờ hẹn: when appointments begin, and when a citizen may take the number. Pure.

Local times, no database and no clock.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from enum import Enum, auto
from typing import NamedTuple

# How long before its time an appointment gives its number.
CHECK_IN_EARLY = timedelta(minutes=60)


class Stretch(NamedTuple):
    """A stretch of a day in which appointments may lie, from `opens` to `closes`."""

    opens: time
    closes: time


class Coming(Enum):
    """Whether a citizen comes in time."""

    EARLY = auto()
    IN_TIME = auto()
    LATE = auto()


def slot_times(stretches: Iterable[Stretch], minutes: int) -> list[time]:
    """Return when the slots of a day begin: whole ones, side by side from each opening on."""
    return [start.time() for one in stretches for start in _starts(one, timedelta(minutes=minutes))]


def coming(at: datetime, now: datetime, *, late: timedelta) -> Coming:
    """Tell whether `now` is the time to take the number of an appointment at `at`.

    It is from an hour before until `late` after it, both included.
    """
    if now < at - CHECK_IN_EARLY:
        return Coming.EARLY
    return Coming.IN_TIME if now <= at + late else Coming.LATE


def _starts(stretch: Stretch, length: timedelta) -> Iterable[datetime]:
    start = datetime.combine(date.min, stretch.opens)
    end = datetime.combine(date.min, stretch.closes)
    while start + length <= end:
        yield start
        start += length
