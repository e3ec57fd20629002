"""A case as a line of a list: what it is, where it is, who holds it, how long it may take."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from onestop.cases.models import Apology, Case, CaseStep
from onestop.cases.selectors.times import local
from onestop.cases.words import TimeLeft, time_left, time_left_until
from onestop.catalogue.selectors import deadline_calendar
from onestop.clock.calendar import WorkingCalendar

RUNNING_STEP = CaseStep.objects.filter(
    started_at__isnull=False, finished_at__isnull=True
).select_related("holder")
LIVE_APOLOGIES = Apology.objects.exclude(state=Apology.State.CANCELLED)


@dataclass(frozen=True)
class CaseRow:
    """One line. `case` has office, procedure, agency and applicant loaded.

    `step` is the one that runs, `apology` the latest that is not cancelled. `time_left` is the
    working time until the due date at the moment when the list was made, in words, and `step_left`
    that until the step's; None while no clock has begun and once it has ended. A registered
    dossier's answer is due at `step.due_at`.
    """

    case: Case
    step: CaseStep | None
    apology: Apology | None
    time_left: TimeLeft | None
    step_left: TimeLeft | None = None

    @property
    def step_is_late(self) -> bool:
        """Tell whether the running step is over its time."""
        return self.step_left is not None and self.step_left.tone == "late"

    @property
    def step_is_warned(self) -> bool:
        """Tell whether whoever holds the step was warned that its time is nearly over."""
        return self.step is not None and self.step.warned_at is not None and not self.step_is_late

    @property
    def is_late(self) -> bool:
        """Tell whether the open case is late; a paused one is if it was before the pause."""
        return self.time_left is not None and self.time_left.tone == "late"


def loaded(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Return the cases with what a line shows: two queries more, however many lines.

    The sealed numbers stay in the database: no line shows them.
    """
    shown = cases.select_related("office", "procedure", "agency", "applicant")
    return shown.defer("applicant__identity", "applicant__phone").prefetch_related(
        Prefetch("steps", queryset=RUNNING_STEP, to_attr="running_steps"),
        Prefetch("apologies", queryset=LIVE_APOLOGIES, to_attr="live_apologies"),
    )


def rows_of(
    cases: Iterable[Case], now: datetime, calendars: Mapping[int, WorkingCalendar] | None = None
) -> list[CaseRow]:
    """Return a line for each loaded case.

    `calendars` are those that the caller has read already, by office; others are read once.
    """
    calendars = dict(calendars or {})
    rows = []
    for case in cases:
        if case.office_id not in calendars:
            calendars[case.office_id] = deadline_calendar(case.office)
        rows.append(_row(case, calendars[case.office_id], now))
    return rows


def row_view(row: CaseRow) -> dict[str, Any]:
    """Return the line as the API lists it."""
    case, step = row.case, row.step
    return {
        "code": case.code,
        "state": str(case.state),
        "national_status": case.national_status,
        "procedure": {"code": case.procedure.code, "name": case.procedure.name},
        "agency": case.agency.code,
        "applicant": case.applicant.name,
        "received_at": local(case.received_at),
        "due_at": local(case.due_at),
        "original_due_at": local(case.original_due_at),
        "step": step.name if step else None,
        "holder": step.holder.get_full_name() if step and step.holder else None,
        "step_due_at": local(step.due_at) if step else None,
        "late": row.is_late,
        "time_left": row.time_left.said if row.time_left else None,
        "apology": str(row.apology.state) if row.apology else None,
    }


def _row(case: Case, calendar: WorkingCalendar, now: datetime) -> CaseRow:
    steps: list[CaseStep] = getattr(case, "running_steps", [])
    apologies: list[Apology] = getattr(case, "live_apologies", [])
    step = steps[0] if steps else None
    return CaseRow(
        case=case,
        step=step,
        apology=apologies[-1] if apologies else None,
        time_left=time_left(case, calendar, now),
        step_left=time_left_until(case, step.due_at, calendar, now) if step else None,
    )
