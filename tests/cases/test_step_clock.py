"""The clock of a step: its share, what it used, when it warns, and what a pause does to it."""

from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as some

from onestop.cases.models import Case, CaseStep
from onestop.cases.services import steps_warn
from onestop.cases.states import CaseState
from onestop.cases.step_clock import pauses_of, result_of, shifted, used_time, warn_moment
from onestop.catalogue.models import CalendarDay
from onestop.catalogue.selectors import DEFAULT_WEEK
from onestop.clock.calendar import WorkingCalendar
from onestop.clock.remaining import working_time_between
from tests.cases.desk import Desk
from tests.conftest import HANOI

CALENDAR = WorkingCalendar(DEFAULT_WEEK, ())
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=HANOI)
MINUTES = some.integers(min_value=0, max_value=30 * 24 * 60)


def later(minutes: int) -> datetime:
    return MONDAY + timedelta(minutes=minutes)


def running(case: Case) -> CaseStep:
    return case.steps.get(started_at__isnull=False, finished_at=None)


@given(MINUTES, MINUTES)
def test_a_warning_comes_within_the_steps_time_and_at_most_a_day_before(
    start: int, length: int
) -> None:
    begun, due = later(start), later(start + length)
    warned = warn_moment(CALENDAR, begun, due)
    assert warned <= due
    assert working_time_between(CALENDAR, warned, due) <= timedelta(hours=8)
    assert working_time_between(CALENDAR, begun, warned) >= timedelta()


@given(MINUTES, MINUTES, MINUTES)
def test_a_pause_leaves_a_step_as_much_time_as_it_had(due: int, paused: int, length: int) -> None:
    since, until = later(paused), later(paused + length)
    moved = shifted(CALENDAR, later(due), paused=since, resumed=until)
    before = working_time_between(CALENDAR, since, later(due))
    assert working_time_between(CALENDAR, until, moved) == before


@given(MINUTES, MINUTES, MINUTES, MINUTES)
def test_used_time_is_never_more_than_all_and_never_less_than_nothing(
    start: int, length: int, paused: int, pause: int
) -> None:
    begun, end = later(start), later(start + length)
    pauses = [(later(paused), later(paused + pause))]
    used = used_time(CALENDAR, begun, end, pauses)
    assert timedelta() <= used <= working_time_between(CALENDAR, begun, end)


def test_a_ledger_tells_when_the_clock_stood_still() -> None:
    kinds = ("start", "pause", "resume", "pause", "restart", "pause")
    ledger = [(kind, later(at)) for at, kind in enumerate(kinds)]
    assert pauses_of(ledger) == [
        (later(1), later(2)),
        (later(3), later(4)),
        (later(5), None),
    ]


@pytest.mark.parametrize(
    ("at", "done", "result"),
    [
        (datetime(2026, 11, 22, 23, 0, tzinfo=HANOI), True, "before"),
        (datetime(2026, 11, 23, 0, 30, tzinfo=HANOI), True, "on"),
        (MONDAY, True, "on"),
        (later(1), True, "after"),
        (later(1), False, "after"),
        (later(-1), False, ""),
    ],
)
def test_how_work_ended_is_said_by_the_local_day(at: datetime, done: bool, result: str) -> None:  # noqa: FBT001 (a row of the table)
    assert result_of(MONDAY, at, done=done) == result


def test_a_step_is_paused_with_its_case(desk: Desk) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    before = running(case).due_at
    desk.later(hours=1)
    desk.do(case, "request_payment", by=desk.cast.chi)
    desk.later(days=2)  # the day between is a day off: 8 working hours
    desk.do(case, "confirm_payment")
    after = running(case).due_at
    assert before is not None
    assert after is not None
    assert (before, after) == (
        datetime(2026, 11, 27, 7, 52, 30, tzinfo=HANOI),
        datetime(2026, 11, 30, 7, 52, 30, tzinfo=HANOI),
    )


def test_whoever_holds_a_step_is_warned_once_a_run(desk: Desk) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    assert steps_warn(now=desk.now) == 0
    desk.now = datetime(2026, 11, 26, 11, 0, tzinfo=HANOI)
    assert [steps_warn(now=desk.now), steps_warn(now=desk.now)] == [1, 0]
    event = case.events.get(kind="step.warned")
    assert (event.actor, event.data["step"], event.data["run"], event.data["holder"]) == (
        None,
        2,
        1,
        desk.cast.chi.pk,
    )
    desk.do(case, "complete_step")
    desk.do(case, "return_step")
    desk.now = datetime(2026, 11, 27, 17, 0, tzinfo=HANOI)
    assert steps_warn(now=desk.now) == 1
    assert case.events.filter(kind="step.warned").count() == 2


def test_nobody_is_warned_of_a_paused_or_an_ended_case(desk: Desk) -> None:
    desk.case_in(CaseState.SUPPLEMENT_REQUESTED)
    desk.case_in(CaseState.COMPLETED)
    desk.later(days=30)
    assert steps_warn(now=desk.now) == 0


def test_a_calendar_that_changes_moves_the_step_and_its_warning_with_the_pause_kept(
    desk: Desk,
) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    desk.later(hours=1)
    desk.do(case, "request_payment", by=desk.cast.chi)
    desk.later(days=2)
    desk.do(case, "confirm_payment")
    before = running(case)
    day = CalendarDay.objects.create(date="2026-11-26", kind="off", name="Nghỉ bão")
    call_command("recompute_deadlines", stdout=StringIO())
    moved = running(case)
    assert moved.due_at is not None
    assert before.due_at is not None
    assert moved.warn_at is not None
    assert working_time_between(CALENDAR, before.due_at, moved.due_at) == timedelta(hours=8)
    assert moved.warn_at < moved.due_at
    day.delete()
    call_command("recompute_deadlines", stdout=StringIO())
    assert (running(case).due_at, running(case).warn_at) == (before.due_at, before.warn_at)
