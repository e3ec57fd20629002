"""The deadline calendar as the clock knows it."""

from collections.abc import Iterable, Sequence
from datetime import time
from itertools import groupby

from onestop.catalogue.importers import DAYS_OFF_FILE
from onestop.catalogue.models import CalendarDay, DeadlineHours
from onestop.catalogue.rows import day_rows
from onestop.clock.calendar import Hours, SpecialDay, WorkingCalendar
from onestop.directory.models import Office

# The week of an office that has not entered its own hours.
_DEFAULT_DAY: Hours = ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 30)))
DEFAULT_WEEK: tuple[Hours, ...] = (_DEFAULT_DAY,) * 5 + ((), ())


def deadline_calendar(office: Office) -> WorkingCalendar:
    """Return the calendar by which the office's deadlines are counted, in two queries.

    An office without hours of its own has the default week.
    """
    rows = DeadlineHours.objects.filter(office=office).order_by("weekday", "opens")
    by_weekday = {
        weekday: _joined([(one.opens, one.closes) for one in hours])
        for weekday, hours in groupby(rows, key=_weekday_of)
    }
    week = tuple(by_weekday.get(weekday, ()) for weekday in range(7))
    return WorkingCalendar(week if by_weekday else DEFAULT_WEEK, tuple(_special_days()))


def default_calendar() -> WorkingCalendar:
    """Return the calendar of a place without any office: default week, days off as entered.

    While none are entered, those that ship with the product count.
    """
    return WorkingCalendar(DEFAULT_WEEK, tuple(_special_days()) or shipped_days())


def shipped_days() -> tuple[SpecialDay, ...]:
    """Return the days off and swapped days that ship with the product; no query."""
    return tuple(row.special_day() for row in day_rows(DAYS_OFF_FILE))


def _special_days() -> Iterable[SpecialDay]:
    for one in CalendarDay.objects.order_by("date"):
        working = one.kind == CalendarDay.Kind.WORKING
        yield SpecialDay(one.date, working, one.name, estimated=one.estimated)


def _weekday_of(hours: DeadlineHours) -> int:
    return hours.weekday


def _joined(stretches: Sequence[tuple[time, time]]) -> Hours:
    """Return the stretches, which are in order, with those that overlap or touch made one."""
    joined: list[tuple[time, time]] = []
    for opens, closes in stretches:
        if joined and opens <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(closes, joined[-1][1]))
        else:
            joined.append((opens, closes))
    return tuple(joined)
