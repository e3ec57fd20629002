"""In whose hands steps became late, which are about to be, and whose opinion is missing."""

from onestop.cases.services import opinions_ask, steps_warn
from onestop.cases.states import CaseState
from onestop.directory.rights import Role
from onestop.supervision.steps import HolderLate, holders_late, nearly
from tests.cases.desk import Desk
from tests.cases.pages.browsing import Browsing, text
from tests.cast import make_user

PLACE = "Tư pháp – Hộ tịch"


def late(desk: Desk) -> list[HolderLate]:
    return holders_late(desk.cast.office, desk.now)


def test_lateness_falls_on_who_held_the_step_when_it_became_late(desk: Desk) -> None:
    hoa = make_user("hoa", "Đinh Thị Hoa", desk.cast.office, Role.SPECIALIST)
    case = desk.case_in(CaseState.PROCESSING)
    desk.later(days=7)
    assert late(desk) == [HolderLate(PLACE, desk.cast.chi, 0, 1)]
    desk.do(case, "reassign", holder="hoa")
    assert late(desk) == [HolderLate(PLACE, desk.cast.chi, 1, 0)]
    desk.do(case, "complete_step", by=hoa)
    assert late(desk)[0] == HolderLate(PLACE, desk.cast.chi, 1, 0)
    assert hoa not in [one.person for one in late(desk)]


def test_what_nobody_has_taken_is_late_at_its_agency(desk: Desk) -> None:
    desk.receive()
    desk.later(days=7)
    assert late(desk) == [HolderLate(PLACE, None, 0, 1)]


def test_a_paused_or_withdrawn_case_is_nobodys_lateness(desk: Desk) -> None:
    paused = desk.case_in(CaseState.SUPPLEMENT_REQUESTED)
    desk.later(days=20)
    assert late(desk) == []
    desk.do(paused, "withdraw")
    assert late(desk) == []


def test_what_was_late_before_a_run_began_is_not_late_anew(desk: Desk) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    for _ in range(2):
        desk.later(days=7)
        desk.do(case, "complete_step")
        desk.do(case, "return_step")
    assert late(desk) == [HolderLate(PLACE, desk.cast.chi, 1, 0)]


def test_the_board_says_what_is_nearly_over_and_whose_opinion_is_missing(
    desk: Desk, browsing: Browsing
) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    opinions_ask(
        code=case.code,
        agencies=["H00.01"],
        question="?",
        within=4,
        actor=desk.cast.chi,
        now=desk.now,
    )
    desk.later(days=3, hours=2)
    steps_warn(now=desk.now)
    found = nearly(desk.cast.office, desk.now)
    assert (found.warned, found.opinions) == (1, 1)
    board = text(browsing.get("giang", "/board/"))
    assert "1 bước sắp hết giờ" in board
    assert "1 ý kiến quá hạn" in board
    page = text(browsing.get("giang", "/board/steps/"))
    assert page.count(case.code) >= 2


def test_the_page_is_for_who_watches_and_costs_no_more_for_more(
    desk: Desk, browsing: Browsing
) -> None:
    assert browsing.get("chi", "/board/steps/").status_code == 403
    desk.case_in(CaseState.PROCESSING)
    desk.later(days=7)
    few = browsing.queries("giang", "/board/steps/")
    for _ in range(4):
        desk.receive()
    assert browsing.queries("giang", "/board/steps/") == few


def test_each_office_sees_its_own_steps(desk: Desk) -> None:
    desk.case_in(CaseState.PROCESSING)
    desk.later(days=7)
    assert holders_late(desk.cast.other_office, desk.now) == []
