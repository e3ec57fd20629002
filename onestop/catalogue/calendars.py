"""The deadline calendars of several offices, each read once."""

from onestop.catalogue.calendar_edits import CalendarEdit
from onestop.catalogue.selectors import deadline_calendar
from onestop.clock.calendar import WorkingCalendar
from onestop.directory.models import Office


class Calendars:
    """Returns the calendar of an office by its id; with an edit, as it would be then."""

    def __init__(self, edit: CalendarEdit | None = None) -> None:
        self._edit = edit
        self._read: dict[int, WorkingCalendar] = {}

    def __call__(self, office_id: int) -> WorkingCalendar:
        """Return the office's calendar; three queries the first time."""
        if office_id not in self._read:
            calendar = deadline_calendar(Office(pk=office_id))
            self._read[office_id] = self._edit.applied(calendar) if self._edit else calendar
        return self._read[office_id]
