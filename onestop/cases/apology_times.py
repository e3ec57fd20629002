"""When a letter of apology must be out, and when that is made known. Pure.

Decree 118/2025 Art. 19(6): at latest one day before the due date. The day is a calendar day, as the
decree does not say "working day"; so the office hears of it one working day earlier, while there is
still somebody to sign.
"""

from datetime import datetime, time, timedelta

from onestop.clock.calendar import WorkingCalendar

DAY = timedelta(days=1)


def send_by(calendar: WorkingCalendar, due_at: datetime, since: datetime) -> datetime:
    """Return until when the letter must be sent: the midnight in which the due day begins.

    `since`: when the case got this due date. What got it on the due day itself (a same-day
    procedure, a clock that goes on) has no day before: its letter is owed until the due date.
    """
    midnight = _midnight(calendar, due_at)
    return due_at if since >= midnight else midnight


def owed_from(sending: datetime) -> datetime:
    """Return from when a letter that must be sent by the moment is owed: a calendar day before."""
    return sending - DAY


def warned_until(calendar: WorkingCalendar, now: datetime) -> datetime:
    """Return the moment before which due dates fall whose letter is owed now or will soon be.

    Soon: when the next working day has begun. On a Friday that is everything due by Tuesday's end.
    """
    next_day = calendar.next_working_day(calendar.local(now).date())
    return datetime.combine(next_day + 2 * DAY, time(), tzinfo=calendar.tz)


def _midnight(calendar: WorkingCalendar, moment: datetime) -> datetime:
    return datetime.combine(calendar.local(moment).date(), time(), tzinfo=calendar.tz)
