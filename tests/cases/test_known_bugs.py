"""Miscounts of other systems that only show with stored cases; the clock's own are beside it."""

from datetime import date

from onestop.cases.models import Case
from onestop.cases.selectors.due import late_filter
from onestop.catalogue.models import CalendarDay, Procedure
from tests.cases.calendar import day_off, day_on_again, due, worked_off
from tests.cases.desk import Desk


def test_a_calendar_edit_does_not_leave_open_cases_uncounted(desk: Desk) -> None:
    case = desk.receive()
    day_off(desk)
    worked_off(desk)
    assert due(case) == "2026-11-30 17:30"


def test_a_pause_is_not_lost_when_the_procedure_changes_meanwhile(desk: Desk) -> None:
    case = desk.receive()
    desk.later(days=2)  # Wednesday
    desk.do(case, "request_payment")
    Procedure.objects.update(processing_value=30, processing_unit="calendar_day")
    desk.later(days=1)
    desk.do(case, "confirm_payment")
    assert due(case) == "2026-11-30 17:30"


def test_a_paused_case_does_not_become_overdue_by_an_edit(desk: Desk) -> None:
    CalendarDay.objects.create(date=date(2026, 11, 25), kind="off", name="Nghỉ bão")
    case = desk.receive()  # due on Monday 30
    desk.now = desk.now.replace(day=30, hour=10)
    desk.do(case, "request_payment")
    day_on_again(desk, date(2026, 11, 25))
    worked_off(desk)
    assert due(case) == "2026-11-30 17:30"
    desk.later(days=7)
    assert not Case.objects.filter(late_filter(desk.now)).exists()


def test_a_paused_case_goes_on_by_the_calendar_as_it_is_then(desk: Desk) -> None:
    case = desk.receive()
    desk.later(days=2)  # Wednesday 9:00
    desk.do(case, "request_payment")
    day_off(desk)  # Thursday, inside the pause
    worked_off(desk)
    assert due(case) == "2026-11-30 17:30"
    desk.later(
        days=2
    )  # Friday 9:00: a working day has passed, Wednesday's rest and an hour and a half
    desk.do(case, "confirm_payment")
    assert due(case) == "2026-12-01 17:30"
