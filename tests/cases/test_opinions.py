"""Opinions are asked at the same time, each with its own deadline; silence is not consent."""

from datetime import datetime
from functools import partial

import pytest

from onestop.cases.models import Case, Opinion
from onestop.cases.selectors import opinions_awaited
from onestop.cases.services import (
    opinion_answer,
    opinion_withdraw,
    opinions_ask,
    opinions_report,
)
from onestop.cases.states import CaseState
from onestop.directory.models import User
from onestop.directory.refusals import BadInput, NotAllowed, NotFound, StateForbids
from tests.cases.desk import Desk
from tests.cases.workflows import L, Line, R, S, make_police, make_tax, make_ways
from tests.conftest import HANOI


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """Return the desk with a tax office and the police beside Chi's agency."""
    make_tax(desk.cast.office)
    make_police(desk.cast.office)
    return desk


def account(name: str) -> User:
    return User.objects.get(username=name)


def ask(desk: Desk, case: Case, *agencies: str, **told: object) -> list[Opinion]:
    facts = {"question": "Có ý kiến gì không?", "agencies": agencies, **told}
    return opinions_ask(code=case.code, actor=desk.cast.chi, now=desk.now, **facts)  # type: ignore[arg-type]


def answer(desk: Desk, opinion: Opinion, by: str, said: str = "agree", text: str = "") -> None:
    opinion_answer(opinion_id=opinion.pk, answer=said, text=text, actor=account(by), now=desk.now)


def test_frame_15_one_of_two_mandatory_opinions_is_missing(desk: Desk) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    tax, police = ask(desk, case, "H00.07", "H00.08")
    answer(desk, tax, "thue")
    with pytest.raises(StateForbids, match=r"của: Công an xã\. Im lặng không phải là đồng ý"):
        desk.do(case, "complete_step")
    answer(desk, police, "cong", "conditions", "Cần xác minh nơi ở")
    desk.do(case, "complete_step")
    police.refresh_from_db()
    assert (police.answer, police.text) == ("conditions", "Cần xác minh nơi ở")


def test_an_opinion_that_is_not_mandatory_blocks_nothing(desk: Desk) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    ask(desk, case, "H00.07", mandatory=False)
    desk.do(case, "complete_step")


def test_each_answer_is_due_in_working_hours_and_no_later_than_the_case(desk: Desk) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    (soon,) = ask(desk, case, "H00.07", within=4)
    (last,) = ask(desk, case, "H00.08", within=400)
    assert soon.due_at == datetime(2026, 11, 23, 15, 0, tzinfo=HANOI)
    assert last.due_at == case.due_at


def test_a_person_may_be_asked_and_answers_alone(desk: Desk) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    (asked,) = ask(desk, case, people=["tam"])
    assert (asked.agency.code, asked.person) == ("H00.07", account("tam"))
    with pytest.raises(NotAllowed):
        answer(desk, asked, "thue")
    answer(desk, asked, "tam", "disagree", "Chưa nộp lệ phí")


@pytest.mark.parametrize("said", ["conditions", "disagree"])
def test_who_does_not_simply_agree_says_why(desk: Desk, said: str) -> None:
    (asked,) = ask(desk, desk.case_in(CaseState.PROCESSING), "H00.07")
    with pytest.raises(BadInput) as refused:
        answer(desk, asked, "thue", said)
    assert list(refused.value.errors) == ["text"]


def test_an_answer_is_given_once_by_whom_it_was_asked_of(desk: Desk) -> None:
    (asked,) = ask(desk, desk.case_in(CaseState.PROCESSING), "H00.07")
    for stranger in ("chi", "cong", "giang"):
        with pytest.raises(NotAllowed):
            answer(desk, asked, stranger)
    with pytest.raises(NotFound):
        answer(desk, asked, "xuan")
    with pytest.raises(BadInput):
        answer(desk, asked, "thue", "maybe")
    answer(desk, asked, "thue")
    with pytest.raises(StateForbids, match="đã được trả lời"):
        answer(desk, asked, "tam", "disagree", "Không")


def test_whoever_asked_may_ask_no_longer_with_a_reason(desk: Desk) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    (asked,) = ask(desk, case, "H00.07")
    withdraw = partial(opinion_withdraw, opinion_id=asked.pk, now=desk.now)
    with pytest.raises(NotAllowed):
        withdraw(reason="Không cần", actor=account("thue"))
    with pytest.raises(BadInput):
        withdraw(reason=" ", actor=desk.cast.chi)
    withdraw(reason="Đã có văn bản", actor=desk.cast.chi)
    desk.do(case, "complete_step")
    with pytest.raises(StateForbids, match="đã được rút"):
        answer(desk, asked, "thue")


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"agencies": ["H00.99"]}, "agencies"),
        ({"agencies": []}, "agencies"),
        ({"agencies": ["H00.07", "H00.07"]}, "agencies"),
        ({"people": ["giang"]}, "people"),
        ({"people": ["xuan"]}, "people"),
        ({"agencies": ["H00.07"], "within": 0}, "within"),
        ({"agencies": ["H00.07"], "question": " "}, "question"),
    ],
)
def test_a_question_that_nobody_can_answer_is_refused(
    desk: Desk, told: dict[str, object], field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        ask(desk, desk.case_in(CaseState.PROCESSING), **told)
    assert list(refused.value.errors) == [field]
    assert not Opinion.objects.exists()


def test_only_who_works_on_the_case_asks(desk: Desk) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    told = {"agencies": ["H00.07"], "question": "?", "now": desk.now}
    with pytest.raises(NotAllowed):
        opinions_ask(code=case.code, actor=desk.cast.giang, **told)  # type: ignore[arg-type]
    with pytest.raises(StateForbids):
        ask(desk, desk.receive(), "H00.07")


def test_what_is_over_its_time_is_reported_once(desk: Desk) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    (asked,) = ask(desk, case, "H00.07", within=4)
    assert opinions_report(now=desk.now) == 0
    desk.later(days=2)
    assert [opinions_report(now=desk.now), opinions_report(now=desk.now)] == [1, 0]
    event = case.events.get(kind="opinion.overdue")
    assert (event.actor, event.data["opinions"]) == (None, [asked.pk])
    with pytest.raises(StateForbids, match="Thuế cơ sở"):  # still no consent
        desk.do(case, "complete_step")


def test_a_question_is_on_the_list_of_whom_it_was_asked_of(desk: Desk) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    later = ask(desk, case, "H00.07", within=8)
    sooner = ask(desk, desk.case_in(CaseState.PROCESSING), "H00.07", within=4)
    ask(desk, case, people=["tam"])
    assert opinions_awaited(account("thue")) == [*sooner, *later]
    assert opinions_awaited(desk.cast.chi) == []


def test_a_pause_moves_what_was_asked(desk: Desk) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    (asked,) = ask(desk, case, "H00.07", within=4)
    desk.do(case, "request_payment", by=desk.cast.chi)
    desk.later(days=2)
    assert opinions_report(now=desk.now) == 0
    desk.do(case, "confirm_payment")
    asked.refresh_from_db()
    assert asked.due_at == datetime(2026, 11, 25, 15, 0, tzinfo=HANOI)


def test_a_case_that_ends_asks_nobody_any_more(desk: Desk) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    ask(desk, case, "H00.07")
    desk.do(case, "withdraw")
    assert opinions_awaited(account("thue")) == []


@pytest.fixture
def staged(desk: Desk) -> Case:
    """Return a case whose workflow asks tax and police at the same time after step 2."""
    tax, police = desk.cast.office.agencies.filter(code__in=["H00.07", "H00.08"]).order_by("code")
    make_ways(
        desk.cast.guardianship,
        Line(R),
        Line(S, 40),
        Line(S, 20, agency=tax, group=1),
        Line(S, 20, agency=police, group=1),
        Line(L, 20),
        Line(R),
    )
    return desk.do(desk.do(desk.receive(), "start_processing"), "complete_step")


def test_the_workflow_asks_several_at_once_and_goes_on_after_the_last(
    desk: Desk, staged: Case
) -> None:
    running = staged.steps.filter(started_at__isnull=False, finished_at=None)
    assert [one.position for one in running] == [3, 4]
    asked = staged.hand_overs.filter(from_step__position=2)
    assert [(one.to_agency, one.result) for one in asked] == [
        (running[0].agency, "before"),
        (running[1].agency, ""),
    ]
    tax, police = staged.opinions.order_by("id")
    assert tax.due_at == police.due_at == running[0].due_at
    with pytest.raises(StateForbids, match="Thuế cơ sở; Công an xã"):
        desk.do(staged, "complete_step", by=desk.cast.chi)
    answer(desk, police, "cong")
    assert [one.position for one in running.all()] == [3]
    answer(desk, tax, "thue", "disagree", "Còn nợ thuế")
    assert [one.position for one in running.all()] == [5]
    desk.do(staged, "complete", outcome="rejected")


def test_an_opinion_that_never_comes_is_withdrawn_by_the_leader(desk: Desk, staged: Case) -> None:
    tax, police = staged.opinions.order_by("id")
    answer(desk, tax, "thue")
    with pytest.raises(NotAllowed):
        opinion_withdraw(opinion_id=police.pk, reason="Giải thể", actor=desk.cast.chi, now=desk.now)
    opinion_withdraw(opinion_id=police.pk, reason="Giải thể", actor=desk.cast.dung, now=desk.now)
    assert staged.steps.get(position=5).is_running


def test_a_case_ends_while_opinions_are_asked(desk: Desk, staged: Case) -> None:
    desk.do(staged, "stop")
    assert not staged.steps.filter(started_at__isnull=False, finished_at=None).exists()
    assert not staged.opinions.filter(withdrawn_at=None).exists()
