"""Calendars and moments that Hypothesis makes up, and the slow way to count by them.

The slow way goes day by day and stretch by stretch, as one would with a pencil: it shares only
`hours` with what it checks.
"""

from datetime import date, datetime, time, timedelta

from hypothesis import strategies as st

from onestop.clock.calendar import HANOI, Hours, SpecialDay, WorkingCalendar

ONE_DAY = timedelta(days=1)

_HOURS: list[Hours] = [
    ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 30))),
    ((time(7), time(11, 30)), (time(13, 30), time(17))),
    ((time(7, 30), time(11, 30)),),
    ((time(8), time(12)), (time(12), time(16, 0, 30))),
    ((time(0), time(9, 15)), (time(22), time(23, 59, 59, 999_999))),
    (),
]
_FIRST, _LAST = date(2025, 12, 1), date(2026, 3, 31)

weeks = st.tuples(*[st.sampled_from(_HOURS)] * 7).filter(any)
special_days = st.lists(
    st.builds(
        SpecialDay,
        day=st.dates(_FIRST, _LAST),
        working=st.booleans(),
        name=st.sampled_from(["Tết", "Lễ"]),
        estimated=st.booleans(),
    ),
    unique_by=lambda one: one.day,
    max_size=25,
).map(tuple)
# One office's own days: closed, or with hours of their own.
exceptions = st.lists(
    st.builds(
        lambda day, hours: SpecialDay(day, bool(hours), "Riêng", hours=hours or None),
        st.dates(_FIRST, _LAST),
        st.sampled_from(_HOURS),
    ),
    unique_by=lambda one: one.day,
    max_size=8,
).map(tuple)
calendars = st.builds(WorkingCalendar, weeks, special_days, exceptions=exceptions)
days = st.dates(_FIRST - 20 * ONE_DAY, _LAST + 20 * ONE_DAY)
moments = st.datetimes(
    datetime(2025, 11, 10),  # noqa: DTZ001 (the strategy adds the zone)
    datetime(2026, 4, 20),  # noqa: DTZ001 (the strategy adds the zone)
    timezones=st.just(HANOI),
)


def pencil_working_day(calendar: WorkingCalendar, day: date, count: int) -> date:
    """Return the `count`-th working day after the day, going day by day."""
    while count:
        day += ONE_DAY
        count -= bool(calendar.hours(day))
    return day


def pencil_working_time(calendar: WorkingCalendar, start: datetime, end: datetime) -> timedelta:
    """Return the working time between two moments, adding stretch by stretch."""
    total = timedelta()
    day = start.date()
    while day <= end.date():
        for opens, closes in calendar.hours(day):
            total += max(timedelta(), min(closes, end) - max(opens, start))
        day += ONE_DAY
    return total


def pencil_after(calendar: WorkingCalendar, start: datetime, time_needed: timedelta) -> datetime:
    """Return when so much working time after `start` has passed, crossing stretch by stretch."""
    day = start.date()
    while True:
        for opens, closes in calendar.hours(day):
            begins = max(opens, start)
            if begins < closes and time_needed <= closes - begins:
                return begins + time_needed
            time_needed -= max(timedelta(), closes - begins)
        day += ONE_DAY
