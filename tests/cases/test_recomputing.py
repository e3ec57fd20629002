"""An edit of the calendar moves the due dates of open cases, each once and with its record.

A case received on Monday 23 November 2026 with three working days is due on Friday 27: Tuesday is
a day off. A storm closes Thursday: it is due on Monday 30.
"""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from onestop.cases.models import CaseEvent, CaseStep, ClockEntry, DueMove, Recomputation
from onestop.cases.recomputing import Scope, batches
from onestop.cases.selectors import case_deadline_trail
from onestop.cases.selectors.recomputing import moves_expected
from onestop.cases.services import deadlines_recompute, recomputations_work_off
from onestop.cases.services.recomputing import LEAST_AT_ONCE, MOST_AT_ONCE
from onestop.cases.states import CaseState
from onestop.catalogue.calendar_edits import DayEdit
from onestop.catalogue.causes import CalendarCause
from onestop.catalogue.models import CalendarDay
from onestop.clock.calendar import SpecialDay
from onestop.directory.models import AuditEvent
from tests.cases.calendar import THURSDAY, day_off, day_on_again, due, worked_off
from tests.cases.desk import Desk, everything_of


def step_due(position: int = 2) -> str:
    step = CaseStep.objects.get(position=position)
    assert step.due_at is not None
    return f"{step.due_at + timedelta(hours=7):%Y-%m-%d %H:%M}"


def test_a_new_day_off_moves_an_open_case_and_never_its_first_date(desk: Desk) -> None:
    case = desk.receive()
    first = case.original_due_at
    assert due(case) == "2026-11-27 17:30"
    day_off(desk)
    worked_off(desk)
    assert due(case) == "2026-11-30 17:30"
    assert case.original_due_at == first


def test_a_day_off_that_is_taken_back_moves_it_back(desk: Desk) -> None:
    case = desk.receive()
    for edit, expected in ((day_off, "2026-11-30 17:30"), (day_on_again, "2026-11-27 17:30")):
        edit(desk)
        worked_off(desk)
        assert due(case) == expected
    assert DueMove.objects.count() == 2


def test_the_move_is_an_event_a_line_of_the_ledger_and_in_the_audit(desk: Desk) -> None:
    case = desk.receive()
    day_off(desk)
    (move,) = worked_off(desk)
    event = CaseEvent.objects.get(kind="due.recomputed")
    assert event.actor == desk.cast.quan
    assert event.reason == "Nghỉ bão"
    assert event.data["due_at_before"] == "2026-11-27T17:30:00+07:00"
    assert event.data["due_at"] == "2026-11-30T17:30:00+07:00"
    assert (event.data["cause"], event.data["days"]) == ("day_set", ["2026-11-26", "2026-11-26"])
    entry = ClockEntry.objects.get(kind="recomputed")
    assert (entry.due_at_before, entry.new_due_at) == (move.due_at_before, move.due_at)
    assert AuditEvent.objects.filter(action="case.due.recomputed", subject=f"case:{case.pk}")


def test_the_trail_tells_of_it_and_still_ends_at_the_stored_date(desk: Desk) -> None:
    case = desk.receive()
    day_off(desk)
    worked_off(desk)
    case.refresh_from_db()
    told = case_deadline_trail(case)
    assert "Lịch làm việc thay đổi" in told["trail"][-1]["text"]
    assert any("Nghỉ 26/11/2026 (Nghỉ bão)" in line["text"] for line in told["trail"])


def test_the_running_steps_date_follows_from_where_its_share_was_counted(desk: Desk) -> None:
    case = desk.receive()
    before = step_due()
    assert before == "2026-11-27 07:52"
    day_off(desk)
    worked_off(desk)
    fresh = step_due()
    assert fresh == "2026-11-30 07:52"
    day_on_again(desk)
    worked_off(desk)
    assert step_due() == before
    assert due(case) == "2026-11-27 17:30"


def test_a_registered_dossiers_answer_follows_too(desk: Desk) -> None:
    CalendarDay.objects.all().delete()
    desk.register()
    assert step_due(1) == "2026-11-24 09:00"
    day_off(desk, THURSDAY - timedelta(days=2))
    assert worked_off(desk) == []  # nobody was promised anything yet
    assert step_due(1) == "2026-11-25 09:00"


def test_doing_it_again_changes_nothing(desk: Desk) -> None:
    case = desk.receive()
    day_off(desk)
    worked_off(desk)
    before = everything_of(case)
    call_command("recompute_deadlines", stdout=StringIO())
    assert everything_of(case) == before


def test_what_was_interrupted_is_taken_up_where_it_was_left(desk: Desk) -> None:
    cases = [desk.receive() for _ in range(LEAST_AT_ONCE + 2)]
    day_off(desk)
    ordered = Recomputation.objects.get()
    answers = iter([False, True])
    done = deadlines_recompute(
        recomputation=ordered, now=desk.now, stop=lambda: next(answers, True)
    )
    assert (done.moved, done.finished) == (LEAST_AT_ONCE, False)
    assert [due(one) for one in cases].count("2026-11-30 17:30") == LEAST_AT_ONCE
    worked_off(desk)
    assert {due(one) for one in cases} == {"2026-11-30 17:30"}
    assert ClockEntry.objects.filter(kind="recomputed").count() == len(cases)


def test_two_processes_do_not_work_on_the_same_edit(desk: Desk) -> None:
    case = desk.receive()
    day_off(desk)
    later = desk.now + timedelta(minutes=1)
    Recomputation.objects.update(worked_at=later)
    recomputations_work_off(now=later)
    assert due(case) == "2026-11-27 17:30"
    recomputations_work_off(now=later + timedelta(minutes=2))  # the other one was killed
    assert due(case) == "2026-11-30 17:30"


def test_a_transition_before_the_work_is_done_catches_up_first(desk: Desk) -> None:
    case = desk.receive()
    day_off(desk)
    desk.do(case, "start_processing")
    assert due(case) == "2026-11-30 17:30"
    kinds = list(case.events.values_list("kind", flat=True))
    assert kinds == ["receive", "due.recomputed", "start_processing"]
    assert len(worked_off(desk)) == 1


def test_ended_cases_and_other_offices_stay(desk: Desk) -> None:
    ended = desk.case_in(CaseState.COMPLETED)
    before = everything_of(ended)
    day_off(desk)
    assert worked_off(desk) == []
    assert everything_of(ended) == before


def test_only_cases_that_ran_over_the_day_are_read(desk: Desk) -> None:
    desk.receive()  # due on the 27th
    far, near = THURSDAY + timedelta(days=7), THURSDAY
    assert list(batches(Scope(None, far, far))) == []
    assert [len(found) for found in batches(Scope(None, near, near))] == [1]
    before = THURSDAY - timedelta(days=30)
    assert list(batches(Scope(None, before, before))) == []


def test_a_preview_counts_and_writes_nothing(desk: Desk) -> None:
    case = desk.receive()
    before = everything_of(case)
    off = DayEdit(THURSDAY, SpecialDay(THURSDAY, working=False, name="Bão"), of_office=False)
    expected = moves_expected([desk.cast.office, desk.cast.other_office], off)
    assert (expected.checked, expected.later, expected.earlier) == (1, 1, 0)
    assert [code for code, _before, _after in expected.examples] == [case.code]
    assert everything_of(case) == before
    assert not Recomputation.objects.exists()


def test_the_command_tells_what_it_did_and_what_it_would_do(desk: Desk) -> None:
    case = desk.receive()
    CalendarDay.objects.create(date=THURSDAY, kind="off", name="Bão")
    assert answer("--dry-run") == {"checked": 1, "moved": 1, "steps_moved": 1, "dry_run": True}
    assert due(case) == "2026-11-27 17:30"
    assert answer("--office", "khac")["checked"] == 0
    done = answer("--office", "mau")
    assert (done["checked"], done["moved"], done["dry_run"]) == (1, 1, False)
    assert Recomputation.objects.filter(cause=CalendarCause.ASKED).count() == 2
    assert due(case) == "2026-11-30 17:30"
    with pytest.raises(CommandError, match="Không có bộ phận"):
        answer("--office", "nowhere")


def answer(*options: str) -> dict[str, object]:
    out = StringIO()
    call_command("recompute_deadlines", "--json", *options, stdout=out)
    told: dict[str, object] = json.loads(out.getvalue())
    assert told.pop("seconds") is not None
    return told


def test_many_cases_are_moved_a_few_at_a_time(desk: Desk) -> None:
    for _ in range(2 * MOST_AT_ONCE):
        desk.receive()
    day_off(desk)
    done = deadlines_recompute(recomputation=Recomputation.objects.get(), now=desk.now)
    assert (done.checked, done.moved) == (2 * MOST_AT_ONCE, 2 * MOST_AT_ONCE)
