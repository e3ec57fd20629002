"""The deadline calendar as the clock knows it."""

from collections.abc import Iterable, Sequence
from datetime import date, time
from itertools import groupby

from onestop.catalogue.models import CalendarDay, DeadlineHours, OfficeException
from onestop.catalogue.rows import DAYS_OFF_FILE, day_rows
from onestop.clock.calendar import HOLIDAYS_A_YEAR, Hours, SpecialDay, WorkingCalendar
from onestop.directory.models import Office

# The week of an office that has not entered its own hours.
_DEFAULT_DAY: Hours = ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 30)))
DEFAULT_WEEK: tuple[Hours, ...] = (_DEFAULT_DAY,) * 5 + ((), ())

# The notice of next year's days off usually comes by November: from then on its absence is told.
NOTICE_MONTH = 11


def deadline_calendar(office: Office) -> WorkingCalendar:
    """Return the calendar by which the office's deadlines are counted, in three queries.

    An office without hours of its own has the default week.
    """
    own = (one.special_day() for one in OfficeException.objects.filter(office=office))
    return WorkingCalendar(deadline_week(office), tuple(_special_days()), exceptions=tuple(own))


def deadline_week(office: Office) -> tuple[Hours, ...]:
    """Return the hours of Monday to Sunday by which the office's deadlines are counted."""
    rows = DeadlineHours.objects.filter(office=office).order_by("weekday", "opens")
    by_weekday = {
        weekday: _joined([(one.opens, one.closes) for one in hours])
        for weekday, hours in groupby(rows, key=_weekday_of)
    }
    week = tuple(by_weekday.get(weekday, ()) for weekday in range(7))
    return week if by_weekday else DEFAULT_WEEK


def default_calendar() -> WorkingCalendar:
    """Return the calendar of a place without any office: default week, days off as entered.

    While none are entered, those that ship with the product count.
    """
    return WorkingCalendar(DEFAULT_WEEK, tuple(_special_days()) or shipped_days())


def shipped_days() -> tuple[SpecialDay, ...]:
    """Return the days off and swapped days that ship with the product; no query."""
    return tuple(row.special_day() for row in day_rows(DAYS_OFF_FILE))


def days_of_year(office: Office, year: int) -> list[SpecialDay]:
    """Return the country's special days of the year and the office's own, in order; two queries."""
    whole, own = (
        rows.filter(date__year=year)
        for rows in (CalendarDay.objects.all(), OfficeException.objects.filter(office=office))
    )
    return sorted(
        (one.special_day() for one in (*whole, *own)), key=lambda one: (one.day, one.name)
    )


def year_rests_on_estimates(year: int) -> bool:
    """Tell whether days off of the year are estimates, or too few to be all of them."""
    days = CalendarDay.objects.filter(date__year=year)
    off = days.filter(kind=CalendarDay.Kind.OFF).count()
    return off < HOLIDAYS_A_YEAR or days.filter(estimated=True).exists()


def estimated_year_ahead(today: date) -> int | None:
    """Return next year when, from 1 November on, its days off are not official yet."""
    ahead = today.year + 1
    return ahead if today.month >= NOTICE_MONTH and year_rests_on_estimates(ahead) else None


def _special_days() -> Iterable[SpecialDay]:
    for one in CalendarDay.objects.order_by("date"):
        yield one.special_day()


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
