"""Opinions on the page of a case: asked, answered, withdrawn, and what was typed comes back."""

from typing import Any

import pytest

from onestop.cases.models import Case, Opinion
from onestop.cases.states import CaseState
from onestop.directory.models import User
from tests.cases.desk import Desk
from tests.cases.pages.browsing import Browsing, text
from tests.cases.workflows import make_police, make_tax


@pytest.fixture
def case(desk: Desk) -> Case:
    """Return a case that Chi works on, beside a tax office and the police."""
    make_tax(desk.cast.office)
    make_police(desk.cast.office)
    return desk.case_in(CaseState.PROCESSING)


def ask(browsing: Browsing, case: Case, **typed: Any) -> Any:
    facts = {"question": "Có nợ thuế không?", "agencies": ["H00.07", "H00.08"], "within": "8"}
    return browsing.post("chi", f"/cases/{case.code}/opinions/", **{**facts, **typed})


def as_account(browsing: Browsing, name: str) -> Browsing:
    setattr(browsing.desk.cast, name, User.objects.get(username=name))
    return browsing


def test_several_are_asked_at_once_and_see_it_on_their_list(case: Case, browsing: Browsing) -> None:
    assert ask(browsing, case).status_code == 302
    assert case.opinions.count() == 2
    own = text(as_account(browsing, "thue").get("thue", "/cases/"))
    assert "Ý kiến chờ bạn trả lời" in own
    assert "Có nợ thuế không?" in own


def test_an_answer_is_given_on_the_case_page(case: Case, browsing: Browsing) -> None:
    ask(browsing, case)
    opinion = case.opinions.get(agency__code="H00.07")
    as_account(browsing, "thue")
    page = text(browsing.get("thue", f"/cases/{case.code}/"))
    assert f"/opinions/{opinion.pk}/answer/" in page
    address = f"/opinions/{opinion.pk}/answer/"
    refused = browsing.post("thue", address, answer="disagree", text="")
    assert refused.status_code == 422
    assert "Không được để trống" in text(refused)
    browsing.post("thue", address, answer="disagree", text="Còn nợ")
    assert "Còn nợ" in text(browsing.get("chi", f"/cases/{case.code}/"))


def test_what_was_typed_and_refused_comes_back(case: Case, browsing: Browsing) -> None:
    answer = ask(browsing, case, agencies=[])
    assert answer.status_code == 422
    assert "Có nợ thuế không?" in text(answer)
    assert "Hãy chọn từ 1 đến 20" in text(answer)
    assert not Opinion.objects.exists()


def test_the_block_names_who_is_missing(case: Case, browsing: Browsing) -> None:
    ask(browsing, case)
    answer = browsing.make("chi", case, "complete_step")
    assert answer.status_code == 409
    assert "Thuế cơ sở; Công an xã" in text(answer)


def test_a_question_is_withdrawn_with_a_reason(case: Case, browsing: Browsing) -> None:
    ask(browsing, case, agencies=["H00.07"])
    opinion = case.opinions.get()
    address = f"/opinions/{opinion.pk}/withdraw/"
    assert browsing.post("chi", address, reason="").status_code == 422
    assert browsing.post("chi", address, reason="Đã có văn bản").status_code == 302
    assert browsing.post("chi", address, reason="Nữa").status_code == 409


def test_who_was_not_asked_has_no_form_and_may_not_answer(case: Case, browsing: Browsing) -> None:
    ask(browsing, case)
    opinion = case.opinions.get(agency__code="H00.07")
    assert "/answer/" not in text(browsing.get("chi", f"/cases/{case.code}/"))
    sent = browsing.post("chi", f"/opinions/{opinion.pk}/answer/", answer="agree")
    assert sent.status_code == 403
    assert browsing.post("chi", f"/opinions/{opinion.pk}/eat/").status_code == 404
