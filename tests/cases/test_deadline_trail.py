"""Every due date can be explained line by line: rule, pauses, new date, who and when."""

from datetime import datetime

from onestop.cases.models import ClockEntry
from onestop.cases.selectors import case_deadline_trail
from onestop.cases.states import CaseState
from tests.cases.desk import Desk
from tests.conftest import HANOI


def test_the_day_of_culture_is_named(desk: Desk) -> None:
    told = case_deadline_trail(desk.receive())
    assert told["due_at"] == told["original_due_at"] == datetime(2026, 11, 27, 17, 30, tzinfo=HANOI)
    assert any("24/11/2026 (Ngày Văn hóa Việt Nam)" in line["text"] for line in told["trail"])
    assert told["trail"][0]["rule"] == "received"


def test_it_is_told_in_one_line_too(desk: Desk) -> None:
    assert case_deadline_trail(desk.receive())["brief"] == (
        "nhận 23/11 → 3 ngày làm việc → nghỉ Ngày Văn hóa Việt Nam 24/11 → chưa có lịch 2026"
        " → hạn 27/11"
    )


def test_pause_and_restart_are_named_with_who_and_why(desk: Desk) -> None:
    case = desk.case_in(CaseState.SUPPLEMENT_REQUESTED)
    desk.later(days=2)
    desk.do(case, "accept_supplement")
    told = case_deadline_trail(case)
    assert {"paused", "restarted"} <= {line["rule"] for line in told["trail"]}
    assert [(one["kind"], one["actor"], one["reason"]) for one in told["entries"]] == [
        ("start", "Trần Thị An", ""),
        ("pause", "Phạm Thị Chi", "Thiếu tờ khai"),
        ("restart", "Trần Thị An", ""),
    ]


def test_what_has_not_been_received_has_no_date_and_no_lines(desk: Desk) -> None:
    assert case_deadline_trail(desk.register()) == {
        "due_at": None,
        "original_due_at": None,
        "estimated": False,
        "brief": "",
        "trail": [],
        "entries": [],
    }


def test_the_budget_is_the_procedures_on_the_day_of_reception(desk: Desk) -> None:
    case = desk.receive()
    desk.cast.guardianship.processing_value = 30
    desk.cast.guardianship.save()
    assert desk.do(case, "start_processing").due_at == case.due_at
    start = case.clock_entries.get()
    assert (start.kind, start.value, start.unit) == (ClockEntry.Kind.START, 3, "working_day")


def test_a_decision_ends_the_clock(desk: Desk) -> None:
    case = desk.case_in(CaseState.COMPLETED)
    assert case.closed_at == desk.now
    last = case.clock_entries.last()
    assert last is not None
    assert last.kind == ClockEntry.Kind.STOP
