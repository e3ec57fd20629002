"""How people are told what is left of a case's time, and when something was."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from onestop.cases.models import Case, CaseStep
from onestop.clock.calendar import WorkingCalendar
from onestop.clock.remaining import remaining, working_time_between
from onestop.clock.trail import WEEKDAYS

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
    return time_left_until(case, case.due_at, calendar, now)


def step_time_left(step: CaseStep, calendar: WorkingCalendar, now: datetime) -> TimeLeft | None:
    """Return what is left of a running step's time; it is paused with its case."""
    return time_left_until(step.case, step.due_at, calendar, now)


def time_left_until(
    case: Case, due_at: datetime | None, calendar: WorkingCalendar, now: datetime
) -> TimeLeft | None:
    """Return what is left until a due date within the case, such as that of a step."""
    if due_at is None or case.closed_at is not None:
        return None
    until = case.paused_since or now
    if case.paused_since and due_at >= until:
        return TimeLeft(_("tạm dừng"), "paused")
    said = duration_said(calendar, until, due_at)
    if until > due_at:
        return TimeLeft(said, "late")
    left = working_time_between(calendar, until, due_at)
    return TimeLeft(said, "soon" if left <= SOON else "")


def duration_said(calendar: WorkingCalendar, now: datetime, due_at: datetime) -> str:
    """Return "còn 1 ngày 3 giờ" or "quá hạn 4 giờ 20 phút"; beside whole days no minutes.

    In the evening after the due date no work has been missed yet: just "quá hạn".
    """
    left = remaining(calendar, now, due_at)
    if not (left.days or left.hours or left.minutes):
        return _("quá hạn") if left.late else _("đến hạn")
    return (replace(left, minutes=0) if left.days else left).said(_)


def until_said(at: datetime) -> str:
    """Return "hết thứ Năm, 26/11/2026" for a midnight, else the moment until which it is."""
    local = timezone.localtime(at)
    if (local.hour, local.minute) != (0, 0):
        return moment(at)
    day = local - timedelta(days=1)
    said = {"weekday": _(WEEKDAYS[day.weekday()]), "day": f"{day:%d/%m/%Y}"}
    return _("hết %(weekday)s, %(day)s") % said


def moment(at: datetime) -> str:
    """Return "thứ Tư, 25/11/2026 lúc 15:30" on the office's clock."""
    local = timezone.localtime(at)
    said = {"day": f"{local:%d/%m/%Y}", "time": f"{local:%H:%M}"}
    return _("%(weekday)s, %(day)s lúc %(time)s") % {
        "weekday": _(WEEKDAYS[local.weekday()]),
        **said,
    }
