"""When a result is due, and how that was reached.

Sources: Civil Code 2015 Art. 147 (where a term begins) and 148 (where it ends); the 15:00 rule of
Decree 23/2015 Art. 7 and of the Law on Civil Status Art. 5. `README.md` beside this file explains
the rules with worked examples.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from onestop.clock.calendar import TICK, WorkingCalendar
from onestop.clock.explanation import (
    counted_lines,
    outside_hours_lines,
    rolled_lines,
    uncertain_lines,
)
from onestop.clock.trail import UNCERTAIN, TrailLine

# A same-day procedure received up to and including this time is due the same day.
SAME_DAY_UNTIL = time(15)
# Longer terms (38 years of working days) and dates outside these years are slips of the pen.
LONGEST_TERM = 9_999
YEARS = range(1900, 2200)


class Unit(StrEnum):
    """How a processing time is counted; the values are those of `Procedure.Unit`."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    WORKING_HOUR = "working_hour"


_TERM_RULES = {
    Unit.WORKING_DAY: "working-days",
    Unit.CALENDAR_DAY: "calendar-days",
    Unit.WORKING_HOUR: "working-hours",
}


@dataclass(frozen=True)
class Deadline:
    """A due date with the lines that explain it.

    `estimated`: it rests on days off that are not official yet, or on a year without a calendar.
    """

    due_at: datetime
    trail: tuple[TrailLine, ...]
    estimated: bool


def deadline(
    calendar: WorkingCalendar, received_at: datetime, amount: int, unit: Unit | str
) -> Deadline:
    """Return when a result is due for what was received at `received_at`, and why.

    1. Reception outside working hours counts from the next opening.
    2. A term in days leaves out the first day; working days pass over days off, calendar days do
       not; it ends at closing time. A calendar term that ends on a day off ends on the next
       working day. 0 days is a same-day procedure with the 15:00 rule.
    3. A term in working hours begins at the moment and ends at a closing rather than at the next
       opening.

    Raises `ValueError` for a term or a date out of range and for a moment without a time zone.
    """
    unit = Unit(str(unit))
    due_at = due_moment(calendar, received_at, amount, unit)
    received = TrailLine("received", calendar.local(received_at))
    lines = term_lines(calendar, received_at, amount, unit, due_at)
    return Deadline(due_at, (received, *lines), estimated=is_uncertain(lines))


def due_moment(
    calendar: WorkingCalendar, received_at: datetime, amount: int, unit: Unit
) -> datetime:
    """Return the due date alone, for those who count many; see `deadline` for rules and errors."""
    _ensure_in_range(received_at, amount)
    counted = calendar.counted_from(received_at)
    if unit is Unit.WORKING_HOUR:
        return _after_working_time(calendar, counted, timedelta(hours=amount))
    if amount == 0:
        late = _after_three(calendar, received_at, counted)
        return calendar.closing(calendar.add_working_days(counted.date(), int(late)))
    if unit is Unit.WORKING_DAY:
        return calendar.closing(calendar.add_working_days(counted.date(), amount))
    last = counted.date() + timedelta(days=amount)
    return calendar.closing(calendar.working_day_from(last))


def term_lines(
    calendar: WorkingCalendar, received_at: datetime, amount: int, unit: Unit, due_at: datetime
) -> list[TrailLine]:
    """Return the lines from the reception (left out) to the due date that follows from it."""
    counted = calendar.counted_from(received_at)
    lines = outside_hours_lines(calendar, received_at, counted)
    lines.append(_term_line(calendar, received_at, counted, amount, unit))
    received, first, due = calendar.local(received_at).date(), counted.date(), due_at.date()
    if unit is Unit.CALENDAR_DAY and amount:
        last = first + timedelta(days=amount)
        lines += rolled_lines(calendar, last, due)
        lines += uncertain_lines(calendar, (received, first), (last, due))
    else:
        lines += counted_lines(calendar, (first, due))
        lines += uncertain_lines(calendar, (received, due))
    return [*lines, due_line(due_at, unit)]


def is_uncertain(lines: Iterable[TrailLine]) -> bool:
    """Tell whether one of the lines says that the date may still change."""
    return any(one.rule in UNCERTAIN for one in lines)


def due_line(due_at: datetime, unit: Unit) -> TrailLine:
    """Return the last line of a trail."""
    return TrailLine("due" if unit is Unit.WORKING_HOUR else "due-at-closing", due_at)


def _ensure_in_range(received_at: datetime, amount: int) -> None:
    if not 0 <= amount <= LONGEST_TERM:
        raise ValueError(f"A term is 0 to {LONGEST_TERM}, not {amount}.")
    if received_at.year not in YEARS:
        raise ValueError(f"The year {received_at.year} is outside {YEARS[0]}–{YEARS[-1]}.")


def _after_working_time(
    calendar: WorkingCalendar, start: datetime, time_needed: timedelta
) -> datetime:
    if not time_needed:
        return start
    return calendar.moment_at(calendar.elapsed(start) + time_needed // TICK)


def _after_three(calendar: WorkingCalendar, received_at: datetime, counted: datetime) -> bool:
    """Tell whether a same-day procedure came in too late for the day on which it counts."""
    local = calendar.local(received_at)
    return local.date() == counted.date() and local.time() > SAME_DAY_UNTIL


def _term_line(
    calendar: WorkingCalendar, received_at: datetime, counted: datetime, amount: int, unit: Unit
) -> TrailLine:
    if amount or unit is Unit.WORKING_HOUR:
        return TrailLine(_TERM_RULES[unit], args={"amount": amount})
    if not _after_three(calendar, received_at, counted):
        return TrailLine("same-day")
    # To the second: what came half a minute after 15:00 would otherwise be said to come at 15:00.
    return TrailLine("same-day-late", args={"time": f"{calendar.local(received_at):%H:%M:%S}"})
