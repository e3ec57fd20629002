"""Giờ lấy số: whether tickets are given at a moment, and when next. Pure: local times, no database.

The queue's opening hours and the deadline calendar are two things: an office may give numbers on a
Saturday morning that is no working day.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

DAYS_AHEAD = 7


class Hours(NamedTuple):
    """An opening on a weekday (Monday is 0), from `opens` up to, not including, `closes`."""

    weekday: int
    opens: time
    closes: time


def is_open(hours: Iterable[Hours], at: datetime) -> bool:
    """Tell whether tickets are given at the local time; without any hours they always are."""
    listed = list(hours)
    return not listed or any(
        one.weekday == at.weekday() and one.opens <= at.time() < one.closes for one in listed
    )


def next_opening(hours: Iterable[Hours], at: datetime) -> datetime | None:
    """Return the next local time after `at` at which an opening begins; None without hours."""
    listed = sorted(hours)
    days = (at.date() + timedelta(days=ahead) for ahead in range(DAYS_AHEAD + 1))
    starts = (_start(day, one, at) for day in days for one in _of_day(listed, day))
    return next((start for start in starts if start > at), None)


def overlap(hours: Iterable[Hours]) -> Hours | None:
    """Return the first opening that begins before the one before it on its day has ended."""
    before: Hours | None = None
    for one in sorted(hours):
        if before and before.weekday == one.weekday and one.opens < before.closes:
            return one
        before = one
    return None


def _of_day(hours: Sequence[Hours], day: date) -> list[Hours]:
    return [one for one in hours if one.weekday == day.weekday()]


def _start(day: date, opening: Hours, at: datetime) -> datetime:
    return datetime.combine(day, opening.opens, at.tzinfo)
