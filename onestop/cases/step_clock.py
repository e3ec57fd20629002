"""The clock of a step: when to warn, how much time it used, and how its work ended.

Pure: calendars, moments and facts; no database and no "now".
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from onestop.cases.models import ClockEntry, HandOver
from onestop.clock.calendar import TICK, WorkingCalendar
from onestop.clock.remaining import working_time_between

# Whoever holds a step is warned when a quarter of its time is left, at most a working day before.
LAST_PART = 4
LONGEST_WARNING = timedelta(hours=8) // TICK

Pause = tuple[datetime, datetime | None]


def warn_moment(calendar: WorkingCalendar, start: datetime, due_at: datetime) -> datetime:
    """Return from when on the holder of a step is warned that its time is nearly over."""
    begun, end = calendar.elapsed(start), calendar.elapsed(due_at)
    if end <= begun:
        return min(start, due_at)
    return calendar.moment_at(end - min(LONGEST_WARNING, (end - begun) // LAST_PART))


def shifted(
    calendar: WorkingCalendar, due_at: datetime, *, paused: datetime, resumed: datetime
) -> datetime:
    """Return the due date moved on by the working time of a pause: what is late stays so."""
    pause = calendar.elapsed(resumed) - calendar.elapsed(paused)
    return calendar.moment_at(calendar.elapsed(due_at) + pause)


def pauses_of(ledger: Iterable[tuple[str, datetime]]) -> list[Pause]:
    """Return when the clock stood still, from what it did when; the last pause may last (None)."""
    pauses: list[Pause] = []
    for kind, at in ledger:
        if kind == ClockEntry.Kind.PAUSE:
            pauses.append((at, None))
        elif pauses and pauses[-1][1] is None:
            pauses[-1] = (pauses[-1][0], at)
    return pauses


def used_time(
    calendar: WorkingCalendar, start: datetime, end: datetime, pauses: Sequence[Pause]
) -> timedelta:
    """Return the working time from start to end without the pauses between them."""
    used = working_time_between(calendar, start, end)
    for since, until in pauses:
        stood = (max(start, since), min(end, until or end))
        if stood[0] < stood[1]:
            used -= working_time_between(calendar, *stood)
    return used


def result_of(due_at: datetime | None, at: datetime, *, done: bool) -> str:
    """Return how somebody's work ended, as form 06 names it; "" where there is nothing to say.

    Work that is not `done` (it goes to another holder, or back) can only have become late.
    """
    if due_at is None:
        return ""
    if at > due_at:
        return HandOver.Result.AFTER
    if not done:
        return ""
    same_day = timezone.localdate(at) == timezone.localdate(due_at)
    return HandOver.Result.ON_TIME if same_day else HandOver.Result.BEFORE
