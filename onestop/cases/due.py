"""The clock of a case: lines are added to its ledger, and the due dates follow from them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from onestop.cases.models import Case, ClockEntry
from onestop.clock.calendar import WorkingCalendar
from onestop.clock.deadline import Unit, due_moment
from onestop.clock.ledger import Entry, LedgerState, derive
from onestop.directory.models import User

# Working hours in which a dossier that was filed online is answered (Decree 118/2025
# Art. 17(2)); one that came by post is held to the same.
ANSWER_WITHIN = 8


def ledger_start(case: Case, *, actor: User, now: datetime) -> None:
    """Start the clock with the procedure's processing time of that day as its budget."""
    ClockEntry.objects.create(
        case=case,
        kind=ClockEntry.Kind.START,
        at=now,
        value=case.procedure.processing_value,
        unit=case.procedure.processing_unit,
        actor=actor,
    )


def ledger_add(
    case: Case,
    kind: ClockEntry.Kind,
    *,
    actor: User,
    now: datetime,
    reason: str = "",
    new_due_at: datetime | None = None,
) -> None:
    """Write what else the clock did; `new_due_at` is the new date of `reschedule`."""
    ClockEntry.objects.create(
        case=case,
        kind=kind,
        at=now,
        reason=reason,
        new_due_at=new_due_at,
        # Whether it was late when the pause began is a fact that no later calendar may change.
        due_at_before=case.due_at if kind == ClockEntry.Kind.PAUSE else None,
        actor=actor,
    )


def ledger_state(ledger: Iterable[ClockEntry], calendar: WorkingCalendar) -> LedgerState:
    """Return what follows from the lines of a case's ledger; there is at least a start."""
    return derive(calendar, [_entry(one) for one in ledger])


def due_follow(case: Case, calendar: WorkingCalendar) -> bool:
    """Set the due date that follows from the ledger; tell whether it moved.

    The first date is also kept as `original_due_at`, which never changes. Nothing is saved.
    """
    due_at = ledger_state(case.clock_entries.all(), calendar).due_at
    moved = due_at != case.due_at
    case.due_at = due_at
    case.original_due_at = case.original_due_at or due_at
    return moved


def step_due(
    calendar: WorkingCalendar, shares: Sequence[int], *, due_at: datetime, now: datetime
) -> datetime:
    """Return until when the step with the first of the shares should be done.

    A step gets its share of the working time that is left to it and the steps after it; the last
    one, and any step of a case that is late already, has until the case's own due date.
    """
    begun, end = calendar.elapsed(now), calendar.elapsed(due_at)
    if len(shares) <= 1 or not sum(shares) or end <= begun:
        return due_at
    return calendar.moment_at(begun + (end - begun) * shares[0] // sum(shares))


def answer_due(calendar: WorkingCalendar, filed_at: datetime) -> datetime:
    """Return until when a dossier that was not filed at the counter is to be answered."""
    return due_moment(calendar, filed_at, ANSWER_WITHIN, Unit.WORKING_HOUR)


def _entry(row: ClockEntry) -> Entry:
    return Entry(
        kind=row.kind,
        at=row.at,
        amount=row.value,
        unit=row.unit or None,
        new_due_at=row.new_due_at,
        due_at_before=row.due_at_before,
    )
