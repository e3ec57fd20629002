"""What a specialist who is locked holds: it goes to the successor, or back to the list."""

from onestop.cases.models import Case, CaseStep
from onestop.cases.states import CaseState
from onestop.directory.models import User
from onestop.directory.rights import Role
from onestop.directory.services import account_lock
from onestop.directory.services.succession import open_work_of
from onestop.directory.words import LeavingReason
from tests.cases.desk import Desk
from tests.cast import make_user


def lock(desk: Desk, who: User, successor: User | None = None) -> None:
    """Lock an account as Quân."""
    account_lock(
        account_id=who.pk,
        version=0,
        reason=LeavingReason.MOVED,
        successor_id=successor.pk if successor else None,
        actor=desk.cast.quan,
        now=desk.now,
    )


def running(case: Case) -> CaseStep:
    """Return the step that runs."""
    return case.steps.get(started_at__isnull=False, finished_at__isnull=True)


def test_a_step_goes_to_the_successor_with_a_trace(desk: Desk) -> None:
    linh = make_user("linh", "Đào Mỹ Linh", desk.cast.office, Role.SPECIALIST)
    case = desk.case_in(CaseState.PROCESSING)
    assert [one.count for one in open_work_of(desk.cast.chi)] == [1]
    lock(desk, desk.cast.chi, linh)
    assert running(case).holder == linh
    event = case.events.order_by("-id")[0]
    assert (event.kind, event.actor, event.reason) == (
        "hand_over",
        desk.cast.quan,
        "Bàn giao: chuyển công tác",
    )
    assert event.data == {
        "step": running(case).position,
        "from": desk.cast.chi.pk,
        "holder": linh.pk,
    }


def test_a_step_goes_to_nobody_where_the_successor_may_not_hold_it(desk: Desk) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    lock(desk, desk.cast.chi, desk.cast.an)
    assert running(case).holder is None
    linh = make_user("linh", "Đào Mỹ Linh", desk.cast.office, Role.SPECIALIST)
    assert desk.do(case, "complete_step", by=linh).state == CaseState.PROCESSING


def test_what_is_finished_keeps_its_holder(desk: Desk) -> None:
    case = desk.do(desk.case_in(CaseState.PROCESSING), "complete_step")
    lock(desk, desk.cast.chi)
    assert case.steps.get(role=Role.SPECIALIST).holder == desk.cast.chi
    assert not case.events.filter(kind="hand_over").exists()


def test_a_step_that_comes_back_does_not_come_back_to_who_has_left(desk: Desk) -> None:
    case = desk.do(desk.case_in(CaseState.PROCESSING), "complete_step")
    lock(desk, desk.cast.chi)
    desk.do(case, "return_step")
    assert (running(case).role, running(case).holder) == (Role.SPECIALIST, None)
