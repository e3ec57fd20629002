"""The times that the law sets beside the due date, each derived from when it begins. Pure.

Sources: Decree 118/2025 Art. 17(2) (what came in online), 19(5) (supplements), 23 (errors).
"""

from datetime import datetime, timedelta

from onestop.clock.calendar import WorkingCalendar
from onestop.clock.deadline import Unit, due_moment

# Hours on the clock, not working hours: the reception is alerted to what came in online.
ALERT_AFTER = timedelta(hours=2)
# Working hours within which an online dossier is answered; one that came by post is held to the
# same.
ANSWER_WITHIN = 8
# Working days from reception within which something may be asked for while it is processed.
SUPPLEMENT_WITHIN = 3
# Days (not working days) after which a dossier that was not completed is closed.
CLOSE_AFTER = 15
# Working days within which an error in a result that was returned is corrected.
CORRECT_WITHIN = 3


def answer_by(calendar: WorkingCalendar, registered_at: datetime) -> datetime:
    """Return until when what was filed online is accepted, refused or asked to be completed."""
    return due_moment(calendar, registered_at, ANSWER_WITHIN, Unit.WORKING_HOUR)


def supplement_by(calendar: WorkingCalendar, received_at: datetime) -> datetime:
    """Return until when a supplement may be asked for: the close of the third working day."""
    return due_moment(calendar, received_at, SUPPLEMENT_WITHIN, Unit.WORKING_DAY)


def closes_at(calendar: WorkingCalendar, asked_at: datetime) -> datetime:
    """Return when a dossier is closed that has not been completed.

    The day of the request is not counted; the last day, or the working day after it, ends at
    midnight (Civil Code 2015 Art. 147 and 148).
    """
    last = due_moment(calendar, asked_at, CLOSE_AFTER, Unit.CALENDAR_DAY)
    midnight = calendar.local(last).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(days=1)


def correct_by(calendar: WorkingCalendar, found_at: datetime) -> datetime:
    """Return until when an error that was found in a returned result is corrected."""
    return due_moment(calendar, found_at, CORRECT_WITHIN, Unit.WORKING_DAY)
