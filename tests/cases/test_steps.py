"""Who holds which step of a case, and until when."""

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from onestop.cases.models import Case, CaseStep
from onestop.cases.states import CaseState
from onestop.directory.refusals import BadInput, NotAllowed, StateForbids
from onestop.directory.rights import Role
from tests.cases.desk import Desk
from tests.cast import make_user
from tests.catalogue.processes import make_steps
from tests.conftest import HANOI


def running(case: Case) -> CaseStep:
    """Return the step that runs."""
    return case.steps.get(started_at__isnull=False, finished_at=None)


def test_who_starts_the_processing_holds_the_step(desk: Desk) -> None:
    case = desk.do(desk.receive(), "start_processing")
    assert (running(case).position, running(case).holder) == (2, desk.cast.chi)


def test_a_finished_step_hands_the_case_on(desk: Desk) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    desk.later(hours=1)
    desk.do(case, "complete_step")
    assert case.steps.get(position=2).finished_at == desk.now
    step = running(case)
    assert (step.position, step.started_at, step.holder) == (3, desk.now, None)
    assert step.due_at == case.due_at  # the decisive step has until the end


def test_the_leader_who_decides_has_held_the_step(desk: Desk) -> None:
    case = desk.case_in(CaseState.COMPLETED)
    assert case.steps.get(position=3).holder == desk.cast.dung
    step = running(case)
    assert (step.position, step.role, step.due_at) == (4, Role.RECEPTIONIST, None)


def test_the_last_step_ends_with_the_return(desk: Desk) -> None:
    case = desk.case_in(CaseState.RETURNED)
    assert not case.steps.filter(finished_at=None).exists()
    assert case.steps.get(position=4).holder == desk.cast.an
    assert case.returned_at == desk.now


@pytest.mark.parametrize("name", ["withdraw", "stop"])
def test_no_step_runs_in_a_case_that_ends_early(desk: Desk, name: str) -> None:
    case = desk.do(desk.case_in(CaseState.PROCESSING), name)
    assert not case.steps.filter(started_at__isnull=False, finished_at=None).exists()
    assert case.steps.filter(started_at=None).count() == 2


def test_a_returned_step_runs_again_with_its_holder(desk: Desk) -> None:
    case = desk.do(desk.case_in(CaseState.PROCESSING), "complete_step")
    desk.later(hours=2)
    desk.do(case, "return_step", reason="Thiếu căn cứ")
    step = running(case)
    assert (step.position, step.holder) == (2, desk.cast.chi)
    # 28.5 working hours are left at 11:00; 60 of 80 parts are 21 hours 22.5 minutes.
    assert step.due_at == datetime(2026, 11, 27, 8, 22, 30, tzinfo=HANOI)
    waiting = case.steps.get(position=3)
    assert (waiting.started_at, waiting.due_at, waiting.holder) == (None, None, None)
    event = case.events.last()
    assert event is not None
    assert (event.kind, event.reason, event.data["step"]) == ("return_step", "Thiếu căn cứ", 3)


def test_the_first_step_of_processing_has_none_before_it(desk: Desk) -> None:
    with pytest.raises(StateForbids, match="không có bước trước"):
        desk.do(desk.case_in(CaseState.PROCESSING), "return_step", by=desk.cast.chi)


def test_a_step_that_is_not_the_running_one_is_not_finished(desk: Desk) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    with pytest.raises(StateForbids, match="Bước 3 không phải bước đang chạy"):
        desk.do(case, "complete_step", step=3)
    assert desk.do(case, "complete_step", step=2).state == CaseState.PROCESSING


def test_the_decisive_step_is_finished_by_a_decision(desk: Desk) -> None:
    case = desk.do(desk.case_in(CaseState.PROCESSING), "complete_step")
    with pytest.raises(StateForbids, match="phê duyệt kết quả"):
        desk.do(case, "complete_step", by=desk.cast.dung)


def test_nobody_decides_before_the_decisive_step(desk: Desk) -> None:
    with pytest.raises(StateForbids, match="Chưa đến bước phê duyệt"):
        desk.do(desk.case_in(CaseState.PROCESSING), "complete")


def test_what_one_specialist_holds_another_does_not_finish(desk: Desk) -> None:
    hoa = make_user("hoa", "Đinh Thị Hoa", desk.cast.office, Role.SPECIALIST)
    case = desk.case_in(CaseState.PROCESSING)
    with pytest.raises(StateForbids, match="Phạm Thị Chi thụ lý"):
        desk.do(case, "complete_step", by=hoa)
    desk.do(case, "reassign", by=hoa, holder="hoa")
    assert running(case).holder == hoa
    desk.do(case, "complete_step", by=hoa)


def test_a_leader_assigns_a_case_before_it_is_started(desk: Desk) -> None:
    hoa = make_user("hoa", "Đinh Thị Hoa", desk.cast.office, Role.SPECIALIST)
    case = desk.do(desk.receive(), "reassign", by=desk.cast.dung, holder="hoa")
    assert (case.state, running(case).holder) == (CaseState.RECEIVED, hoa)
    with pytest.raises(StateForbids, match="Đinh Thị Hoa"):
        desk.do(case, "start_processing")
    desk.do(case, "start_processing", by=hoa)


@pytest.mark.parametrize("holder", ["an", "dung", "nobody", "ch\x00i", "", 7])
def test_a_step_is_given_only_to_who_may_work_on_it(desk: Desk, holder: object) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    with pytest.raises(BadInput) as refused:
        desk.do(case, "reassign", holder=holder)
    assert list(refused.value.errors) == ["holder"]
    assert running(case).holder == desk.cast.chi


def test_a_blocked_account_is_given_nothing_and_does_nothing(desk: Desk) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    desk.cast.chi.is_active = False
    desk.cast.chi.save()
    with pytest.raises(BadInput):
        desk.do(case, "reassign", by=desk.cast.dung, holder="chi")
    with pytest.raises(NotAllowed):
        desk.do(case, "complete_step")


def test_steps_of_a_procedure_with_two_specialists_and_two_leaders(desk: Desk) -> None:
    roles = (
        Role.RECEPTIONIST,
        Role.SPECIALIST,
        Role.SPECIALIST,
        Role.LEADER,
        Role.LEADER,
        Role.RECEPTIONIST,
    )
    make_steps(roles, desk.cast.birth)
    case = desk.do(desk.receive(desk.cast.birth), "start_processing")
    desk.do(case, "complete_step")
    desk.do(case, "complete_step")
    with pytest.raises(StateForbids):
        desk.do(case, "complete")
    desk.do(case, "complete_step", by=desk.cast.dung)
    desk.do(case, "return_step")
    assert running(case).position == 4
    desk.do(case, "complete_step", by=desk.cast.dung)
    assert desk.do(case, "complete", outcome="rejected").outcome == "rejected"
    assert desk.do(case, "return_result").state == CaseState.RETURNED


def test_the_database_refuses_a_second_running_step(desk: Desk) -> None:
    case = desk.receive()
    with transaction.atomic(), pytest.raises(IntegrityError):
        case.steps.filter(position=3).update(started_at=desk.now)
