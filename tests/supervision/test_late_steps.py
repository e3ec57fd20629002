"""At which step cases were late in the last 30 days."""

from onestop.cases.models import Case
from onestop.supervision.selectors import LateStep, late_steps
from tests.cases.desk import Desk


def processed_late(desk: Desk) -> Case:
    """Return a case whose appraisal was finished late, and which its leader approved in time."""
    case = desk.do(desk.receive(), "start_processing")
    desk.later(days=4)
    desk.do(case, "complete_step")
    return desk.do(case, "complete")


def names(desk: Desk) -> dict[str, int]:
    """Return the late steps with how often they were late."""
    return {one.name: one.count for one in late_steps(desk.cast.office, desk.now)}


def test_the_step_that_was_late_is_named_not_the_others(desk: Desk) -> None:
    processed_late(desk)
    assert late_steps(desk.cast.office, desk.now) == [LateStep("Thẩm định", 1, 100)]


def test_a_step_that_is_over_its_time_now_counts(desk: Desk) -> None:
    desk.do(desk.receive(), "start_processing")
    assert names(desk) == {}
    desk.later(days=4)
    assert names(desk) == {"Thẩm định": 1}


def test_a_paused_step_is_nobodys_lateness(desk: Desk) -> None:
    case = desk.do(desk.receive(), "start_processing")
    desk.do(case, "request_supplement")
    desk.later(days=20)
    assert names(desk) == {}
    desk.do(case, "withdraw")
    assert names(desk) == {}


def test_the_worst_come_first_with_their_share(desk: Desk) -> None:
    for _ in range(4):
        desk.do(desk.receive(), "start_processing")
    waiting = desk.do(desk.receive(), "start_processing")
    desk.do(waiting, "complete_step")
    desk.later(days=7)
    assert late_steps(desk.cast.office, desk.now) == [
        LateStep("Thẩm định", 4, 100),
        LateStep("Phê duyệt", 1, 25),
    ]


def test_after_thirty_days_it_is_past(desk: Desk) -> None:
    processed_late(desk)
    desk.later(days=30)
    assert names(desk) == {"Thẩm định": 1}
    desk.later(seconds=1)
    assert names(desk) == {}


def test_each_office_sees_its_own(desk: Desk) -> None:
    processed_late(desk)
    assert late_steps(desk.cast.other_office, desk.now) == []
