"""Letters of apology on the pages: drafted at the case, moved on in their own list."""

from typing import Any

import pytest

from onestop.cases.models import Apology, Case
from onestop.cases.services import apology_return, proposed_dates
from onestop.cases.states import CaseState
from tests.cases.desk import LAN, Desk
from tests.cases.pages.browsing import Browsing, listed, text

TOLD = {"channel": "phone", "reached": "yes"}
WORDS = "Hồ sơ gốc lưu ở kho tỉnh"


@pytest.fixture
def case(desk: Desk) -> Case:
    """Return a case that Chi processes, due on Friday 27 November."""
    return desk.do(desk.receive(), "start_processing")


def draft(browsing: Browsing, case: Case, who: str = "chi", **typed: Any) -> Any:
    """Send the form of a draft."""
    told = {"cause": "d1", "reason": WORDS, "new_due_at": "none", **typed}
    return browsing.post(who, f"/cases/{case.code}/apologies/", **told)


def move(browsing: Browsing, apology: Apology, name: str, who: str = "dung", **typed: Any) -> Any:
    """Send the form of a move."""
    return browsing.post(who, f"/apologies/{apology.pk}/{name}/", **typed)


def state_of(apology: Apology) -> str:
    """Return the state in which the apology is stored."""
    return str(Apology.objects.get(pk=apology.pk).state)


def test_a_draft_carries_reason_and_a_proposed_date(
    desk: Desk, browsing: Browsing, case: Case
) -> None:
    proposed = proposed_dates(case, desk.now)[1]
    page = draft(browsing, case, new_due_at=proposed.isoformat())
    assert page.headers["Location"] == f"/cases/{case.code}/"
    apology = Apology.objects.get()
    assert apology.reason == f"Cần xác minh, kiểm tra thực địa: {WORDS}"
    assert apology.new_due_at == proposed
    assert apology.drafted_by == desk.cast.chi


@pytest.mark.parametrize("choice", ["other", ""])
def test_another_day_may_be_typed(browsing: Browsing, case: Case, choice: str) -> None:
    page = draft(browsing, case, new_due_at=choice, other_day="2026-12-09")
    assert page.status_code == 302
    new_due_at = Apology.objects.get().new_due_at
    assert new_due_at is not None
    assert new_due_at.isoformat() == "2026-12-09T10:30:00+00:00"  # closing time


def test_a_reason_may_be_all_ones_own_words(browsing: Browsing, case: Case) -> None:
    draft(browsing, case, cause="other")
    assert Apology.objects.get().reason == WORDS


def test_the_letter_is_vietnamese_whatever_the_language_of_the_page(
    browsing: Browsing, case: Case
) -> None:
    client = browsing.client("chi")
    client.cookies["django_language"] = "en"
    told = {"cause": "d0", "new_due_at": "none"}
    client.post(f"/cases/{case.code}/apologies/", told)
    assert Apology.objects.get().reason == "Chờ ý kiến của cơ quan phối hợp"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"cause": ""}, "Hãy chọn lý do."),
        ({"cause": "99"}, "Danh sách lý do vừa đổi."),
        ({"cause": "other", "reason": ""}, "Hãy ghi lý do."),
        ({"reason": "a\x00b"}, "reason"),
        ({"new_due_at": ""}, "Hãy chọn ngày hẹn mới"),
        ({"new_due_at": "tomorrow"}, "new_due_at"),
        ({"new_due_at": "other"}, "Hãy nhập ngày."),
        ({"new_due_at": "other", "other_day": "2026-02-30"}, "Ngày này không có thật."),
        ({"new_due_at": "other", "other_day": "2026-12-06"}, "phải là ngày làm việc"),
        ({"new_due_at": "other", "other_day": "2026-11-25"}, "phải sau hạn hiện tại"),
        ({"new_due_at": "other", "other_day": "9999-12-31"}, "trong vòng hai năm"),
    ],
)
def test_what_was_typed_wrong_is_said_and_nothing_is_lost(
    browsing: Browsing, case: Case, typed: dict[str, str], sentence: str
) -> None:
    page = draft(browsing, case, **typed)
    assert page.status_code == 422
    assert sentence in text(page)
    assert "field-error" in text(page)
    assert '<a href="#letters">' in text(page)
    assert typed.get("reason", WORDS).replace("\x00", "") in text(page).replace("\x00", "")
    assert not Apology.objects.exists()


def test_one_new_date_a_case_is_explained(desk: Desk, browsing: Browsing, case: Case) -> None:
    before = text(browsing.get("chi", f"/cases/{case.code}/"))
    assert "Mỗi hồ sơ chỉ được hẹn lại một lần" in before
    desk.apology(case, "approve", "sign", "send", new_due_at=proposed_dates(case, desk.now)[0])
    after = text(browsing.get("chi", f"/cases/{case.code}/"))
    assert "Hồ sơ này đã được hẹn lại một lần" in after
    assert 'name="new_due_at"' not in after
    assert draft(browsing, case, new_due_at="other", other_day="2026-12-09").status_code == 302
    assert Apology.objects.order_by("-id")[0].new_due_at is None


@pytest.mark.parametrize("who", ["an", "giang"])
def test_who_may_not_draft_sees_no_form_and_is_refused(
    browsing: Browsing, case: Case, who: str
) -> None:
    assert "Lập thư" not in text(browsing.get(who, f"/cases/{case.code}/"))
    assert draft(browsing, case, who).status_code == 403
    assert draft(browsing, case, who, cause="").status_code == 403


def test_an_ended_case_owes_no_letter(desk: Desk, browsing: Browsing) -> None:
    case = desk.case_in(CaseState.RETURNED)
    assert "Lập thư" not in text(browsing.get("chi", f"/cases/{case.code}/"))
    page = draft(browsing, case)
    assert page.status_code == 409
    assert "không có hạn trả để xin lỗi" in text(page)
    assert WORDS in text(page)


@pytest.mark.parametrize("passed", [{"days": 4, "hours": 1}, {"days": 7}])
def test_a_case_that_is_late_or_nearly_so_asks_for_its_letter(
    desk: Desk, browsing: Browsing, case: Case, passed: dict[str, int]
) -> None:
    asks = "message-warning"
    assert asks not in text(browsing.get("chi", f"/cases/{case.code}/"))
    desk.later(**passed)
    assert asks in text(browsing.get("chi", f"/cases/{case.code}/"))
    desk.apology(case)
    assert asks not in text(browsing.get("chi", f"/cases/{case.code}/"))


def test_each_sees_the_letters_that_wait_for_them(desk: Desk, browsing: Browsing) -> None:
    codes = []
    for moves in ((), ("approve",), ("approve", "sign"), ("approve", "sign", "send")):
        case = desk.receive()
        codes.append(case.code)
        desk.apology(case, *moves)
    returned = desk.apology(desk.receive())
    apology_return(apology_id=returned.pk, reason="Viết rõ hơn", actor=desk.cast.dung, now=desk.now)
    assert listed(browsing.get("dung", "/apologies/")) == codes[:3]
    assert listed(browsing.get("an", "/apologies/")) == codes[2:3]
    page = browsing.get("chi", "/apologies/")
    assert listed(page) == [returned.case.code]
    assert "Bị trả lại: Viết rõ hơn" in text(page)


def test_a_leader_sees_what_why_and_until_when(desk: Desk, browsing: Browsing, case: Case) -> None:
    desk.apology(case, new_due_at=proposed_dates(case, desk.now)[0])
    page = text(browsing.get("dung", "/apologies/"))
    assert "Đăng ký giám hộ" in page
    assert "Cần xác minh thêm" in page
    assert "hạn cũ 27/11/2026 → hẹn lại <b>thứ Hai, 30/11/2026 lúc 17:30</b>" in page
    assert f'href="/cases/{case.code}/documents/apology.pdf"' in page
    assert LAN.identity not in page
    assert LAN.phone not in page


def test_a_letter_goes_its_way_by_the_forms(desk: Desk, browsing: Browsing, case: Case) -> None:
    new_date = proposed_dates(case, desk.now)[0]
    apology = desk.apology(case, new_due_at=new_date)
    for name, who in (("approve", "dung"), ("sign", "dung"), ("send", "an")):
        page = text(browsing.get(who, "/apologies/"))
        assert f'action="/apologies/{apology.pk}/{name}/"' in page
        answer = move(browsing, apology, name, who, **{"from": "list"}, **TOLD)
        assert answer.headers["Location"] == "/apologies/"
    assert state_of(apology) == "sent"
    assert Case.objects.get(pk=case.pk).due_at == new_date
    assert "đã gửi" in text(browsing.get("an", f"/cases/{case.code}/"))


def test_a_move_from_the_case_leads_back_to_the_case(
    desk: Desk, browsing: Browsing, case: Case
) -> None:
    answer = move(browsing, desk.apology(case), "approve")
    assert answer.headers["Location"] == f"/cases/{case.code}/"


@pytest.mark.parametrize("origin", ["list", ""])
def test_a_return_needs_its_reason(desk: Desk, browsing: Browsing, case: Case, origin: str) -> None:
    apology = desk.apology(case)
    page = move(browsing, apology, "return", reason=" ", **{"from": origin})
    assert page.status_code == 422
    assert "Không được để trống." in text(page)
    assert state_of(apology) == "drafted"
    move(browsing, apology, "return", reason="Viết rõ hơn", **{"from": origin})
    assert Apology.objects.get().return_reason == "Viết rõ hơn"


@pytest.mark.parametrize("origin", ["list", ""])
def test_a_move_that_came_too_late_is_a_conflict(
    desk: Desk, browsing: Browsing, case: Case, origin: str
) -> None:
    apology = desk.apology(case, "approve")
    page = move(browsing, apology, "return", reason="Viết rõ hơn", **{"from": origin})
    assert page.status_code == 409
    assert "đang ở trạng thái «đã duyệt»" in text(page)
    assert "Viết rõ hơn</q>" in text(page)


@pytest.mark.parametrize("name", ["approve", "return", "sign", "send", "cancel"])
def test_a_move_needs_its_right_and_its_office(
    desk: Desk, browsing: Browsing, case: Case, name: str
) -> None:
    apology = desk.apology(case)
    assert move(browsing, apology, name, "giang").status_code == 403
    assert move(browsing, apology, name, "xuan").status_code == 404
    assert browsing.get("dung", f"/apologies/{apology.pk}/{name}/").status_code == 302
    client = browsing.client("dung", enforce_csrf_checks=True)
    assert client.post(f"/apologies/{apology.pk}/{name}/").status_code == 403
    assert state_of(apology) == "drafted"


@pytest.mark.parametrize("path", ["/apologies/1/eat/", f"/apologies/{'9' * 30}/approve/"])
def test_there_is_no_other_move_and_no_other_letter(
    desk: Desk, browsing: Browsing, case: Case, path: str
) -> None:
    desk.apology(case)
    assert browsing.post("dung", path).status_code == 404


def test_shown_moves_are_those_that_are_done(desk: Desk, browsing: Browsing) -> None:
    for moves in ((), ("approve",), ("approve", "sign"), ("approve", "sign", "send")):
        for who in ("an", "chi", "dung", "giang"):
            for name in ("approve", "return", "sign", "send", "cancel"):
                apology = desk.apology(desk.receive(), *moves)
                page = text(browsing.get(who, f"/cases/{apology.case.code}/"))
                shown = f'action="/apologies/{apology.pk}/{name}/"' in page
                done = move(browsing, apology, name, who, reason="Viết rõ hơn", **TOLD)
                assert shown == (done.status_code == 302), (moves, who, name)


def test_who_has_nothing_to_do_with_letters_sees_none(desk: Desk, browsing: Browsing) -> None:
    desk.apology(desk.receive())
    page = browsing.get("quan", "/apologies/")
    assert page.status_code == 403
    assert listed(page) == []
    assert listed(browsing.get("giang", "/apologies/?list=waiting")) == []
    assert listed(browsing.get("xuan", "/apologies/")) == []
    assert "Không có thư nào chờ bạn." in text(browsing.get("chi", "/apologies/"))


def test_fifty_letters_cost_as_many_queries_as_five(desk: Desk, browsing: Browsing) -> None:
    for _ in range(5):
        desk.apology(desk.receive())
    few = browsing.queries("dung", "/apologies/")
    for _ in range(45):
        desk.apology(desk.receive(), "approve")
    assert browsing.queries("dung", "/apologies/") == few
