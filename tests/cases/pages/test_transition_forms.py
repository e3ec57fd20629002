"""Transitions from the case page: told plainly, refused without losing what was typed."""

from typing import NamedTuple

import pytest

from onestop.cases.models import Case, CaseEvent
from onestop.cases.states import CaseState
from onestop.cases.transitions import TRANSITIONS
from onestop.cases.views.actions import FACES, FINAL, LIKELY
from onestop.directory.rights import Role
from tests.cases.desk import DOERS, TOLD, WAYS, Desk
from tests.cases.pages.browsing import Browsing, offered, text
from tests.cast import make_user


def state_of(case: Case) -> str:
    """Return the state in which the case is stored."""
    return str(Case.objects.get(pk=case.pk).state)


def test_every_transition_has_a_face() -> None:
    assert FACES.keys() == TRANSITIONS.keys()
    assert FINAL | set(LIKELY) <= TRANSITIONS.keys()


@pytest.mark.parametrize("goal", CaseState)
def test_every_state_is_reached_by_the_forms(
    desk: Desk, browsing: Browsing, goal: CaseState
) -> None:
    case = desk.register()
    for name in WAYS[goal]:
        who, told = DOERS.get(name, "an"), {**TOLD.get(name, {}), "confirmed": "yes"}
        page = browsing.make(who, case, name, **told)
        assert page.headers["Location"] == f"/cases/{case.code}/", name
    assert state_of(case) == goal


def test_what_was_done_is_said_on_the_page_that_follows(desk: Desk, browsing: Browsing) -> None:
    case = desk.receive()
    client = browsing.client("chi")
    page = client.post(f"/cases/{case.code}/transitions/start_processing/", follow=True)
    assert "Đã ghi: bắt đầu xử lý. Hồ sơ nay «đang xử lý»." in text(page)


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("refuse", CaseState.REGISTERED),
        ("withdraw", CaseState.PROCESSING),
        ("stop", CaseState.SUPPLEMENT_REQUESTED),
    ],
)
def test_what_cannot_be_undone_is_asked_again(
    desk: Desk, browsing: Browsing, name: str, state: CaseState
) -> None:
    case = desk.case_in(state)
    asked = browsing.make("an", case, name, reason="Không đúng nơi")
    assert asked.status_code == 200
    assert "Không đúng nơi" in text(asked)
    assert 'name="confirmed"' in text(asked)
    assert state_of(case) == state
    answer = browsing.make("an", case, name, reason="Không đúng nơi", confirmed="yes")
    assert answer.status_code == 302
    assert state_of(case) == TRANSITIONS[name].target


def test_a_rejection_is_asked_again_an_approval_is_not(desk: Desk, browsing: Browsing) -> None:
    case = desk.do(desk.case_in(CaseState.PROCESSING), "complete_step")
    asked = browsing.make("dung", case, "complete", outcome="rejected", reason="Trùng hồ sơ")
    assert "Không chấp thuận?" in text(asked)
    assert '<input type="hidden" name="outcome" value="rejected">' in text(asked)
    assert state_of(case) == CaseState.PROCESSING
    assert browsing.make("dung", case, "complete", outcome="granted").status_code == 302
    assert Case.objects.get(pk=case.pk).outcome == "granted"


def test_going_back_from_the_question_keeps_what_was_typed(desk: Desk, browsing: Browsing) -> None:
    case = desk.register()
    page = browsing.make("an", case, "refuse", reason="Không đúng nơi", back="yes")
    assert page.status_code == 200
    assert ">\nKhông đúng nơi</textarea>" in text(page)
    assert state_of(case) == CaseState.REGISTERED


class Wrong(NamedTuple):
    """A form that somebody sends in a state, and a part of what is said of it."""

    who: str
    name: str
    state: CaseState
    told: dict[str, str]
    said: str


@pytest.mark.parametrize(
    "wrong",
    [
        Wrong("an", "refuse", CaseState.REGISTERED, {"reason": " "}, "Không được để trống."),
        Wrong("chi", "request_supplement", CaseState.PROCESSING, {}, "Không được để trống."),
        Wrong("dung", "stop", CaseState.PROCESSING, {"reason": "\x07"}, "Có ký tự không in được."),
        Wrong("dung", "stop", CaseState.PROCESSING, {"reason": "x" * 501}, "Dài quá 500 ký tự."),
        Wrong("dung", "reassign", CaseState.PROCESSING, {}, "Hãy chọn một người."),
        Wrong("dung", "reassign", CaseState.PROCESSING, {"holder": "an"}, "field-error"),
        Wrong("chi", "complete_step", CaseState.PROCESSING, {"step": "two"}, "field-error"),
    ],
)
def test_what_was_typed_wrong_is_said_at_its_form(
    desk: Desk, browsing: Browsing, wrong: Wrong
) -> None:
    case = desk.case_in(wrong.state)
    page = browsing.make(wrong.who, case, wrong.name, **wrong.told, confirmed="yes")
    assert page.status_code == 422
    assert wrong.said in text(page)
    assert state_of(case) == wrong.state


def test_what_was_typed_stands_in_the_form_again(desk: Desk, browsing: Browsing) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    page = text(browsing.make("chi", case, "request_supplement", reason="Thiếu\x07 tờ khai"))
    form = page.partition('action="/cases/H00.01-261123-0001/transitions/request_supplement/')[
        2
    ].partition("</form>")[0]
    assert "tờ khai</textarea>" in form
    assert 'aria-invalid="true"' in form
    assert 'aria-describedby="request_supplement_reason_error"' in form
    assert 'id="request_supplement_reason_error"' in form
    assert "<details open>" in page
    assert '<a href="#todo">' in page


def test_what_the_state_no_longer_allows_is_a_conflict_that_keeps_the_text(
    desk: Desk, browsing: Browsing
) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    desk.do(case, "request_supplement")
    page = browsing.make("chi", case, "request_supplement", reason="Thiếu giấy ủy quyền")
    assert page.status_code == 409
    assert "đang ở trạng thái «yêu cầu bổ sung giấy tờ»" in text(page)
    assert "«yêu cầu bổ sung giấy tờ»" in text(page)
    assert "Thiếu giấy ủy quyền</q>" in text(page)


def test_a_page_that_is_out_of_date_finishes_no_other_step(desk: Desk, browsing: Browsing) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    seen = text(browsing.get("chi", f"/cases/{case.code}/"))
    assert '<input type="hidden" name="step" value="2"' in seen
    assert browsing.make("chi", case, "complete_step", step="2").status_code == 302
    desk.do(case, "return_step", by=desk.cast.dung)
    events = CaseEvent.objects.count()
    assert browsing.make("chi", case, "complete_step", step="3").status_code == 409
    assert CaseEvent.objects.count() == events


@pytest.mark.parametrize("name", TRANSITIONS)
def test_who_has_no_right_is_told_so_whatever_the_state(
    desk: Desk, browsing: Browsing, name: str
) -> None:
    for case in (desk.receive(), desk.case_in(CaseState.RETURNED)):
        before = state_of(case)
        page = browsing.make("giang", case, name, confirmed="yes")
        assert page.status_code == 403
        assert state_of(case) == before


@pytest.mark.parametrize("name", TRANSITIONS)
def test_another_offices_case_is_not_found(desk: Desk, browsing: Browsing, name: str) -> None:
    case = desk.register()
    assert browsing.make("xuan", case, name, confirmed="yes").status_code == 404
    assert state_of(case) == CaseState.REGISTERED


@pytest.mark.parametrize("name", TRANSITIONS)
def test_nothing_happens_by_asking_for_a_page(desk: Desk, browsing: Browsing, name: str) -> None:
    case = desk.register()
    page = browsing.get("an", f"/cases/{case.code}/transitions/{name}/", confirmed="yes")
    assert page.headers["Location"] == f"/cases/{case.code}/"
    assert state_of(case) == CaseState.REGISTERED


def test_nothing_happens_without_the_token_of_the_form(desk: Desk, browsing: Browsing) -> None:
    case = desk.register()
    client = browsing.client("an", enforce_csrf_checks=True)
    assert client.post(f"/cases/{case.code}/transitions/receive/").status_code == 403
    assert state_of(case) == CaseState.REGISTERED


def test_nothing_happens_for_nobody(desk: Desk, browsing: Browsing) -> None:
    case = desk.register()
    assert browsing.make(None, case, "receive").status_code == 302
    assert state_of(case) == CaseState.REGISTERED


def test_there_is_no_other_transition(desk: Desk, browsing: Browsing) -> None:
    assert browsing.make("an", desk.register(), "delete").status_code == 404


def test_the_step_goes_to_whom_it_is_given(desk: Desk, browsing: Browsing) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    make_user("khanh", "Lý Văn Khánh", desk.cast.office, Role.SPECIALIST)
    page = text(browsing.get("dung", f"/cases/{case.code}/"))
    choices = page.partition('id="reassign_holder"')[2].partition("</select>")[0]
    assert '<option value="khanh">Lý Văn Khánh</option>' in choices
    assert choices.count("<option") == 2  # "choose", and everyone but the present holder
    browsing.make("dung", case, "reassign", holder="khanh")
    assert "complete_step" not in offered(browsing.get("chi", f"/cases/{case.code}/"))
