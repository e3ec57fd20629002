"""On what scale a term's time runs while it can be paused: working time, or whole days.

A position on the scale is a whole number. Time that passes outside working hours does not move
it, so that a pause which begins or ends there lasts no longer for it.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from onestop.clock.calendar import TICK, WorkingCalendar
from onestop.clock.deadline import Unit
from onestop.clock.explanation import counted_lines, rolled_lines, uncertain_lines
from onestop.clock.trail import TrailLine


class Ruler(Protocol):
    """The scale of one unit of processing time."""

    def position(self, moment: datetime) -> int:
        """Return where the moment stands."""

    def moment(self, position: int) -> datetime:
        """Return when a term that ends at the position has used up its time."""

    def due_at(self, position: int) -> datetime:
        """Return the due date of a term that ends at the position."""

    def due_at_earliest(self, moment: datetime) -> datetime:
        """Return the first due date that is not before the moment."""

    def resumed_lines(self, at: datetime, left: int, due_at: datetime) -> list[TrailLine]:
        """Return the lines from `at`, when so much was left, to the new due date (left out)."""


@dataclass(frozen=True)
class WorkingHours:
    """Working time to the microsecond; a term ends when its time is used up."""

    calendar: WorkingCalendar

    def position(self, moment: datetime) -> int:
        """Return the working time up to the moment, in ticks."""
        return self.calendar.elapsed(moment)

    def moment(self, position: int) -> datetime:
        """Return the moment; a closing rather than the opening after it."""
        return self.calendar.moment_at(position)

    def due_at(self, position: int) -> datetime:
        """Return the moment itself."""
        return self.moment(position)

    def due_at_earliest(self, moment: datetime) -> datetime:
        """Return the moment, or the next opening."""
        return self.calendar.counted_from(moment)

    def resumed_lines(self, at: datetime, left: int, due_at: datetime) -> list[TrailLine]:
        """Return the working time that is left and the days that it passes over."""
        first, due = self.calendar.counted_from(at).date(), due_at.date()
        return [
            TrailLine("resumed", at, {"left": left * TICK}),
            *counted_lines(self.calendar, (first, due)),
            *uncertain_lines(self.calendar, (at.date(), due)),
        ]


@dataclass(frozen=True)
class WorkingDays(WorkingHours):
    """Working time to the microsecond; a term ends at the closing of the day that uses it up."""

    def due_at(self, position: int) -> datetime:
        """Return the closing of the day."""
        return self.calendar.closing(self.moment(position).date())

    def due_at_earliest(self, moment: datetime) -> datetime:
        """Return the closing of the day, or of the next working day."""
        return self.calendar.closing(self.calendar.counted_from(moment).date())


@dataclass(frozen=True)
class CalendarDays:
    """Whole days, days off included; a position is a day's ordinal."""

    calendar: WorkingCalendar

    def position(self, moment: datetime) -> int:
        """Return the day on which the moment counts."""
        return self.calendar.counted_from(moment).toordinal()

    def moment(self, position: int) -> datetime:
        """Return the end of the day, 24:00 (Civil Code Art. 148(6))."""
        day = date.fromordinal(position) + timedelta(days=1)
        return datetime(day.year, day.month, day.day, tzinfo=self.calendar.tz)

    def due_at(self, position: int) -> datetime:
        """Return the closing of the day, or of the next working day."""
        return self.calendar.closing(self.calendar.working_day_from(date.fromordinal(position)))

    def due_at_earliest(self, moment: datetime) -> datetime:
        """Return the closing of the day on which the moment counts."""
        return self.calendar.closing(self.calendar.counted_from(moment).date())

    def resumed_lines(self, at: datetime, left: int, due_at: datetime) -> list[TrailLine]:
        """Return the days that are left, and why the term is moved off its last day."""
        span = (date.fromordinal(self.position(at) + left), due_at.date())
        return [
            TrailLine("resumed-days", at, {"amount": left}),
            *rolled_lines(self.calendar, *span),
            *uncertain_lines(self.calendar, span),
        ]


def ruler_of(calendar: WorkingCalendar, unit: Unit) -> Ruler:
    """Return the scale on which terms of the unit run."""
    match unit:
        case Unit.WORKING_HOUR:
            return WorkingHours(calendar)
        case Unit.WORKING_DAY:
            return WorkingDays(calendar)
        case Unit.CALENDAR_DAY:
            return CalendarDays(calendar)
