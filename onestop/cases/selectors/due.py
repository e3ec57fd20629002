"""Which cases are late and which will soon be, for the supervisor's board."""

from datetime import datetime

from django.db.models import F, Q

from onestop.cases.models import Case
from onestop.cases.selectors.rows import CaseRow, loaded, rows_of
from onestop.catalogue.selectors import deadline_calendar
from onestop.clock.deadline import Unit, deadline
from onestop.directory.models import Office

WITHIN = 8  # working hours: a day
LONGEST = 200

# The clock runs, or the case was late before it was paused.
COUNTING = Q(paused_since=None) | Q(due_at__lt=F("paused_since"))


def late_filter(now: datetime) -> Q:
    """Return the condition of open cases that are late at `now`."""
    return Q(closed_at__isnull=True, due_at__lt=now) & COUNTING


def on_time_filter(now: datetime) -> Q:
    """Return the opposite of `late_filter`, written so that no NULL is lost."""
    ended_or_undated = Q(closed_at__isnull=False) | Q(due_at__isnull=True)
    return ended_or_undated | Q(due_at__gte=now) | Q(due_at__gte=F("paused_since"))


def due_filter(until: datetime) -> Q:
    """Return the condition of open cases that are late or fall due until the moment.

    Its form is that of the partial index on open cases by office and due date.
    """
    return Q(closed_at__isnull=True, due_at__lte=until) & COUNTING


def cases_due(
    office: Office, now: datetime, *, within: int = WITHIN, limit: int = LONGEST
) -> list[CaseRow]:
    """Return what is late and what falls due within so many working hours, longest late first."""
    calendar = deadline_calendar(office)
    until = deadline(calendar, now, within, Unit.WORKING_HOUR).due_at
    cases = Case.objects.filter(due_filter(until), office=office).order_by("due_at", "id")
    return rows_of(loaded(cases)[:limit], now, {office.pk: calendar})
