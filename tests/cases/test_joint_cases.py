"""Joint cases (liên thông): steps of several agencies on one case, which counts once."""

import pytest

from onestop.cases.models import Case, HandOver
from onestop.cases.selectors import WorkWanted, case_list, step_lines, work_list
from onestop.cases.selectors.lists import Wanted
from onestop.cases.services import hand_over_confirm
from onestop.directory.models import Agency, User
from onestop.directory.refusals import NotAllowed, StateForbids
from onestop.supervision.selectors import board_of
from tests.cases.desk import Desk
from tests.cases.workflows import L, Line, R, S, make_police, make_tax, make_ways
from tests.cast import make_office


@pytest.fixture
def case(desk: Desk) -> Case:
    """Return a case at the tax office's step, which has confirmed it."""
    tax = make_tax(desk.cast.office)
    make_ways(
        desk.cast.guardianship,
        Line(R, 10),
        Line(S, 40),
        Line(S, 20, agency=tax),
        Line(L, 10, agency=tax),
        Line(L, 10),
        Line(R, 10),
    )
    found = desk.do(desk.do(desk.receive(), "start_processing"), "complete_step")
    confirm(desk, found, "thue")
    return found


def account(name: str) -> User:
    return User.objects.get(username=name)


def confirm(desk: Desk, case: Case, who: str) -> None:
    waiting = HandOver.objects.get(case=case, received_at=None, returned_at=None)
    hand_over_confirm(hand_over_id=waiting.pk, actor=account(who), now=desk.now)


def test_each_agency_works_on_its_own_steps_alone(desk: Desk, case: Case) -> None:
    with pytest.raises(NotAllowed):
        desk.do(case, "complete_step", by=desk.cast.chi)
    desk.do(case, "complete_step", by=account("thue"))
    with pytest.raises(NotAllowed):
        desk.do(case, "complete_step", by=desk.cast.dung)
    desk.do(case, "complete_step", by=account("tam"))
    confirm(desk, case, "dung")
    desk.do(case, "complete", outcome="granted")


def test_frame_16_another_agencys_leader_does_not_decide(desk: Desk, case: Case) -> None:
    desk.do(case, "complete_step", by=account("thue"))
    desk.do(case, "complete_step", by=account("tam"))
    confirm(desk, case, "dung")
    with pytest.raises(NotAllowed):
        desk.do(case, "complete", by=account("tam"))


def test_only_its_own_agency_gives_a_step_to_a_colleague(desk: Desk, case: Case) -> None:
    with pytest.raises(NotAllowed):
        desk.do(case, "reassign", by=desk.cast.dung, holder="thue")
    desk.do(case, "reassign", by=account("tam"), holder="thue")


def test_an_agency_lists_only_its_steps(desk: Desk, case: Case) -> None:
    other = desk.do(desk.receive(), "start_processing")
    by_agency = {code: listed(desk, code) for code in ("H00.01", "H00.07")}
    assert by_agency == {"H00.01": [other], "H00.07": [case]}
    assert [row.case for row in work_list(account("thue"), desk.now)] == [case]
    assert [row.case for row in work_list(desk.cast.chi, desk.now)] == [other]


def listed(desk: Desk, agency: str) -> list[Case]:
    lines = step_lines([desk.cast.office], desk.now, WorkWanted(agency=agency))
    return [one.step.case for one in lines]


def test_the_office_counts_a_joint_case_once(desk: Desk) -> None:
    tax, police = make_tax(desk.cast.office), make_police(desk.cast.office)
    make_ways(
        desk.cast.guardianship,
        Line(R),
        Line(S, 40, agency=tax, group=1),
        Line(S, 40, agency=police, group=1),
        Line(L, 20),
        Line(R),
    )
    case = desk.receive()
    page = case_list([desk.cast.office], desk.now, Wanted())
    assert [row.case for row in page.rows] == [case]
    desk.later(days=20)
    assert board_of(desk.cast.office, desk.now).figures.overdue == 1


def test_a_step_of_another_offices_agency_is_refused_in_words(desk: Desk) -> None:
    _, far = make_office("xa", "Xã Xa", "H00.05")
    assert isinstance(far, Agency)
    make_ways(desk.cast.guardianship, Line(R), Line(S, agency=far), Line(R))
    with pytest.raises(StateForbids, match="không phải cơ quan của bộ phận một cửa này"):
        desk.receive()
