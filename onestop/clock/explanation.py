"""The lines that explain which days a term passed over, and what is uncertain about them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import chain

from onestop.clock.calendar import SpecialDay, WorkingCalendar
from onestop.clock.trail import TrailLine, Value

ONE_DAY = timedelta(days=1)

Span = tuple[date, date]


def special_lines(calendar: WorkingCalendar, span: Span) -> list[TrailLine]:
    """Return a line for each stretch of days off, swapped working day and day of other hours.

    They are in order; both ends of the span are included.
    """
    return [_special_line(calendar, first, last) for first, last in _stretches(calendar, span)]


def weekly_rest_lines(calendar: WorkingCalendar, span: Span) -> list[TrailLine]:
    """Return the line that counts the span's days of weekly rest, if it has any."""
    first, last = span
    days = (last - first).days + 1
    worked = calendar.working_days_between(first - ONE_DAY, last)
    special = calendar.special_days_between(first, last)
    count = days - worked - sum(not one.working for one in special)
    if count <= 0:
        return []
    return [TrailLine("weekly-rest", args={"count": count})]


def counted_lines(calendar: WorkingCalendar, span: Span) -> list[TrailLine]:
    """Return what working time passed over in the span, whose first day was worked itself."""
    first, last = span
    rest = weekly_rest_lines(calendar, (first + ONE_DAY, last))
    return [*special_lines(calendar, span), *rest]


def rolled_lines(calendar: WorkingCalendar, last: date, due: date) -> list[TrailLine]:
    """Return why a term whose last day is `last` is due on `due`; nothing when they are one."""
    if last == due:
        return []
    return [TrailLine("rolled", last, {"day": last}), *special_lines(calendar, (last, due))]


def uncertain_lines(calendar: WorkingCalendar, *spans: Span) -> list[TrailLine]:
    """Return a line for each estimated stretch that the spans rest on, and one for unknown years.

    The spans are in order; both ends of each are included.
    """
    stretches = dict.fromkeys(chain.from_iterable(_stretches(calendar, one) for one in spans))
    estimated = [
        TrailLine("estimated", first.day, {"span": (first.day, last.day), "name": first.name})
        for first, last in stretches
        if first.estimated
    ]
    return estimated + _unknown_years(calendar, spans)


def outside_hours_lines(
    calendar: WorkingCalendar, received_at: datetime, counted_from: datetime
) -> list[TrailLine]:
    """Return what is to be said when reception counts from a later opening."""
    if counted_from == received_at:
        return []
    passed = (calendar.local(received_at).date(), counted_from.date() - ONE_DAY)
    return [TrailLine("outside-hours", counted_from), *special_lines(calendar, passed)]


def _special_line(calendar: WorkingCalendar, first: SpecialDay, last: SpecialDay) -> TrailLine:
    if not first.working:
        span = (first.day, last.day)
        return TrailLine("days-off", first.day, {"span": span, "name": first.name})
    told: dict[str, Value] = {"day": first.day, "name": first.name}
    if not calendar.works_on(first.day):
        return TrailLine("swapped-day", first.day, told)
    stretches = [f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in calendar.hours(first.day)]
    return TrailLine("other-hours", first.day, {**told, "hours": ", ".join(stretches)})


def _stretches(calendar: WorkingCalendar, span: Span) -> Iterator[tuple[SpecialDay, SpecialDay]]:
    """Yield first and last day of each run of days off under one name, and each swapped day.

    Days of weekly rest inside a run do not break it.
    """
    days = calendar.special_days_between(*span)
    first = 0
    for index, one in enumerate(days):
        following = days[index + 1] if index + 1 < len(days) else None
        if following is None or not _joined(calendar, one, following):
            yield days[first], one
            first = index + 1


def _joined(calendar: WorkingCalendar, one: SpecialDay, following: SpecialDay) -> bool:
    alike = (one.working, one.name, one.estimated) == (False, following.name, following.estimated)
    return (
        alike
        and not following.working
        and not calendar.working_days_between(one.day, following.day)
    )


def _unknown_years(calendar: WorkingCalendar, spans: tuple[Span, ...]) -> list[TrailLine]:
    touched = {year for first, last in spans for year in range(first.year, last.year + 1)}
    years = sorted(touched - calendar.known_years)
    if not years:
        return []
    said = f"{years[0]}" if len(years) == 1 else f"{years[0]}–{years[-1]}"
    return [TrailLine("beyond-calendar", date(years[0], 1, 1), {"years": said})]
