"""Assigning: two at once, many at once, and how much each colleague holds."""

from datetime import datetime

import pytest

from onestop.cases.models import Case
from onestop.cases.selectors import loads
from onestop.cases.services import case_transition, steps_assign
from onestop.cases.states import CaseState
from onestop.directory.models import User
from onestop.directory.refusals import BadInput, StateForbids
from tests.at_once import answers_at_once
from tests.cases.desk import Desk, culture_day
from tests.cases.test_at_once import fresh, refusals
from tests.cases.workflows import S
from tests.cast import make_cast, make_user


@pytest.fixture
def hoa(desk: Desk) -> User:
    """Return Hoa, a second specialist."""
    return make_user("hoa", "Đinh Thị Hoa", desk.cast.office, S)


@pytest.mark.usefixtures("hoa")
def test_who_assigns_says_whom_he_saw(desk: Desk) -> None:
    case = desk.receive()
    desk.do(case, "reassign", by=desk.cast.dung, holder="hoa", seen="")
    with pytest.raises(StateForbids, match="nay do Đinh Thị Hoa giữ"):
        desk.do(case, "reassign", by=desk.cast.dung, holder="chi", seen="")
    desk.do(case, "reassign", by=desk.cast.dung, holder="chi", seen="hoa")


@pytest.mark.usefixtures("hoa")
def test_many_are_assigned_at_once_and_each_refusal_is_told(desk: Desk) -> None:
    cases = [desk.receive() for _ in range(3)]
    taken = desk.do(cases[2], "start_processing")
    seen = {one.code: "" for one in cases}
    done = steps_assign(seen=seen, holder="hoa", actor=desk.cast.dung, now=desk.now)
    assert done.given == [cases[0].code, cases[1].code]
    assert list(done.refused) == [taken.code]
    assert "Phạm Thị Chi" in done.refused[taken.code]


def test_assigning_nothing_is_refused(desk: Desk) -> None:
    with pytest.raises(BadInput):
        steps_assign(seen={}, holder="hoa", actor=desk.cast.dung, now=desk.now)


def test_the_load_counts_what_each_colleague_holds(desk: Desk, hoa: User) -> None:
    desk.case_in(CaseState.PROCESSING)
    desk.case_in(CaseState.PROCESSING)
    desk.case_in(CaseState.RETURNED)
    desk.later(days=20)
    desk.do(desk.receive(), "reassign", by=desk.cast.dung, holder="hoa")
    found = {one.person: (one.open, one.late) for one in loads([desk.cast.office], desk.now)}
    assert (found[desk.cast.chi], found[hoa], found[desk.cast.an]) == ((2, 2), (1, 0), (0, 0))
    assert desk.cast.xuan not in found


@pytest.mark.django_db(transaction=True)
def test_frame_14_of_two_assigners_at_once_one_wins_and_the_other_is_told(
    transactional_db: None,  # noqa: ARG001 (committed rows)
    monday_morning: datetime,
) -> None:
    cast = make_cast()
    culture_day()
    desk = Desk(cast, monday_morning)
    for name in ("hoa", "mai"):
        make_user(name, name.title(), cast.office, S)
    case = desk.receive()

    def assign(holder: str) -> Case:
        return case_transition(
            code=case.code,
            name="reassign",
            actor=fresh(cast.dung),
            now=desk.now,
            holder=holder,
            seen="",
        )

    answers = answers_at_once(lambda: assign("hoa"), lambda: assign("mai"))
    (refused,) = refusals(answers)
    assert isinstance(refused, StateForbids)
    assert "vừa được phân công lại" in str(refused.detail)
    assert case.events.filter(kind="reassign").count() == 1
