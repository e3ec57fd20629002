"""An edit of a deadline calendar as a value: it can be tried on a calendar before it is made."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from onestop.clock.calendar import Hours, SpecialDay, WorkingCalendar


class CalendarEdit(Protocol):
    """What would be edited."""

    @property
    def days(self) -> tuple[date, ...]:
        """Return the days that would count otherwise; () when it may be any."""

    def applied(self, calendar: WorkingCalendar) -> WorkingCalendar:
        """Return the calendar as it would be."""


@dataclass(frozen=True)
class DayEdit:
    """A day that is set to something, or back to what its weekday is (None).

    `of_office`: it is one office's own day, else the country's.
    """

    day: date
    to: SpecialDay | None
    of_office: bool

    @property
    def days(self) -> tuple[date, ...]:
        """Return the day."""
        return (self.day,)

    def applied(self, calendar: WorkingCalendar) -> WorkingCalendar:
        """Return the calendar with the day as it would be."""
        if self.of_office:
            return replace(calendar, exceptions=self._among(calendar.exceptions))
        return replace(calendar, special_days=self._among(calendar.special_days))

    def _among(self, days: Sequence[SpecialDay]) -> tuple[SpecialDay, ...]:
        kept = tuple(one for one in days if one.day != self.day)
        return (*kept, self.to) if self.to else kept


@dataclass(frozen=True)
class HoursEdit:
    """Other hours of an office's week."""

    week: tuple[Hours, ...]

    @property
    def days(self) -> tuple[date, ...]:
        """Return nothing: it may be any day."""
        return ()

    def applied(self, calendar: WorkingCalendar) -> WorkingCalendar:
        """Return the calendar with the hours."""
        return replace(calendar, week=self.week)
