"""Which cases the list shows to whom without being asked for anything."""

import pytest

from onestop.cases.states import CaseState
from onestop.directory.rights import Role
from tests.cases.desk import Desk
from tests.cases.pages.browsing import Browsing, listed, text
from tests.cast import make_user


def test_a_specialist_sees_what_is_held_by_nobody_or_by_oneself(
    desk: Desk, browsing: Browsing
) -> None:
    other = make_user("khanh", "Lý Văn Khánh", desk.cast.office, Role.SPECIALIST)
    unheld = desk.receive()
    own = desk.do(desk.receive(), "start_processing")
    desk.do(desk.receive(), "start_processing", by=other)
    assert listed(browsing.get("chi", "/cases/")) == [unheld.code, own.code]


def test_a_leader_sees_what_waits_for_approval(desk: Desk, browsing: Browsing) -> None:
    desk.receive()
    case = desk.do(desk.case_in(CaseState.PROCESSING), "complete_step")
    assert listed(browsing.get("dung", "/cases/")) == [case.code]


def test_reception_sees_what_to_check_to_hand_back_and_to_wait_for(
    desk: Desk, browsing: Browsing
) -> None:
    desk.receive()
    completed = desk.case_in(CaseState.COMPLETED)
    registered = desk.case_in(CaseState.REGISTERED)
    awaited = desk.case_in(CaseState.SUPPLEMENT_REQUESTED)
    unpaid = desk.case_in(CaseState.PAYMENT_REQUESTED)
    page = browsing.get("an", "/cases/")
    assert listed(page) == [registered.code, completed.code, awaited.code, unpaid.code]
    assert "trả lời trước 09:00 25/11" in text(page)
    assert "chờ trả kết quả" in text(page)
    assert "tạm dừng từ 23/11" in text(page)


def test_a_supervisor_sees_whatever_is_open(desk: Desk, browsing: Browsing) -> None:
    case = desk.receive()
    desk.case_in(CaseState.RETURNED)
    desk.case_in(CaseState.COMPLETED)
    page = browsing.get("giang", "/cases/")
    assert listed(page) == [case.code]
    assert "Việc của tôi" not in text(page)


@pytest.mark.parametrize("who", ["an", "chi", "dung"])
def test_the_whole_office_is_one_link_away(desk: Desk, browsing: Browsing, who: str) -> None:
    case = desk.receive()
    assert '/cases/?scope=office"' in text(browsing.get(who, "/cases/"))
    assert listed(browsing.get(who, "/cases/", scope="office")) == [case.code]


def test_nothing_to_do_says_so(browsing: Browsing) -> None:
    assert "Không còn việc nào chờ bạn." in text(browsing.get("chi", "/cases/"))
    assert "Không có hồ sơ nào như vậy." in text(browsing.get("giang", "/cases/"))


def test_a_list_that_is_cut_says_so(
    desk: Desk, browsing: Browsing, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("selectors.work", "views.lists"):
        monkeypatch.setattr(f"onestop.cases.{module}.LONGEST", 2)
    desk.receive()
    assert "việc gấp nhất" not in text(browsing.get("chi", "/cases/"))
    desk.receive()
    desk.receive()
    assert "Chỉ hiện 2 việc gấp nhất" in text(browsing.get("chi", "/cases/"))


def test_late_ones_come_first_and_words_before_dates(desk: Desk, browsing: Browsing) -> None:
    late = desk.receive(now=desk.now.replace(day=16))
    soon = desk.receive(now=desk.now.replace(day=18))
    calm = desk.receive()
    page = browsing.get("chi", "/cases/")
    assert listed(page) == [late.code, soon.code, calm.code]
    assert '<span class="late">quá hạn 1 ngày 1 giờ</span>' in text(page)
    assert '<span class="soon">còn 6 giờ 30 phút</span>' in text(page)
    # 24 November is a day off: three working days from Monday end on Friday.
    assert text(page).index("còn 3 ngày 6 giờ") < text(page).index("27/11/2026")


def test_an_account_without_the_right_sees_no_list(desk: Desk, browsing: Browsing) -> None:
    desk.receive()
    page = browsing.get("quan", "/cases/")
    assert page.status_code == 403
    assert listed(page) == []


def test_nobody_is_asked_to_sign_in(browsing: Browsing) -> None:
    assert browsing.get(None, "/cases/").headers["Location"] == "/sign-in/?next=/cases/"


@pytest.mark.parametrize("query", [{}, {"scope": "office"}, {"q": "Mẫu"}, {"due": "overdue"}])
def test_another_offices_cases_are_never_listed(
    desk: Desk, browsing: Browsing, query: dict[str, str]
) -> None:
    desk.receive(now=desk.now.replace(day=16))
    desk.case_in(CaseState.COMPLETED)
    assert listed(browsing.get("xuan", "/cases/", **query)) == []
