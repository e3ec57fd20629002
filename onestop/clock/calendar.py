"""The calendar by which deadlines are counted: weekly hours, days off, swapped working days."""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cached_property
from itertools import pairwise
from zoneinfo import ZoneInfo

from onestop.clock.staircase import Staircase

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")

# One weekday's stretches of work, in order: ((07:30, 11:30), (13:30, 17:30)); () is a day of rest.
Hours = tuple[tuple[time, time], ...]

# Labour Code 2019 Art. 112 gives 11 days off a year (12 from 2026, Resolution 28/2026/QH16), and
# Art. 111(3) moves those that fall on a rest day to a working day: a year with fewer days off on
# working days has not been entered in full.
HOLIDAYS_A_YEAR = 11

TICK = timedelta(microseconds=1)


@dataclass(frozen=True)
class SpecialDay:
    """A day that differs from its weekday: off, working although the weekday rests, other hours.

    `name` is what a clerk would call it. `estimated`: no official notice has set it yet. `hours`
    are those of a working day that has hours of its own; None: a full day. Raises `ValueError`
    for hours out of order and for a day off that has some.
    """

    day: date
    working: bool
    name: str
    estimated: bool = False
    hours: Hours | None = None

    def __post_init__(self) -> None:
        if self.hours is not None and (not self.working or not self.hours):
            raise ValueError("A working day has hours, a day off has none.")
        if not _in_order(self.hours or ()):
            raise ValueError(_OUT_OF_ORDER)


@dataclass(frozen=True)
class WorkingCalendar:
    """Working time in one time zone. Every moment that comes in or goes out is aware.

    `week` holds the hours of Monday to Sunday. `special_days` are the country's, `exceptions` those
    of one office, which come before them on the same date. A swapped working day has the hours of
    the longest weekday, because it stands in for a full day. Raises `ValueError` when the hours
    are out of order or missing altogether, or when a date is special or excepted twice.
    """

    week: tuple[Hours, ...]
    special_days: tuple[SpecialDay, ...] = ()
    tz: tzinfo = HANOI
    exceptions: tuple[SpecialDay, ...] = ()

    def __post_init__(self) -> None:
        if len(self.week) != len(_WEEKDAYS) or not any(self.week):
            raise ValueError("A week has seven days, one of them with working hours.")
        if not all(_in_order(hours) for hours in self.week):
            raise ValueError(_OUT_OF_ORDER)
        for days in (self.special_days, self.exceptions):
            if len({one.day for one in days}) < len(days):
                raise ValueError("A date is special, or excepted, at most once.")

    # Days

    def is_working_day(self, day: date) -> bool:
        """Tell whether the day has working hours."""
        return bool(self._hours(day))

    def next_working_day(self, day: date) -> date:
        """Return the first working day after this one."""
        return self.add_working_days(day, 1)

    def working_day_from(self, day: date) -> date:
        """Return the day itself if it is a working day, else the next one (Civil Code Art. 148)."""
        return self.next_working_day(day - timedelta(days=1))

    def add_working_days(self, day: date, count: int) -> date:
        """Return the `count`-th working day after the day, which itself is not counted."""
        wanted = self._days.through(day.toordinal()) + count
        return date.fromordinal(self._days.first_reaching(wanted))

    def working_days_between(self, first: date, last: date) -> int:
        """Return how many working days come after `first`, up to and including `last`."""
        return self._days.through(last.toordinal()) - self._days.through(first.toordinal())

    # Hours

    def hours(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """Return the day's stretches of work in order; none on a day of rest."""
        drawn = self._drawn.get(day)
        if drawn is None:
            drawn = self._drawn[day] = tuple(
                (self._at(day, opens), self._at(day, closes)) for opens, closes in self._hours(day)
            )
        return drawn

    def closing(self, day: date) -> datetime:
        """Return when work ends on the day; raises `ValueError` on a day of rest."""
        hours = self.hours(day)
        if not hours:
            raise ValueError(f"{day} is no working day.")
        return hours[-1][1]

    def counted_from(self, moment: datetime) -> datetime:
        """Return the moment itself within working hours, else the next opening.

        The moment of closing still belongs to the hours that it ends.
        """
        local = self.local(moment)
        for opens, closes in self.hours(local.date()):
            if local <= closes:
                return max(local, opens)
        return self.hours(self.next_working_day(local.date()))[0][0]

    def elapsed(self, moment: datetime) -> int:
        """Return the working time up to the moment in ticks; only differences mean something."""
        local = self.local(moment)
        before = self._time.through(local.toordinal() - 1)
        return before + sum(
            max(0, (min(local, closes) - opens) // TICK)
            for opens, closes in self.hours(local.date())
        )

    def moment_at(self, elapsed: int) -> datetime:
        """Return the first moment up to which so much working time has passed.

        It is never an opening: the closing before it comes first.
        """
        ordinal = self._time.first_reaching(elapsed)
        rest = (elapsed - self._time.through(ordinal - 1)) * TICK
        for opens, closes in self.hours(date.fromordinal(ordinal)):
            if rest <= closes - opens:
                return opens + rest
            rest -= closes - opens
        raise AssertionError(elapsed)  # the day was chosen because its hours reach so far

    def local(self, moment: datetime) -> datetime:
        """Return the moment on this calendar's clock; raises `ValueError` without a time zone."""
        if moment.tzinfo is None:
            raise ValueError("A moment needs a time zone.")
        return moment.astimezone(self.tz)

    # What is known

    def works_on(self, day: date) -> bool:
        """Tell whether the day's weekday works, whatever is special about the day."""
        return bool(self.week[day.weekday()])

    def special_days_between(self, first: date, last: date) -> tuple[SpecialDay, ...]:
        """Return the special days from `first` to `last`, both included, that change something."""
        start = bisect_left(self._changes, first, key=_day_of)
        return self._changes[
            start : bisect_left(self._changes, last + timedelta(days=1), key=_day_of)
        ]

    @cached_property
    def known_years(self) -> frozenset[int]:
        """Return the years whose days off have been entered in full, estimated ones included."""
        days_off = Counter(one.day.year for one in self.special_days if not one.working)
        return frozenset(year for year, count in days_off.items() if count >= HOLIDAYS_A_YEAR)

    @cached_property
    def _changes(self) -> tuple[SpecialDay, ...]:
        by_date = {one.day: one for one in (*self.special_days, *self.exceptions)}
        changing = (one for one in by_date.values() if one.working or self.works_on(one.day))
        return tuple(sorted(changing, key=_day_of))

    @cached_property
    def _special_hours(self) -> dict[date, Hours]:
        full_day = max(self.week, key=_ticks)
        return {one.day: (one.hours or full_day) if one.working else () for one in self._changes}

    @cached_property
    def _drawn(self) -> dict[date, tuple[tuple[datetime, datetime], ...]]:
        """Return the hours of the days that were asked for: whoever counts many asks again."""
        return {}

    @cached_property
    def _days(self) -> Staircase:
        return Staircase(
            [bool(hours) for hours in self.week],
            {day.toordinal(): bool(hours) for day, hours in self._special_hours.items()},
        )

    @cached_property
    def _time(self) -> Staircase:
        return Staircase(
            [_ticks(hours) for hours in self.week],
            {day.toordinal(): _ticks(hours) for day, hours in self._special_hours.items()},
        )

    def _hours(self, day: date) -> Hours:
        return self._special_hours.get(day, self.week[day.weekday()])

    def _at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, tzinfo=self.tz)


_WEEKDAYS = range(7)
_OUT_OF_ORDER = "Hours of a day end after they begin and do not overlap."


def _day_of(special: SpecialDay) -> date:
    return special.day


def _in_order(hours: Hours) -> bool:
    forward = all(opens < closes for opens, closes in hours)
    return forward and all(before[1] <= after[0] for before, after in pairwise(hours))


def _ticks(hours: Hours) -> int:
    return sum(
        (_since_midnight(closes) - _since_midnight(opens)) // TICK for opens, closes in hours
    )


def _since_midnight(clock: time) -> timedelta:
    return timedelta(
        hours=clock.hour,
        minutes=clock.minute,
        seconds=clock.second,
        microseconds=clock.microsecond,
    )
