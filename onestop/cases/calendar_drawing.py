"""The drawing of a year's calendar: twelve months of weeks, each day with what it is."""

import calendar as almanac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from onestop.clock.calendar import SpecialDay, WorkingCalendar

# What a day is, as its mark in the drawing; the sign stands beside the number so that no colour
# is needed to tell them apart.
KINDS: Mapping[str, tuple[str, str | Promise]] = {
    "off": ("×", _("nghỉ chung")),
    "swap": ("+", _("làm bù")),
    "closed": ("●", _("bộ phận này nghỉ")),
    "hours": ("◐", _("bộ phận này làm giờ khác")),
}


@dataclass(frozen=True)
class DayCell:
    """A day of the drawing: `kind` of `KINDS`, "work" or "rest"; `name` of a special day."""

    day: date
    kind: str
    name: str = ""
    estimated: bool = False

    @property
    def sign(self) -> str:
        """Return the sign beside the number."""
        return KINDS[self.kind][0] if self.kind in KINDS else ""

    @property
    def said(self) -> str | Promise:
        """Return what the day is, for who hears the page."""
        return KINDS[self.kind][1] if self.kind in KINDS else ""

    @property
    def of_office(self) -> bool:
        """Tell whether it is the office's own day."""
        return self.kind in {"closed", "hours"}


@dataclass(frozen=True)
class Month:
    """A month: its weeks of seven days from Monday; None where a day is another month's."""

    first: date
    weeks: Sequence[Sequence[DayCell | None]]


def months(calendar: WorkingCalendar, year: int) -> list[Month]:
    """Return the year's months as they are counted by the calendar."""
    special = {one.day: one for one in calendar.special_days}
    own = {one.day: one for one in calendar.exceptions}
    return [
        Month(
            date(year, month, 1),
            [
                [
                    _cell(calendar, day, special.get(day), own.get(day))
                    if day.month == month
                    else None
                    for day in week
                ]
                for week in almanac.Calendar().monthdatescalendar(year, month)
            ],
        )
        for month in range(1, 13)
    ]


def _cell(
    calendar: WorkingCalendar, day: date, special: SpecialDay | None, own: SpecialDay | None
) -> DayCell:
    if own is not None:
        return DayCell(day, "hours" if own.working else "closed", own.name)
    if special is not None:
        return DayCell(day, "swap" if special.working else "off", special.name, special.estimated)
    return DayCell(day, "work" if calendar.is_working_day(day) else "rest")
