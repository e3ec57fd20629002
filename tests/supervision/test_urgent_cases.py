"""The table of what is overdue and soon will be."""

import pytest

from onestop.cases.states import CaseState
from onestop.directory.rights import Role
from onestop.supervision.selectors import ROWS, board_of
from tests.cases.desk import LAN, Desk
from tests.cases.pages.browsing import Browsing, listed, text
from tests.cast import make_user


def test_the_latest_come_first_and_what_has_time_is_left_out(
    desk: Desk, browsing: Browsing
) -> None:
    soon = desk.receive(now=desk.now.replace(day=19))  # Wednesday: 14 working hours
    late = desk.receive(now=desk.now.replace(day=16))
    today = desk.receive(now=desk.now.replace(day=18))
    desk.receive()  # Friday
    desk.case_in(CaseState.SUPPLEMENT_REQUESTED)
    page = browsing.get("giang", "/board/")
    assert listed(page) == [late.code, today.code, soon.code]


def test_a_row_tells_step_holder_time_and_letter(desk: Desk, browsing: Browsing) -> None:
    case = desk.receive(now=desk.now.replace(day=16))
    assert "Tư pháp – Hộ tịch</td>" in text(browsing.get("giang", "/board/"))
    desk.do(case, "start_processing")
    page = text(browsing.get("giang", "/board/"))
    assert ">Thẩm định</td>" in page
    assert ">Phạm Thị Chi</td>" in page
    assert ">quá hạn 1 ngày 1 giờ</td>" in page
    assert '<span class="late">chưa có</span>' in page


@pytest.mark.parametrize(
    ("moves", "said"),
    [
        ((), "chờ duyệt"),
        (("approve",), "chờ ký"),
        (("approve", "sign"), "chờ gửi"),
        (("approve", "sign", "send"), "đã gửi"),
    ],
)
def test_a_row_tells_how_far_the_letter_is(
    desk: Desk, browsing: Browsing, moves: tuple[str, ...], said: str
) -> None:
    desk.apology(desk.receive(now=desk.now.replace(day=16)), *moves)
    assert said in text(browsing.get("giang", "/board/"))


def test_what_does_not_fit_is_counted_and_one_link_away(desk: Desk, browsing: Browsing) -> None:
    for _ in range(ROWS + 3):
        desk.receive(now=desk.now.replace(day=16))
    urgent = board_of(desk.cast.office, desk.now).urgent
    assert (len(urgent.rows), urgent.more) == (ROWS, 3)
    page = text(browsing.get("giang", "/board/"))
    assert "3 hồ sơ nữa" in page
    assert 'href="/cases/?scope=office&amp;office=mau&amp;due=soon"' in page
    every = browsing.get("giang", "/cases/", scope="office", office="mau", due="soon")
    assert len(listed(every)) == ROWS + 3


def test_nothing_urgent_says_so(browsing: Browsing) -> None:
    page = text(browsing.get("giang", "/board/"))
    assert "Không có hồ sơ nào quá hạn hoặc còn không quá 2 ngày làm việc." in page
    assert "Không bước nào trễ." in page
    assert ">–</strong>" in page  # no share on time of nothing


def test_the_board_shows_no_citizen(desk: Desk, browsing: Browsing) -> None:
    desk.receive(now=desk.now.replace(day=16))
    page = text(browsing.get("giang", "/board/"))
    for personal in (LAN.name, LAN.identity, LAN.phone, LAN.email, LAN.address):
        assert personal not in page


def test_who_may_not_open_cases_gets_no_links(desk: Desk, browsing: Browsing) -> None:
    case = desk.receive(now=desk.now.replace(day=16))
    page = browsing.get("quan", "/board/")
    assert case.code in text(page)
    assert 'href="/cases/' not in text(page)
    assert f'href="/cases/{case.code}/"' in text(browsing.get("dung", "/board/"))


def test_both_roles_of_one_account_open_cases(desk: Desk, browsing: Browsing) -> None:
    user = make_user("lam", "Đinh Lâm", desk.cast.office, Role.OFFICE_ADMIN)
    user.memberships.create(office=desk.cast.office, role=Role.SPECIALIST)
    desk.receive(now=desk.now.replace(day=16))
    desk.cast.quan = user
    assert listed(browsing.get("quan", "/board/"))
