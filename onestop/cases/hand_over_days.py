"""By when a dossier must be handed on (Decree 118/2025 Art. 18).

What is ready until 15:00 goes the same working day; what is ready later, or on a day off, goes
first thing the next working day.
"""

from datetime import date, datetime

from onestop.clock.calendar import WorkingCalendar
from onestop.clock.deadline import SAME_DAY_UNTIL


def hand_on_day(calendar: WorkingCalendar, ready_at: datetime) -> date:
    """Return the day on which what is ready at the moment must be handed on."""
    local = calendar.local(ready_at)
    if calendar.is_working_day(local.date()) and local.time() <= SAME_DAY_UNTIL:
        return local.date()
    return calendar.next_working_day(local.date())
