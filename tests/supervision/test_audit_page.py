"""Searching the audit: for whom, by what, page by page, and never a personal value."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from onestop.directory.audit import audit_record
from onestop.directory.models import AuditEvent, User
from onestop.supervision.audit.search import Wanted, audit_events, audit_page
from tests.cases.desk import LAN, Desk
from tests.cases.pages.browsing import Browsing, text
from tests.cast import Cast

NOTHING = "Không có việc nào như vậy"


def happen(cast: Cast, now: datetime, count: int = 1, **facts: Any) -> None:
    """Write rows of the office, a second apart."""
    told = {"action": "counter.opened", "subject": "counter:1", "actor": cast.an, **facts}
    told.setdefault("office_id", cast.office.pk)
    for second in range(count):
        audit_record(now=now + timedelta(seconds=second), **told)


def words(browsing: Browsing, who: str = "giang", **query: Any) -> str:
    """Return the page as a supervisor sees it."""
    answer = browsing.get(who, "/audit/", **query)
    assert answer.status_code == 200
    return text(answer)


def test_it_is_for_supervisors_and_administrators(browsing: Browsing) -> None:
    for who in ("giang", "quan"):
        assert browsing.get(who, "/audit/").status_code == 200
    for who in ("an", "chi", "dung", "xuan"):
        assert browsing.get(who, "/audit/").status_code == 403
    assert browsing.get(None, "/audit/").headers["Location"] == "/sign-in/?next=/audit/"


def test_it_says_who_did_what_with_which_thing(desk: Desk, browsing: Browsing) -> None:
    case = desk.do(desk.receive(), "start_processing")
    page = words(browsing)
    assert "bắt đầu xử lý" in page
    assert "Phạm Thị Chi (chi)" in page
    assert f'href="/cases/{case.code}/"' in page
    assert "trạng thái: được tiếp nhận → đang xử lý" in page


def test_personal_values_are_never_shown(desk: Desk, browsing: Browsing) -> None:
    desk.do(desk.receive(), "withdraw", reason="Bà Nguyễn Thị Mẫu đổi ý")
    page = words(browsing)
    assert "lý do: (được che)" in page
    for value in (*vars(LAN).values(), "đổi ý", "digest"):
        assert value not in page


def test_another_office_s_rows_are_not_there(desk: Desk, browsing: Browsing) -> None:
    happen(desk.cast, desk.now, office_id=desk.cast.other_office.pk, action="printer.add")
    assert "thêm máy in" not in words(browsing, **{"from": f"{desk.now:%Y-%m-%d}"})
    assert browsing.get("giang", "/audit/", office="khac").status_code == 422


def test_an_account_is_searched_for_by_its_name(desk: Desk, browsing: Browsing) -> None:
    happen(desk.cast, desk.now, actor=desk.cast.an, action="counter.opened")
    happen(desk.cast, desk.now, actor=desk.cast.binh, action="counter.closed")
    page = words(browsing, person="binh")
    assert "đóng quầy" in page
    assert "mở quầy" not in page


def test_who_has_left_the_office_is_found_by_what_he_did(desk: Desk, browsing: Browsing) -> None:
    happen(desk.cast, desk.now, actor=desk.cast.xuan)
    assert "mở quầy" in words(browsing, person="xuan")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"person": "xuan"}, "Không có tài khoản này ở đây."),
        ({"person": "a\x00b"}, ""),
        ({"code": "H00.09-1"}, "Không có hồ sơ này ở đây."),
        ({"first": "2026-01-01", "last": "2026-11-23"}, "nhiều nhất 92 ngày"),
        ({"first": "2026-11-23", "last": "2026-11-22"}, "Ngày đầu phải trước ngày cuối."),
        ({"first": "hôm qua"}, "Ngày không hợp lệ."),
        ({"last": "9999-12-31", "first": "9999-12-31"}, "Ngày không hợp lệ."),
        ({"group": "x"}, ""),
    ],
)
def test_what_cannot_be_searched_is_said(
    browsing: Browsing, query: dict[str, str], sentence: str
) -> None:
    answer = browsing.get("giang", "/audit/", **query)
    assert answer.status_code == 422
    assert sentence in text(answer)


@pytest.mark.parametrize("cursor", ["x", "1-", "-1", "9" * 40 + "-1", "1-2-3"])
def test_a_cursor_that_is_none_is_refused(browsing: Browsing, cursor: str) -> None:
    assert browsing.get("giang", "/audit/", cursor=cursor).status_code == 422


def test_a_case_is_searched_for_by_its_code_however_old(desk: Desk, browsing: Browsing) -> None:
    case, other = desk.receive(), desk.receive()
    desk.later(days=300)
    page = words(browsing, code=case.code.lower(), first="", last="")
    assert case.code in page
    assert other.code not in page


def test_a_group_is_searched_for(desk: Desk, browsing: Browsing) -> None:
    happen(desk.cast, desk.now)
    happen(desk.cast, desk.now, action="printer.add", subject="printer:1")
    page = words(browsing, group="printing")
    assert "thêm máy in" in page
    assert "mở quầy" not in page


def test_days_bound_the_search(desk: Desk, browsing: Browsing) -> None:
    happen(desk.cast, desk.now - timedelta(days=3), action="counter.opened")
    happen(desk.cast, desk.now, action="counter.closed")
    page = words(browsing, first="2026-11-20", last="2026-11-20")
    assert "mở quầy" in page
    assert "đóng quầy" not in page


def test_searching_is_itself_recorded(desk: Desk, browsing: Browsing) -> None:
    words(browsing, person="binh")
    look = AuditEvent.objects.get(action="look.audit")
    assert (look.actor_id, look.subject) == (desk.cast.giang.pk, f"office:{desk.cast.office.pk}")
    assert look.after["person"] == desk.cast.binh.pk


def wanted(desk: Desk, **narrow: Any) -> Wanted:
    """Return a search of the day."""
    return Wanted(first=desk.now.date(), last=desk.now.date(), **narrow)


def test_pages_follow_one_another_without_gap_or_repetition(desk: Desk) -> None:
    happen(desk.cast, desk.now, count=5)
    happen(desk.cast, desk.now, count=5)
    ids: list[int] = []
    cursor: str | None = ""
    while cursor is not None:
        page = audit_page(desk.cast.office, wanted(desk), cursor=cursor, size=3)
        ids += [row.event.pk for row in page.rows]
        cursor = page.cursor
    in_time = AuditEvent.objects.order_by("-at", "-id").values_list("pk", flat=True)
    assert ids == list(in_time)


def test_many_rows_cost_no_more_queries(desk: Desk, browsing: Browsing) -> None:
    desk.receive()
    happen(desk.cast, desk.now)
    few = browsing.queries("giang", "/audit/")
    happen(desk.cast, desk.now, count=120)
    for _ in range(5):
        desk.receive()
    assert browsing.queries("giang", "/audit/") <= few <= 16


@pytest.mark.parametrize(
    ("narrow", "index"),
    [
        ({}, "audit_of_time"),
        ({"person": True}, "audit_of_person"),
        ({"case": True}, "audit_of_subject"),
    ],
)
def test_each_search_finds_its_rows_by_an_index(
    desk: Desk, narrow: dict[str, bool], index: str
) -> None:
    case = desk.receive()
    _fill(desk.cast.office.pk, desk.cast.an, desk.now)
    told: dict[str, Any] = {"person": desk.cast.binh} if "person" in narrow else {}
    told |= {"case": case} if "case" in narrow else {}
    plan = audit_events(desk.cast.office, wanted(desk, **told))[:51].explain()
    assert index in plan
    assert "TEMP B-TREE" not in plan
    assert "Seq Scan" not in plan


def _fill(office_id: int, actor: User, now: datetime) -> None:
    """Store many rows, and let the database know how many there are."""
    AuditEvent.objects.bulk_create(
        AuditEvent(
            at=now + timedelta(milliseconds=one),
            actor_id=actor.pk,
            office_id=office_id,
            action="ticket.issued",
            subject=f"ticket:{one}",
            origin="kiosk 10.0.0.7",
        )
        for one in range(4000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE directory_auditevent")
