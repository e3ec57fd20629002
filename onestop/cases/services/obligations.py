"""That a letter of apology is owed: opened, made urgent, missed and closed, by the clock.

A round may run in several processes at once: each claims its cases by the row, and a constraint
stands behind it. Every write happens while the case's row is locked.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, Prefetch, Q, QuerySet

from onestop.cases.apology_times import DAY, owed_from, send_by, warned_until
from onestop.cases.events import event_record, told
from onestop.cases.lifecycle import ApologyState
from onestop.cases.models import Apology, ApologyObligation, Case, CaseEvent, CaseStep
from onestop.cases.states import CaseState
from onestop.catalogue.selectors import deadline_calendar
from onestop.clock.calendar import WorkingCalendar
from onestop.directory.models import Office

# Cases of one transaction, and transactions of one round for each thing to do: what is left
# comes in the next round, and nobody else's write waits long.
AT_ONCE = 25
BATCHES = 40

Outcome = ApologyObligation.Outcome
RUNNING_STEP = CaseStep.objects.filter(started_at__isnull=False, finished_at__isnull=True)
OPEN = Q(closed_at__isnull=True)
# Written here; nothing about the case itself has changed.
OWN_EVENTS = frozenset(f"apology.{stage}" for stage in ApologyObligation.Stage)


def apology_obligations_round(now: datetime) -> int:
    """Close what is no longer owed, open what will be, tell what is owed and what was missed.

    Returns how many obligations were touched; a second round at the same moment touches none.
    """
    touched = _each(_unfounded(), lambda one, case: _close(one, case, now))
    for office in Office.objects.order_by("pk"):
        touched += _open_office(office, now)
    touched += _each(_to_owe(now), lambda one, case: _advance(one, case, now))
    return touched + _each(_to_miss(now), lambda one, case: _advance(one, case, now))


def obligations_follow(events: Sequence[CaseEvent]) -> None:
    """Let the cases' open obligations follow what happened to them; their rows are locked.

    One closes when nothing is owed any more; until it is missed, its step and holder are the
    case's.
    """
    cases = {one.case_id: one for one in events if one.kind not in OWN_EVENTS}
    for obligation in ApologyObligation.objects.filter(OPEN, case__in=cases):
        event = cases[obligation.case_id]
        if _outcome(obligation, event.case):
            _close(obligation, event.case, event.at)
        elif obligation.missed_at is None:
            _locate(obligation, event.case)
            obligation.save(update_fields=["step", "agency", "holder"])


def obligation_meet(apology: Apology, now: datetime) -> None:
    """Close the obligation that the letter meets, its case's row locked, before the date moves.

    A letter that comes too late is recorded as that, also where the clock had not noticed yet.
    """
    case = apology.case
    one = _open_of(case) or _opened_late(case, now)
    if one is not None:
        _advance(one, case, now)
        one.apology = apology
        _end(one, Outcome.SENT, now)


# What there is to do


def _to_open(office: Office, until: datetime) -> QuerySet[Case]:
    """Return the office's running cases due before the moment without obligation or letter."""
    running = Case.objects.filter(
        office=office,
        closed_at__isnull=True,
        due_at__lt=until,
        paused_since=None,
        state__in=[CaseState.RECEIVED, CaseState.PROCESSING],
    )
    sent = Apology.objects.filter(
        case=OuterRef("pk"), state=ApologyState.SENT, due_at_before=OuterRef("due_at")
    )
    opened = ApologyObligation.objects.filter(OPEN, case=OuterRef("pk"))
    return running.filter(~Exists(opened), ~Exists(sent)).order_by("due_at", "id")


def _to_owe(now: datetime) -> QuerySet[ApologyObligation]:
    waiting = ApologyObligation.objects.filter(OPEN, owed_at__isnull=True)
    return waiting.filter(send_by__lte=now + DAY).order_by("send_by")


def _to_miss(now: datetime) -> QuerySet[ApologyObligation]:
    waiting = ApologyObligation.objects.filter(OPEN, missed_at__isnull=True)
    return waiting.filter(send_by__lte=now).order_by("send_by")


def _unfounded() -> QuerySet[ApologyObligation]:
    """Return the open ones whose case owes nothing any more: it ended, pauses, or moved its date.

    A case that was late before it paused stays late (`_outcome` says the same of one).
    """
    ended = Q(case__closed_at__isnull=False) | Q(case__paused_since__lte=F("case__due_at"))
    return ApologyObligation.objects.filter(OPEN).filter(ended | ~Q(case__due_at=F("due_at")))


# Doing it, some at a time


def _each(
    wanted: QuerySet[ApologyObligation], act: Callable[[ApologyObligation, Case], None]
) -> int:
    """Do it to each that is wanted, in batches; return to how many it was done."""
    done = 0
    for _batch in range(BATCHES):
        ids = list(wanted.values_list("case_id", flat=True)[:AT_ONCE])
        acted = _batch_do(wanted, ids, act) if ids else 0
        done += acted
        if not acted or len(ids) < AT_ONCE:
            break
    return done


def _batch_do(
    wanted: QuerySet[ApologyObligation],
    case_ids: Collection[int],
    act: Callable[[ApologyObligation, Case], None],
) -> int:
    with transaction.atomic():
        cases = _claimed(case_ids)
        rows = list(wanted.filter(case__in=list(cases)))  # as it is now that they are locked
        for one in rows:
            act(one, cases[one.case_id])
    return len(rows)


def _open_office(office: Office, now: datetime) -> int:
    """Open what the office's cases will soon owe; return how many."""
    calendar = deadline_calendar(office)
    wanted, opened = _to_open(office, warned_until(calendar, now)), 0
    for _batch in range(BATCHES):
        ids = list(wanted.values_list("pk", flat=True)[:AT_ONCE])
        new = _batch_open(wanted, ids, calendar, now) if ids else 0
        opened += new
        if not new or len(ids) < AT_ONCE:
            break
    return opened


def _batch_open(
    wanted: QuerySet[Case], case_ids: Collection[int], calendar: WorkingCalendar, now: datetime
) -> int:
    with transaction.atomic():
        claimed = _claimed(case_ids)
        still = set(wanted.filter(pk__in=list(claimed)).values_list("pk", flat=True))
        for case_id in still:
            _open(claimed[case_id], calendar, now)
    return len(still)


def _claimed(case_ids: Collection[int]) -> Mapping[int, Case]:
    """Return the cases that nobody else has in hand, locked until the transaction ends."""
    rows = Case.objects.filter(pk__in=list(case_ids)).select_related("office", "agency")
    free = rows.select_for_update(of=("self",), skip_locked=True).order_by("pk")
    located = free.prefetch_related(Prefetch("steps", RUNNING_STEP, to_attr="running_steps"))
    return {case.pk: case for case in located}


# One obligation, its case's row locked


def _open_of(case: Case) -> ApologyObligation | None:
    return ApologyObligation.objects.filter(OPEN, case=case).first()


def _opened_late(case: Case, now: datetime) -> ApologyObligation | None:
    """Open what the clock has not opened although it is due; None for a case that has time."""
    calendar = deadline_calendar(case.office)
    wanted = _to_open(case.office, warned_until(calendar, now)).filter(pk=case.pk)
    return _open(case, calendar, now) if wanted.exists() else None


def _open(case: Case, calendar: WorkingCalendar, now: datetime) -> ApologyObligation:
    """Open the obligation for the case's due date, at the stage that it has reached already."""
    due_at = case.due_at or now  # one that is wanted has a due date
    since = case.clock_entries.aggregate(since=Max("at"))["since"] or now
    one = ApologyObligation(
        case=case,
        office=case.office,
        due_at=due_at,
        send_by=send_by(calendar, due_at, since),
        warned_at=now,
    )
    _locate(one, case)
    _reach(one, now)
    one.save()
    _record(one, case, now)
    return one


def _advance(one: ApologyObligation, case: Case, now: datetime) -> None:
    """Bring it to the stage of the moment; what it has reached already changes nothing."""
    before = one.stage
    _reach(one, now)
    if one.stage != before:
        one.save()
        _record(one, case, now)


def _reach(one: ApologyObligation, now: datetime) -> None:
    if one.owed_at is None and now >= owed_from(one.send_by):
        one.owed_at = now
    if one.missed_at is None and now >= one.send_by:
        one.missed_at = one.send_by


def _locate(one: ApologyObligation, case: Case) -> None:
    """Name the step that holds the case, its agency and who holds it."""
    steps: list[CaseStep] | None = getattr(case, "running_steps", None)
    step = next(iter(RUNNING_STEP.filter(case=case) if steps is None else steps), None)
    one.step = step
    one.holder_id = step.holder_id if step else None
    one.agency_id = step.agency_id if step else case.agency_id


def _outcome(one: ApologyObligation, case: Case) -> str | None:
    """Return why the case owes nothing any more; None while it does (`_unfounded` finds them)."""
    if case.closed_at is not None:
        return Outcome.IN_TIME if case.closed_at <= one.due_at else Outcome.LATE
    if case.due_at != one.due_at:
        return Outcome.MOVED
    paused = case.paused_since is not None and case.paused_since <= one.due_at
    return Outcome.PAUSED if paused else None


def _close(one: ApologyObligation, case: Case, now: datetime) -> None:
    """Close it; what was missed between two rounds is recorded first, at the step it was at."""
    _advance(one, case, case.closed_at or case.paused_since or now)
    _end(one, _outcome(one, case) or Outcome.MOVED, now)


def _end(one: ApologyObligation, outcome: str, now: datetime) -> None:
    one.closed_at, one.outcome = now, outcome
    one.save()


def _record(one: ApologyObligation, case: Case, now: datetime) -> None:
    """Write the event that tells of the stage: who answers for it, until when."""
    data = {"due_at": told(one.due_at), "send_by": told(one.send_by), "agency": one.agency_id}
    if one.step is not None:
        data["step"] = one.step.position
    if one.holder_id is not None:
        data["holder"] = one.holder_id
    event_record(
        case, f"apology.{one.stage}", actor=None, now=now, from_state=case.state, data=data
    )
