"""How people are told what is left of a case's time."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from onestop.cases.models import Case
from onestop.clock.calendar import WorkingCalendar
from onestop.clock.remaining import remaining, working_time_between

SOON = timedelta(hours=8)  # working time: a day


@dataclass(frozen=True)
class TimeLeft:
    """Working time until a due date in words; `tone` is "late", "soon", "paused" or ""."""

    said: str
    tone: str


def time_left(case: Case, calendar: WorkingCalendar, now: datetime) -> TimeLeft | None:
    """Return what is left of an open case's time; None where no clock has begun or it has ended.

    A paused case that was in time has nothing to count; one that was late stays late, by as much
    as when it was paused.
    """
    if case.due_at is None or case.closed_at is not None:
        return None
    until = case.paused_since or now
    if case.paused_since and case.due_at >= until:
        return TimeLeft(_("tạm dừng"), "paused")
    said = duration_said(calendar, until, case.due_at)
    if until > case.due_at:
        return TimeLeft(said, "late")
    left = working_time_between(calendar, until, case.due_at)
    return TimeLeft(said, "soon" if left <= SOON else "")


def duration_said(calendar: WorkingCalendar, now: datetime, due_at: datetime) -> str:
    """Return "còn 1 ngày 3 giờ" or "quá hạn 4 giờ 20 phút"; beside whole days no minutes."""
    left = remaining(calendar, now, due_at)
    return (replace(left, minutes=0) if left.days else left).said(_)
