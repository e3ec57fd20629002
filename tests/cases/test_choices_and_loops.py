"""Several ways on from a step, and ways back: each run of a step is kept by itself."""

import pytest

from onestop.cases.models import Case, CaseStep
from onestop.cases.states import CaseState
from onestop.directory.refusals import BadInput, StateForbids
from tests.cases.desk import Desk
from tests.cases.workflows import L, Line, R, S, make_ways


@pytest.fixture
def case(desk: Desk) -> Case:
    """Return a case at step 2, from which 3 and 4 may follow; 4 may go back to 2."""
    make_ways(
        desk.cast.guardianship,
        Line(R, 10),
        Line(S, 40, to=(3, 4)),
        Line(S, 20),
        Line(L, 20, to=(2, 5)),
        Line(R, 10),
    )
    return desk.do(desk.receive(), "start_processing")


def running(case: Case) -> CaseStep:
    return case.steps.get(started_at__isnull=False, finished_at=None)


def test_where_several_steps_may_follow_one_is_chosen(desk: Desk, case: Case) -> None:
    with pytest.raises(BadInput, match=r"3\. Bước 3, 4\. Bước 4") as refused:
        desk.do(case, "complete_step")
    assert list(refused.value.errors) == ["to"]
    desk.do(case, "complete_step", to=4)
    assert running(case).position == 4
    assert case.steps.get(position=3).started_at is None
    event = case.events.last()
    assert event is not None
    assert event.data == {"step": 2, "to": 4}


@pytest.mark.parametrize("to", [1, 2, 5, 9, "4"])
def test_a_step_that_may_not_follow_is_not_chosen(desk: Desk, case: Case, to: object) -> None:
    with pytest.raises(BadInput):
        desk.do(case, "complete_step", to=to)
    assert running(case).position == 2


def test_a_straight_line_may_name_its_only_way(desk: Desk) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    with pytest.raises(BadInput):
        desk.do(case, "complete_step", to=4)
    desk.do(case, "complete_step", to=3)
    assert running(case).position == 3


def test_a_loop_runs_a_step_again_and_keeps_the_run_before(desk: Desk, case: Case) -> None:
    desk.do(case, "complete_step", to=4)
    first = case.steps.get(position=2)
    desk.later(hours=1)
    desk.do(case, "complete_step", by=desk.cast.dung, to=2)
    again = running(case)
    assert (again.position, again.run, again.started_at, again.holder) == (2, 2, desk.now, None)
    desk.later(hours=1)
    desk.do(case, "complete_step", to=3)
    runs = case.hand_overs.filter(from_step=again).order_by("id")
    assert [(one.from_run, one.from_person, one.ready_at) for one in runs] == [
        (1, desk.cast.chi, first.finished_at),
        (2, desk.cast.chi, desk.now),
    ]


def test_a_decision_that_may_also_go_back_is_decided_or_goes_back(desk: Desk, case: Case) -> None:
    desk.do(case, "complete_step", to=4)
    with pytest.raises(BadInput):
        desk.do(case, "complete_step", by=desk.cast.dung, to=5)  # that is what a decision does
    desk.do(case, "complete", outcome="granted")
    assert running(case).position == 5
    assert desk.do(case, "return_result").state == CaseState.RETURNED


def test_a_returned_step_goes_back_to_where_it_came_from(desk: Desk, case: Case) -> None:
    desk.do(case, "complete_step", to=4)
    desk.do(case, "return_step", reason="Thiếu căn cứ")
    assert (running(case).position, running(case).run) == (2, 2)


def test_time_is_shared_along_the_longest_way(desk: Desk, case: Case) -> None:
    assert case.due_at is not None
    step = running(case)
    assert step.due_at is not None
    assert step.due_at < case.due_at
    desk.do(case, "complete_step", to=4)
    assert running(case).due_at == case.due_at  # it decides: it has until the end


def test_nothing_is_decided_before_the_deciding_step(desk: Desk, case: Case) -> None:
    with pytest.raises(StateForbids, match="Chưa đến bước phê duyệt"):
        desk.do(case, "complete")
