"""How much working time is left, or over, in days of 8 hours."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from onestop.clock.calendar import TICK, WorkingCalendar
from onestop.clock.trail import WORKING_DAY, Translate, gettext_noop, working_time_said

_SENTENCES: Mapping[bool, str] = {
    False: gettext_noop("còn {time}"),
    True: gettext_noop("quá hạn {time}"),
}


@dataclass(frozen=True)
class Remaining:
    """Working time until a due date, or since it when `late`: days of 8 hours, hours, minutes.

    Whole minutes, rounded down. `late` with no time at all: the due date has passed, but no work
    has been missed yet (the evening after it).
    """

    days: int
    hours: int
    minutes: int
    late: bool

    def said(self, translate: Translate = gettext_noop) -> str:
        """Return it in words: "còn 1 ngày 3 giờ", "quá hạn 20 phút"."""
        time = self.days * WORKING_DAY + timedelta(hours=self.hours, minutes=self.minutes)
        said = working_time_said(time, translate)
        return translate(_SENTENCES[self.late]).format(time=said)


def working_time_between(calendar: WorkingCalendar, start: datetime, end: datetime) -> timedelta:
    """Return the working time from `start` to `end`, to the microsecond; negative backwards."""
    return (calendar.elapsed(end) - calendar.elapsed(start)) * TICK


def remaining(calendar: WorkingCalendar, now: datetime, due_at: datetime) -> Remaining:
    """Return what is left at `now` of the time until `due_at`, or by how much it is late.

    A due date is kept up to and including its moment.
    """
    days, rest = divmod(abs(working_time_between(calendar, now, due_at)), WORKING_DAY)
    hours, rest = divmod(rest, timedelta(hours=1))
    return Remaining(days, hours, rest // timedelta(minutes=1), late=now > due_at)
