"""Which open cases have other due dates by a calendar than those that are stored. Reading only.

Cases are read as plain rows, a few hundred at a time in three queries, and each office's calendar
is built once.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from onestop.cases.due import answer_due, step_due
from onestop.cases.models import Case, CaseStep, ClockEntry
from onestop.cases.step_clock import warn_moment
from onestop.catalogue.calendars import Calendars
from onestop.clock.calendar import WorkingCalendar
from onestop.clock.ledger import Entry, due_derived

# Cases that are read at a time.
READ_AT_ONCE = 500
# Written once: cases that are being moved wait for it under their locks.
_LATEST = "SELECT case_id, MAX(id) FROM cases_caseevent WHERE case_id IN"


class CaseFacts(NamedTuple):
    """What of a case its due dates follow from, beside ledger and steps."""

    id: int
    office_id: int
    created_at: datetime
    received_at: datetime | None
    due_at: datetime | None


class StepRow(NamedTuple):
    """A step that is not finished."""

    case_id: int
    id: int
    kind: str
    started_at: datetime | None
    finished_at: datetime | None
    due_at: datetime | None
    allotted_at: datetime | None
    allotted_shares: Sequence[int]


class EntryRow(NamedTuple):
    """A line of a ledger."""

    case_id: int
    kind: str
    at: datetime
    value: int | None
    unit: str
    new_due_at: datetime | None
    due_at_before: datetime | None

    def entry(self) -> Entry:
        """Return the line as the clock reads it."""
        return Entry(
            self.kind,
            self.at,
            self.value,
            self.unit or None,
            self.new_due_at,
            self.due_at_before,
        )


@dataclass(frozen=True)
class Dossier:
    """A case as it is read for counting."""

    case: CaseFacts
    ledger: Sequence[Entry]
    steps: Sequence[StepRow]
    # The id of its latest event before it was read: whatever changes a case writes one.
    event_id: int | None


@dataclass(frozen=True)
class Moved:
    """Due dates by the calendar that differ from the stored ones, of the case or of its step.

    `steps` is empty where the date of the running step stays; of opinions several run together.
    """

    case: CaseFacts
    due_at: datetime | None
    event_id: int | None
    steps: tuple[StepRow, ...] = ()
    step_due_at: datetime | None = None
    step_warn_at: datetime | None = None

    @property
    def dates(self) -> tuple[datetime, datetime] | None:
        """Return the date that the citizen was given and the new one; None when it stays."""
        before, after = self.case.due_at, self.due_at
        return (before, after) if before and after and before != after else None


@dataclass(frozen=True)
class Scope:
    """Which open cases may have moved: of an office (None: of all), over these days (None: any)."""

    office_id: int | None = None
    first_day: date | None = None
    last_day: date | None = None

    def filter(self) -> Q:
        """Return the condition. What comes after a due date does not move it."""
        found = Q(closed_at__isnull=True)
        if self.office_id is not None:
            found &= Q(office_id=self.office_id)
        if self.first_day is None or self.last_day is None:
            return found
        begins = _midnight(self.first_day)
        ends = _midnight(self.last_day + timedelta(days=1))
        ran_over = Q(due_at__gte=begins, received_at__lt=ends)
        return found & (ran_over | Q(received_at__isnull=True, created_at__lt=ends))


def batches(scope: Scope, after: int = 0) -> Iterator[list[CaseFacts]]:
    """Yield the open cases of the scope by id, those after `after`, some hundreds at a time."""
    while True:
        rows = Case.objects.filter(scope.filter(), pk__gt=after).order_by("pk")
        found = [CaseFacts(*row) for row in rows.values_list(*CaseFacts._fields)[:READ_AT_ONCE]]
        if not found:
            return
        yield found
        after = found[-1].id


def dossiers(cases: Sequence[CaseFacts]) -> Iterator[Dossier]:
    """Yield the cases with their ledgers and steps, in three queries."""
    ids = [one.id for one in cases]
    latest = latest_events(ids)
    ledgers, steps = defaultdict(list), defaultdict(list)
    entries = ClockEntry.objects.filter(case__in=ids).order_by("id")
    for entry in map(EntryRow._make, entries.values_list(*EntryRow._fields)):
        ledgers[entry.case_id].append(entry.entry())
    unfinished = CaseStep.objects.filter(case__in=ids, finished_at__isnull=True)
    for values in unfinished.order_by("position").values_list(*StepRow._fields):
        step = StepRow._make(values)
        steps[step.case_id].append(step)
    return (Dossier(one, ledgers[one.id], steps[one.id], latest.get(one.id)) for one in cases)


def latest_events(ids: Sequence[int]) -> dict[int, int]:
    """Return the id of the latest event of each case that has any; the cases are not none."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_LATEST} ({', '.join(['%s'] * len(ids))}) GROUP BY case_id", ids)
        return dict(cursor.fetchall())


def moved_among(found: Iterable[Dossier], calendars: Calendars) -> list[Moved]:
    """Return what is stored otherwise than the calendars say, in the order of the dossiers."""
    counted = (moved(one, calendars(one.case.office_id)) for one in found)
    return [one for one in counted if one is not None]


def moved(dossier: Dossier, calendar: WorkingCalendar) -> Moved | None:
    """Return the due dates of an open case by the calendar, or None when they are as stored.

    A dossier that has not been accepted has only the date until which it is to be answered.
    """
    case, running = dossier.case, tuple(one for one in dossier.steps if one.started_at)
    step = running[0] if running else None
    due_at = due_derived(calendar, dossier.ledger) if dossier.ledger else case.due_at
    step_due_at = _step_due(dossier, step, calendar, due_at) if step and step.due_at else None
    step_moves = step is not None and step_due_at is not None and step_due_at != step.due_at
    if due_at == case.due_at and not step_moves:
        return None
    if step is None or step_due_at is None or not step_moves:
        return Moved(case, due_at, dossier.event_id)
    warn_at = _warn_at(step, calendar, step_due_at, due_at)
    return Moved(case, due_at, dossier.event_id, running, step_due_at, warn_at)


def _step_due(
    dossier: Dossier, step: StepRow, calendar: WorkingCalendar, due_at: datetime | None
) -> datetime | None:
    begun = step.allotted_at or step.started_at
    if due_at is None or begun is None:
        return answer_due(calendar, dossier.case.created_at)
    return step_due(calendar, step.allotted_shares, due_at=due_at, now=begun)


def _warn_at(
    step: StepRow, calendar: WorkingCalendar, step_due_at: datetime, due_at: datetime | None
) -> datetime | None:
    """Return from when on the holder is warned; nobody is of what is only to be answered."""
    if due_at is None or step.started_at is None:
        return None
    return warn_moment(calendar, step.started_at, step_due_at)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
