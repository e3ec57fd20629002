"""Handing dossiers on from the pages: today's and tomorrow's, a batch, its list, confirming."""

import re
from datetime import datetime
from typing import Any

import pytest

from onestop.cases.models import Case, HandOver, HandOverBatch
from tests.cases.desk import Desk
from tests.cases.pages.browsing import Browsing, text
from tests.conftest import HANOI

KEY = re.compile(r'name="key" value="([^"]+)"')


@pytest.fixture
def cases(desk: Desk) -> tuple[Case, Case]:
    """Return a case that was received before 15:00 and one that came after."""
    desk.now = datetime(2026, 11, 23, 14, 0, tzinfo=HANOI)
    before = desk.receive()
    desk.later(hours=2)
    return before, desk.receive()


def give(browsing: Browsing, *cases: Case, key: str = "k1") -> Any:
    codes = [one.code for one in cases]
    return browsing.post("an", "/cases/hand-overs/", office="mau", key=key, case=codes)


def test_the_page_parts_what_must_go_today_from_what_may_wait(
    browsing: Browsing, cases: tuple[Case, Case]
) -> None:
    page = text(browsing.get("an", "/cases/hand-overs/"))
    today, _, later = page.partition("Có thể để đến đầu giờ ngày làm việc tiếp theo")
    assert (cases[0].code in today, cases[1].code in today) == (True, False)
    assert cases[1].code in later
    assert re.search(f'value="{cases[0].code}"[^>]*checked', today)
    assert not re.search(f'value="{cases[1].code}"[^>]*checked', later)


def test_a_batch_is_made_once_however_often_its_form_is_sent(
    browsing: Browsing, cases: tuple[Case, Case]
) -> None:
    key = KEY.findall(text(browsing.get("an", "/cases/hand-overs/")))[0]
    first, again = (give(browsing, *cases, key=key) for _ in range(2))
    assert first["Location"] == again["Location"]
    assert HandOverBatch.objects.count() == 1
    assert "Không có hồ sơ nào chờ bàn giao" in text(browsing.get("an", "/cases/hand-overs/"))


def test_the_receiver_returns_one_and_confirms_the_rest(
    browsing: Browsing, cases: tuple[Case, Case]
) -> None:
    batch = give(browsing, *cases)["Location"]
    assert "Chờ bạn xác nhận đã nhận" in text(browsing.get("chi", "/cases/hand-overs/"))
    row = HandOver.objects.get(case=cases[0], batch__isnull=False)
    browsing.post("chi", f"/cases/hand-overs/{row.pk}/return/", reason="Thiếu bản chính")
    browsing.post("chi", batch)
    page = text(browsing.get("chi", batch))
    assert "Thiếu bản chính" in page
    assert "Xác nhận đã nhận cả danh sách" not in page
    listed = text(browsing.get("an", "/cases/hand-overs/"))
    assert "Thiếu bản chính" in listed


def test_a_return_without_a_reason_is_not_made(
    browsing: Browsing, cases: tuple[Case, Case]
) -> None:
    give(browsing, *cases)
    row = HandOver.objects.get(case=cases[0], batch__isnull=False)
    browsing.post("chi", f"/cases/hand-overs/{row.pk}/return/", reason=" ")
    row.refresh_from_db()
    assert row.waits


def test_choosing_nothing_says_so(browsing: Browsing, cases: tuple[Case, Case]) -> None:
    answer = give(browsing)
    assert answer.status_code == 422
    assert "Hãy chọn từ 1 đến 200 hồ sơ" in text(answer)
    assert cases[0].code in text(answer)


def test_the_giver_does_not_confirm_his_own_batch(
    browsing: Browsing, cases: tuple[Case, Case]
) -> None:
    batch = give(browsing, *cases)["Location"]
    assert "Xác nhận đã nhận cả danh sách" not in text(browsing.get("an", batch))
    assert browsing.post("an", batch).status_code == 403


def test_own_work_says_what_is_to_be_handed_over(
    browsing: Browsing, cases: tuple[Case, Case]
) -> None:
    assert "Phải bàn giao hôm nay: 1 hồ sơ" in text(browsing.get("an", "/cases/"))
    give(browsing, *cases)
    assert "Chờ bạn xác nhận nhận bàn giao: 1" in text(browsing.get("chi", "/cases/"))


def test_the_case_page_shows_the_way_of_the_dossier(desk: Desk, browsing: Browsing) -> None:
    case = desk.receive()
    page = text(browsing.get("chi", f"/cases/{case.code}/"))
    assert "Chờ xác nhận: Bộ phận một cửa – Trần Thị An → Tư pháp – Hộ tịch" in page
    row = case.hand_overs.get(received_at=None)
    assert f"/cases/hand-overs/{row.pk}/confirm/" in page
    browsing.post("chi", f"/cases/hand-overs/{row.pk}/confirm/")
    assert "Chờ xác nhận" not in text(browsing.get("chi", f"/cases/{case.code}/"))


def test_many_dossiers_cost_no_more_queries(desk: Desk, browsing: Browsing) -> None:
    desk.receive()
    few = browsing.queries("an", "/cases/hand-overs/")
    for _ in range(5):
        desk.receive()
    assert browsing.queries("an", "/cases/hand-overs/") == few
    assert few <= 16
