"""After an edit of the deadline calendar: every open case is counted anew, and each move recorded.

Cases are compared without a lock, some hundreds at a time. Those that move are locked a few at a
time and written, after another look at those that somebody has changed meanwhile; how many is
chosen so that no lock is held for long. Whatever is interrupted is taken up again, and what has
moved already does not move twice.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from onestop.cases.access import ensure_moves_seen
from onestop.cases.events import events_record, told
from onestop.cases.models import (
    Case,
    CaseEvent,
    CaseStep,
    ClockEntry,
    DueMove,
    Opinion,
    Recomputation,
)
from onestop.cases.models.opinions import OPEN
from onestop.cases.recomputing import (
    CaseFacts,
    Dossier,
    Moved,
    Scope,
    batches,
    dossiers,
    latest_events,
    moved_among,
)
from onestop.catalogue.calendars import Calendars
from onestop.catalogue.causes import CalendarCause
from onestop.catalogue.models import ProcedureStep
from onestop.directory.models import Office, User
from onestop.directory.refusals import BadInput
from onestop.directory.selectors import stood_in_for

EVENT = "due.recomputed"

# Seconds for which a few cases are locked together: well under the 50 ms that nobody notices.
LOCK_AIM = 0.015
# Fewer would cost more in all than they spare each; more could last too long on a busy machine.
LEAST_AT_ONCE, MOST_AT_ONCE = 4, 10
# A change of a case that read the calendar just before it was edited has ended by then.
SETTLED = timedelta(seconds=2)
# Who has not been heard of for so long works no more: another takes up what was left.
LEASE = timedelta(seconds=60)
# Seconds of work at a time, where other chores wait their turn.
SLICE = 2.0
# Moves that may be marked as told at once.
MOST_TOLD = 500


@dataclass
class Recomputed:
    """What a run did: cases looked at, due dates moved, and the longest lock in seconds."""

    checked: int = 0
    moved: int = 0
    steps_moved: int = 0
    longest_lock: float = 0.0
    finished: bool = False


@dataclass
class _Pace:
    """How many cases are locked at once: fewer after a lock that was held long."""

    size: int = LEAST_AT_ONCE
    longest: float = 0.0

    def took(self, seconds: float) -> None:
        """Learn from a lock."""
        self.longest = max(self.longest, seconds)
        if seconds > LOCK_AIM:
            self.size = max(LEAST_AT_ONCE, self.size // 2)
        elif seconds < LOCK_AIM / 2:
            self.size = min(MOST_AT_ONCE, self.size + 1)


@dataclass
class _Run:
    """A run: what is worked off, with each office's calendar read once."""

    recomputation: Recomputation
    now: datetime
    stop: Callable[[], bool]
    calendars: Calendars = field(default_factory=Calendars)
    pace: _Pace = field(default_factory=_Pace)
    done: Recomputed = field(default_factory=Recomputed)
    begun: float = field(default_factory=time.monotonic)

    def scope(self) -> Scope:
        """Return which cases are looked at."""
        one = self.recomputation
        return Scope(one.office_id, one.first_day, one.last_day)

    def work(self) -> Recomputed:
        """Go through the cases from where it was left until the end or until it is stopped."""
        self._say(worked_at=self.now)
        for cases in batches(self.scope(), self.recomputation.last_case_id):
            moving = moved_among(dossiers(cases), self.calendars)
            if not self._moved_all(moving):
                self._say(worked_at=None)
                return self.done
            self._note(cases)
        self._say(finished_at=self.now)
        self.done.finished = True
        return self.done

    def _moved_all(self, moving: list[Moved]) -> bool:
        """Move the cases, a few at a time; tell whether there was time for all."""
        while moving:
            if self.stop():
                return False
            some, moving = moving[: self.pace.size], moving[self.pace.size :]
            for one in self._move(some, skip_busy=True):
                # Somebody works on it: wait for it, and hold nothing meanwhile.
                self._move([one], skip_busy=False)
        return not self.stop()

    def _move(self, moving: Sequence[Moved], *, skip_busy: bool) -> list[Moved]:
        """Lock the cases and move them; return those that are busy."""
        with transaction.atomic():
            begun = time.monotonic()
            rows = Case.objects.select_for_update(skip_locked=skip_busy, no_key=True)
            cases = {one.pk: one for one in rows.filter(pk__in=[one.case.id for one in moving])}
            begun = begun if skip_busy else time.monotonic()
            held = [one for one in moving if one.case.id in cases]
            moved = self._still(held, cases) if held else []
            _store(moved, cases, self.recomputation, self.now)
        self._count(moved, time.monotonic() - begun)
        return [one for one in moving if one.case.id not in cases] if skip_busy else []

    def _still(self, moving: Sequence[Moved], cases: Mapping[int, Case]) -> list[Moved]:
        """Return what still moves of locked cases: those that were changed are read again."""
        latest = latest_events([one.case.id for one in moving])
        stale = [one for one in moving if latest.get(one.case.id) != one.event_id]
        again = [cases[one.case.id] for one in stale]
        fresh = moved_among(_read_again(again), self.calendars) if again else []
        return [one for one in moving if one not in stale] + fresh

    def _count(self, moved: Sequence[Moved], seconds: float) -> None:
        self.pace.took(seconds)
        self.done.longest_lock = self.pace.longest
        self.done.moved += sum(one.dates is not None for one in moved)
        self.done.steps_moved += sum(bool(one.steps) for one in moved)

    def _note(self, cases: Sequence[CaseFacts]) -> None:
        """Note how far it has come, unless another process has come further."""
        self.done.checked += len(cases)
        Recomputation.objects.filter(
            pk=self.recomputation.pk, last_case_id__lt=cases[-1].id
        ).update(last_case_id=cases[-1].id, checked=F("checked") + len(cases))
        self._say(worked_at=self.now + timedelta(seconds=time.monotonic() - self.begun))

    def _say(self, **facts: datetime | None) -> None:
        """Store how it stands with what is worked off, unless it has been finished already."""
        Recomputation.objects.filter(pk=self.recomputation.pk, finished_at=None).update(**facts)


def recomputation_ask(
    *,
    office: Office | None,
    cause: CalendarCause,
    name: str = "",
    days: Sequence[date] = (),
    actor: User | None,
    now: datetime,
) -> Recomputation:
    """Order that open cases be counted anew; inside the transaction that edits the calendar."""
    return Recomputation.objects.create(
        office=office,
        cause=cause,
        name=name,
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        actor=actor,
        asked_at=now,
    )


def deadlines_recompute(
    *, recomputation: Recomputation, now: datetime, stop: Callable[[], bool] = lambda: False
) -> Recomputed:
    """Count the open cases anew, from where it was left, and record each that moves.

    `stop` is asked between two locks. Calling it again changes nothing more.
    """
    return _Run(recomputation, now, stop).work()


def recomputations_work_off(*, now: datetime, seconds: float = SLICE) -> None:
    """Work off what has been ordered, oldest first, for about so many seconds.

    What another process works on is left to it.
    """
    end = time.monotonic() + seconds
    free = Q(worked_at=None) | Q(worked_at__lt=now - LEASE)
    waiting = Recomputation.objects.filter(free, finished_at=None, asked_at__lte=now - SETTLED)
    for one in waiting.order_by("id").iterator():
        if not Recomputation.objects.filter(free, pk=one.pk).update(worked_at=now):
            continue
        deadlines_recompute(recomputation=one, now=now, stop=lambda: time.monotonic() > end)
        if time.monotonic() > end:
            return


def case_catch_up(case: Case, *, now: datetime) -> None:
    """Count a locked case anew if an edit of the calendar has not reached it yet.

    Whatever changes a case does this first, so that the edit's move stands by itself.
    """
    cases_catch_up([case], now=now)


def cases_catch_up(cases: Sequence[Case], *, now: datetime) -> None:
    """Do for several locked cases what `case_catch_up` does for one."""
    about = Q(office=None) | Q(office__in={one.office_id for one in cases})
    waiting = Recomputation.objects.filter(about, finished_at__isnull=True).order_by("pk")
    edits = {one.office_id: one for one in waiting}
    for case in cases if edits else ():
        found = [edits[one] for one in (None, case.office_id) if one in edits]
        if found and case.closed_at is None:
            moved = moved_among(_read_again([case]), Calendars())
            _store(moved, {case.pk: case}, max(found, key=attrgetter("pk")), now)


@transaction.atomic
def due_moves_mark_told(
    *, recomputation: Recomputation, move_ids: Sequence[int], actor: User, now: datetime
) -> int:
    """Note that the citizens of these moves have been told; return how many were not before.

    Raises `NotAllowed`, and `BadInput` when none or too many are named.
    """
    if not 1 <= len(move_ids) <= MOST_TOLD:
        raise BadInput.field("move", _("Hãy chọn hồ sơ đã báo cho người nộp."))
    offices = ensure_moves_seen(actor, recomputation)
    moves = DueMove.objects.filter(
        recomputation=recomputation, pk__in=move_ids, told_at=None, case__office__in=offices
    )
    cases = [one.case for one in moves.select_related("case").select_for_update(of=("self",))]
    count = moves.update(told_at=now, told_by=actor)
    events_record(
        [_event(one, "due.told", {"recomputation": recomputation.pk}, actor, now) for one in cases]
    )
    return count


def _read_again(cases: Iterable[Case]) -> Iterable[Dossier]:
    return dossiers(
        [
            CaseFacts(one.pk, one.office_id, one.created_at, one.received_at, one.due_at)
            for one in cases
            if one.closed_at is None
        ]
    )


def _store(
    moved: Sequence[Moved], cases: Mapping[int, Case], recomputation: Recomputation, now: datetime
) -> None:
    """Give locked cases the due dates that the calendars say, with ledger, history and list."""
    if not moved:
        return
    moves = [
        DueMove(
            recomputation=recomputation,
            case=cases[one.case.id],
            at=now,
            due_at_before=dates[0],
            due_at=dates[1],
        )
        for one in moved
        if (dates := one.dates)
    ]
    for move in moves:
        move.case.due_at = move.due_at
    _store_by_id(Case, ["due_at"], [(one.due_at, one.case_id) for one in moves])
    _steps_store(moved)
    ClockEntry.objects.bulk_create(_entry(one, recomputation) for one in moves)
    DueMove.objects.bulk_create(moves)
    events_record([_moved_event(one, cases[one.case.id], recomputation, now) for one in moved])


def _steps_store(moved: Sequence[Moved]) -> None:
    """Store the dates of the running steps; what a workflow asks for is due with its step."""
    dates = [(one.step_due_at, one.step_warn_at, step.id) for one in moved for step in one.steps]
    _store_by_id(CaseStep, ["due_at", "warn_at"], dates)
    for one in moved:
        asked = [step.id for step in one.steps if step.kind == ProcedureStep.Kind.OPINION]
        if asked:
            Opinion.objects.filter(OPEN, step__in=asked).update(due_at=one.step_due_at)


def _store_by_id(
    model: type[Case | CaseStep], columns: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Store times by id; in one statement, for the rows are locked meanwhile."""
    adapt = connection.ops.adapt_datetimefield_value
    adapted = [(*map(adapt, times), pk) for *times, pk in rows]
    if adapted:
        changes = ", ".join(f"{one} = %s" for one in columns)
        sql = f"UPDATE {model._meta.db_table} SET {changes} WHERE id = %s"  # noqa: S608, SLF001 (names of columns; Django's documented API)
        with connection.cursor() as cursor:
            cursor.executemany(sql, adapted)


def _entry(move: DueMove, recomputation: Recomputation) -> ClockEntry:
    return ClockEntry(
        case=move.case,
        kind=ClockEntry.Kind.RECOMPUTED,
        at=move.at,
        due_at_before=move.due_at_before,
        new_due_at=move.due_at,
        reason=recomputation.name,
        actor=recomputation.actor,
    )


def _moved_event(
    moved: Moved, case: Case, recomputation: Recomputation, now: datetime
) -> CaseEvent:
    data: dict[str, Any] = {"recomputation": recomputation.pk, "cause": recomputation.cause}
    if recomputation.first_day and recomputation.last_day:
        data["days"] = [str(recomputation.first_day), str(recomputation.last_day)]
    if moved.dates:
        before, after = moved.dates
        data |= {"due_at_before": told(before), "due_at": told(after)}
    if moved.step_due_at:
        data["step_due_at"] = told(moved.step_due_at)
    return _event(case, EVENT, data, recomputation.actor, now, reason=recomputation.name)


def _event(
    case: Case, kind: str, data: dict[str, Any], actor: User | None, now: datetime, **more: str
) -> CaseEvent:
    return CaseEvent(
        case=case,
        kind=kind,
        at=now,
        actor=actor,
        from_state=case.state,
        to_state=case.state,
        national_status=case.national_status,
        data={**data, **stood_in_for(actor)},
        **more,
    )
