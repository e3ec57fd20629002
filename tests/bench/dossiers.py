"""Open cases in any number, stored as reception would have stored them but many at a time.

It runs inside the office's process: `python manage.py shell` reads this file.
"""

from datetime import datetime, timedelta

from onestop.cases.due import step_due
from onestop.cases.models import Applicant, Case, CaseStep, ClockEntry
from onestop.cases.steps import undecided_steps
from onestop.catalogue.models import Procedure
from onestop.catalogue.selectors import deadline_calendar, procedure_steps
from onestop.clock.calendar import WorkingCalendar
from onestop.clock.deadline import Unit, due_moment
from onestop.directory.models import Agency

# Terms in working days, one after the other: all of them are open at the calendar's edit.
TERMS = range(10, 30)
AT_ONCE = 500


def open_cases(agency: Agency, procedure: Procedure, count: int, first: datetime) -> None:
    """Store `count` cases that are being processed, received a minute after one another."""
    calendar = deadline_calendar(agency.office)
    for start in range(0, count, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, count))
        moments = [first + timedelta(minutes=one % 480) for one in numbers]
        cases = [
            _case(agency, procedure, number, at, calendar)
            for number, at in zip(numbers, moments, strict=True)
        ]
        Case.objects.bulk_create(cases)
        Applicant.objects.bulk_create(Applicant(case=one, name="Nguyễn Thị Mẫu") for one in cases)
        ClockEntry.objects.bulk_create(
            _start(one, number) for one, number in zip(cases, numbers, strict=True)
        )
        CaseStep.objects.bulk_create(step for one in cases for step in _steps(one, calendar))


def _term(number: int) -> int:
    return TERMS[number % len(TERMS)]


def _case(
    agency: Agency, procedure: Procedure, number: int, at: datetime, calendar: WorkingCalendar
) -> Case:
    due_at = due_moment(calendar, at, _term(number), Unit.WORKING_DAY)
    return Case(
        code=f"{agency.code}-{at:%y%m%d}-{number:05}",
        office=agency.office,
        agency=agency,
        procedure=procedure,
        state="processing",
        national_status=4,
        created_at=at,
        received_at=at,
        due_at=due_at,
        original_due_at=due_at,
    )


def _start(case: Case, number: int) -> ClockEntry:
    return ClockEntry(
        case=case, kind="start", at=case.received_at, value=_term(number), unit="working_day"
    )


def _steps(case: Case, calendar: WorkingCalendar) -> list[CaseStep]:
    planned = procedure_steps(case.procedure)
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
    steps[0].started_at = steps[0].finished_at = case.received_at
    steps[1].started_at = steps[1].allotted_at = case.received_at
    assert case.due_at is not None
    assert case.received_at is not None
    steps[1].due_at = step_due(
        calendar, undecided_steps(steps), due_at=case.due_at, now=case.received_at
    )
    return steps
