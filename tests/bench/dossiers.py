"""Dossiers in any number, stored as reception would have stored them but many at a time.

It runs inside the office's process: `run_inside(office, "from tests.bench.dossiers import …")`.
"""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from onestop.cases.due import step_due
from onestop.cases.models import Applicant, Case, CaseStep, ClockEntry
from onestop.cases.recomputing import Scope, batches, dossiers, moved_among
from onestop.cases.step_clock import warn_moment
from onestop.cases.steps import CaseSteps
from onestop.catalogue.calendars import Calendars
from onestop.catalogue.models import CalendarDay, Procedure, ProcedureStep
from onestop.catalogue.selectors import deadline_calendar, workflow_for
from onestop.clock.calendar import WorkingCalendar
from onestop.clock.deadline import Unit, due_moment
from onestop.directory.models import Agency, Office

# Terms in working days, one after the other: whichever day off is new, all of them run over it.
TERMS = range(10, 30)
AT_ONCE = 500
# Working days from now on to the day off.
DAYS_TO_THE_STORM = 3
PROCEDURE = "1.004837"


def open_cases(start: int, count: int, state: str = "processing") -> None:
    """Store cases by number from `start` on, received a few seconds after one another."""
    agency = Agency.objects.select_related("office").order_by("code")[0]
    procedure = Procedure.objects.get(code=PROCEDURE)
    workflow = workflow_for(procedure)
    planned = list(workflow.steps.all()) if workflow else []
    calendar = deadline_calendar(agency.office)
    received = calendar.counted_from(timezone.now())
    for first in range(start, start + count, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, start + count))
        cases = [_case(agency, procedure, one, received, calendar, state) for one in numbers]
        Case.objects.bulk_create(cases)
        Applicant.objects.bulk_create(Applicant(case=one, name="Nguyễn Thị Mẫu") for one in cases)
        ClockEntry.objects.bulk_create(
            _start(case, number) for case, number in zip(cases, numbers, strict=True)
        )
        CaseStep.objects.bulk_create(
            step for one in cases for step in _steps(one, planned, calendar)
        )


def storm() -> None:
    """Enter a day off beside the services, so that nothing but the command follows it."""
    calendar = deadline_calendar(Office.objects.get())
    day = calendar.add_working_days(timezone.localdate(), DAYS_TO_THE_STORM)
    CalendarDay.objects.create(date=day, kind="off", name="Nghỉ bão")


def arithmetic() -> None:
    """Print how many cases a second are counted anew, steps included, once they are read."""
    found = [one for cases in batches(Scope()) for one in dossiers(cases)]
    begun = time.process_time()
    moved_among(found, Calendars())
    print(len(found) / (time.process_time() - begun))  # noqa: T201 (the caller reads it)


def code_of(number: int) -> str:
    """Return the code of a case by its number."""
    return f"BENCH-{number:06}"


def _term(number: int) -> int:
    return TERMS[number % len(TERMS)]


def _case(  # noqa: PLR0917
    agency: Agency,
    procedure: Procedure,
    number: int,
    received: datetime,
    calendar: WorkingCalendar,
    state: str,
) -> Case:
    at = received + timedelta(seconds=number % 600)
    due_at = due_moment(calendar, at, _term(number), Unit.WORKING_DAY)
    return Case(
        code=code_of(number),
        office=agency.office,
        agency=agency,
        procedure=procedure,
        state=state,
        national_status=4 if state == "processing" else 2,
        created_at=at,
        received_at=at,
        due_at=due_at,
        original_due_at=due_at,
    )


def _start(case: Case, number: int) -> ClockEntry:
    assert case.received_at is not None
    return ClockEntry(
        case=case, kind="start", at=case.received_at, value=_term(number), unit="working_day"
    )


def _steps(
    case: Case, planned: Sequence[ProcedureStep], calendar: WorkingCalendar
) -> list[CaseStep]:
    steps = [
        CaseStep(
            case=case,
            agency=case.agency,
            position=one.position,
            name=one.name,
            role=one.role,
            share=one.share,
        )
        for one in planned
    ]
    assert case.due_at is not None
    assert case.received_at is not None
    steps[0].started_at = steps[0].finished_at = case.received_at
    steps[1].started_at = steps[1].allotted_at = case.received_at
    steps[0].run = steps[1].run = 1
    shares = steps[1].allotted_shares = CaseSteps(steps).shares_ahead(steps[1])
    steps[1].due_at = step_due(calendar, shares, due_at=case.due_at, now=case.received_at)
    steps[1].warn_at = warn_moment(calendar, case.received_at, steps[1].due_at)
    return steps
