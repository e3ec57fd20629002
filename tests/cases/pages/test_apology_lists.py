"""The lists of letters: owed, missed, sent; filters in the address; several moved at once."""

from datetime import date, datetime
from functools import partial

import pytest

from onestop.cases.models import Apology, Case
from onestop.cases.selectors import apologies_owed, apologies_sent
from onestop.cases.services import apology_return
from onestop.cases.services.obligations import apology_obligations_round
from onestop.directory.models import Agency
from tests.cases.desk import LAN, Desk
from tests.cases.pages.browsing import Browsing, listed, text
from tests.conftest import HANOI

THURSDAY = datetime(2026, 11, 26, 9, 0, tzinfo=HANOI)
FRIDAY = datetime(2026, 11, 27, 9, 0, tzinfo=HANOI)


def owing(desk: Desk, now: datetime, count: int = 1) -> list[Case]:
    """Return cases that are due on Friday, as the clock finds them at the moment."""
    cases = [desk.do(desk.receive(), "start_processing") for _ in range(count)]
    desk.now = now
    apology_obligations_round(now)
    return cases


def codes(browsing: Browsing, name: str, who: str = "dung", **query: str) -> list[str]:
    """Return what a list shows."""
    return listed(browsing.get(who, "/apologies/", list=name, **query))


def test_what_is_owed_says_until_when_at_which_step_and_who_holds_it(
    desk: Desk, browsing: Browsing
) -> None:
    (case,) = owing(desk, THURSDAY)
    page = browsing.get("giang", "/apologies/")
    assert listed(page) == [case.code]
    for words in ("Thẩm định", "Phạm Thị Chi", "hết thứ Năm, 26/11/2026", "chưa có"):
        assert words in text(page)
    assert LAN.identity not in text(page)
    assert LAN.phone not in text(page)
    assert codes(browsing, "warned") == codes(browsing, "missed") == []


def test_what_was_missed_says_at_whose_step(desk: Desk, browsing: Browsing) -> None:
    (case,) = owing(desk, FRIDAY)
    desk.do(case, "complete_step")
    page = text(browsing.get("giang", "/apologies/", list="missed"))
    assert "Trễ ở bước" in page
    assert "Phạm Thị Chi" in page
    own = text(browsing.get("dung", f"/cases/{case.code}/"))
    assert "quá hạn gửi (hết thứ Năm, 26/11/2026)" in own
    assert "khi ở bước Thẩm định, Phạm Thị Chi giữ" in own
    assert "quá hạn gửi thư xin lỗi, chưa có thư nào được gửi" in own


def test_tabs_count_what_each_list_holds(desk: Desk, browsing: Browsing) -> None:
    sent = owing(desk, THURSDAY, 3)[0]
    desk.apology(sent, "approve", "sign", "send")
    page = text(browsing.get("dung", "/apologies/", list="owed"))
    assert 'Phải gửi <span class="number">2</span>' in page
    assert 'Đã gửi <span class="number" title="trong tháng này">1</span>' in page
    assert codes(browsing, "sent") == [sent.code]


def test_lists_are_narrowed_by_agency_and_person(desk: Desk, browsing: Browsing) -> None:
    Agency.objects.create(office=desk.cast.office, code="H00.09", name="Địa chính")
    other = desk.receive(agency_code="H00.09")
    (case,) = owing(desk, THURSDAY)
    chi = str(desk.cast.chi.pk)
    assert codes(browsing, "owed", "giang", person=chi) == [case.code]
    assert codes(browsing, "owed", "giang", agency="H00.09") == [other.code]
    assert codes(browsing, "owed", "giang", agency="H00.09", person=chi) == []


@pytest.mark.parametrize(
    "query",
    [
        {"list": "eaten"},
        {"list": "owed", "agency": "H99"},
        {"list": "owed", "person": "x"},
        {"list": "owed", "person": "9" * 40},
        {"list": "sent", "cursor": "x"},
        {"list": "owed", "cursor": "1-"},
    ],
)
def test_a_list_that_is_none_is_refused(
    desk: Desk, browsing: Browsing, query: dict[str, str]
) -> None:
    desk.receive()
    assert browsing.get("giang", "/apologies/", **query).status_code == 422


@pytest.mark.parametrize("name", ["owed", "sent"])
def test_long_lists_come_page_by_page(
    desk: Desk, browsing: Browsing, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    cases = owing(desk, THURSDAY, 3)
    if name == "sent":
        for case in cases:
            desk.later(minutes=1)
            desk.apology(case, "approve", "sign", "send")
        cases.reverse()
    paged = apologies_sent if name == "sent" else apologies_owed
    module = "onestop.cases.views.apology_lists"
    monkeypatch.setattr(f"{module}.{paged.__name__}", partial(paged, size=2))
    first = browsing.get("giang", "/apologies/", list=name)
    assert listed(first) == [one.code for one in cases[:2]]
    query = text(first).split('href="?list=')[1].split('"')[0].replace("&amp;", "&")
    rest = browsing.get("giang", f"/apologies/?list={query}")
    assert listed(rest) == [cases[2].code]
    assert 'rel="next"' not in text(rest)


@pytest.mark.parametrize("name", ["owed", "missed", "sent"])
def test_fifty_lines_cost_as_many_queries_as_five(
    desk: Desk, browsing: Browsing, name: str
) -> None:
    def more(count: int) -> int:
        desk.now = datetime(2026, 11, 23, 9, 0, tzinfo=HANOI)
        cases = owing(desk, FRIDAY if name == "missed" else THURSDAY, count)
        for case in cases if name == "sent" else ():
            desk.apology(case, "approve", "sign", "send")
        return browsing.queries("dung", "/apologies/", list=name)

    assert more(3) == more(20)


def test_a_draft_is_finished_from_the_list(desk: Desk, browsing: Browsing) -> None:
    (case,) = owing(desk, THURSDAY)
    link = f"/cases/{case.code}/apologies/?from=owed"
    assert f'href="{link}"' in text(browsing.get("chi", "/apologies/", list="owed"))
    page = text(browsing.get("chi", link))
    first = page.split('value="2026-11-30T17:30:00+07:00"')[1].split(">")[0]
    assert "checked" in first
    told = {"cause": "d0", "new_due_at": "2026-11-30T17:30:00+07:00", "from": "owed"}
    answer = browsing.post("chi", f"/cases/{case.code}/apologies/", **told)
    assert answer.headers["Location"] == "/apologies/?list=owed"
    assert "dự thảo" in text(browsing.get("chi", "/apologies/", list="owed"))


def test_a_draft_that_is_not_right_stays_on_its_page(desk: Desk, browsing: Browsing) -> None:
    (case,) = owing(desk, THURSDAY)
    told = {"cause": "", "reason": "Kho tỉnh", "new_due_at": "none", "from": "owed"}
    page = browsing.post("chi", f"/cases/{case.code}/apologies/", **told)
    assert page.status_code == 422
    assert "Hãy chọn lý do." in text(page)
    assert "Soạn thư xin lỗi" in text(page)
    assert "Kho tỉnh" in text(page)


def test_a_returned_draft_begins_with_what_it_said(desk: Desk, browsing: Browsing) -> None:
    (case,) = owing(desk, THURSDAY)
    letter = desk.apology(case, reason="Khối lượng hồ sơ tăng: cuối năm")
    apology_return(apology_id=letter.pk, reason="Rõ hơn", actor=desk.cast.dung, now=desk.now)
    page = text(browsing.get("chi", f"/cases/{case.code}/apologies/"))
    assert '<option value="d2" selected>' in page
    assert "cuối năm</textarea>" in page


def test_a_leader_approves_and_signs_several_at_once(desk: Desk, browsing: Browsing) -> None:
    letters = [desk.apology(case) for case in owing(desk, THURSDAY, 3)]
    page = text(browsing.get("dung", "/apologies/", ticked="all"))
    assert page.count('form="several" name="letter"') == page.count(" checked>") == 3
    ticked = [str(one.pk) for one in letters[:2]]
    for path, state in (("approve", "approved"), ("sign", "signed")):
        answer = browsing.post("dung", f"/apologies/{path}/", letter=ticked)
        assert answer.headers["Location"] == "/apologies/"
        states = list(Apology.objects.order_by("id").values_list("state", flat=True))
        assert states == [state, state, "drafted"]


@pytest.mark.parametrize("ticked", [[], ["x"], ["9" * 5000], ["-1"]])
def test_nothing_ticked_changes_nothing_and_says_so(
    desk: Desk, browsing: Browsing, ticked: list[str]
) -> None:
    desk.apology(desk.receive())
    answer = browsing.post("dung", "/apologies/approve/", letter=ticked)
    assert answer.status_code == 302
    assert Apology.objects.get().state == "drafted"


def test_what_is_ticked_too_late_is_said_and_the_rest_is_done(
    desk: Desk, browsing: Browsing
) -> None:
    late, good = (desk.apology(desk.receive(), *moves) for moves in (("approve",), ()))
    client = browsing.client("dung")
    told = {"letter": [str(late.pk), str(good.pk)]}
    page = text(client.post("/apologies/approve/", told, follow=True))
    assert "đang ở trạng thái «đã duyệt»" in page
    assert "«Duyệt»: 1 thư." in page


@pytest.mark.parametrize(("who", "status"), [("chi", 403), ("an", 403), ("giang", 403)])
def test_who_does_not_approve_moves_nothing(
    desk: Desk, browsing: Browsing, who: str, status: int
) -> None:
    letter = desk.apology(desk.receive())
    for path in ("approve", "sign"):
        answer = browsing.post(who, f"/apologies/{path}/", letter=[str(letter.pk)])
        assert answer.status_code == status
    assert Apology.objects.get().state == "drafted"


def test_how_the_citizen_was_told_stands_with_the_letter(desk: Desk, browsing: Browsing) -> None:
    case = desk.receive()
    letter = desk.apology(case, "approve", "sign", new_due_at=date(2026, 12, 1))
    told = {"channel": "phone", "reached": "no"}
    browsing.post("an", f"/apologies/{letter.pk}/send/", **told)
    path = f"/apologies/{letter.pk}/attempts/"
    assert f'action="{path}"' in text(browsing.get("an", f"/cases/{case.code}/"))
    assert browsing.post("an", path, channel="", reached="yes").status_code == 422
    assert browsing.post("an", path, channel="email", reached="yes").status_code == 302
    page = text(browsing.get("giang", "/apologies/", list="sent"))
    for words in ("điện thoại, 09:00 23/11", "chưa đến người nộp", "thư điện tử"):
        assert words in page
    assert "01" in page


def test_a_letter_is_not_sent_without_saying_how(desk: Desk, browsing: Browsing) -> None:
    letter = desk.apology(desk.receive(), "approve", "sign")
    page = browsing.post("an", f"/apologies/{letter.pk}/send/", **{"from": "list"})
    assert page.status_code == 422
    assert "Hãy chọn cách báo cho người nộp." in text(page)
    assert Apology.objects.get().state == "signed"
