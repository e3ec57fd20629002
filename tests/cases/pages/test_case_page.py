"""The page of one case: what it shows, to whom, and what it offers."""

import pytest

from onestop.cases.models import Case
from onestop.cases.selectors import case_deadline_trail
from onestop.cases.services import ApplicantData, PaperData, transitions_open_to
from onestop.cases.states import NATIONAL_STATUS, CaseState
from tests.cases.desk import LAN, Desk
from tests.cases.pages.browsing import Browsing, offered, text

PEOPLE = ("an", "binh", "chi", "dung", "giang")


def page_of(browsing: Browsing, case: Case, who: str = "giang") -> str:
    """Return the page of the case."""
    page = browsing.get(who, f"/cases/{case.code}/")
    assert page.status_code == 200
    return text(page)


@pytest.mark.parametrize("state", CaseState)
def test_it_offers_exactly_what_the_table_opens(
    desk: Desk, browsing: Browsing, state: CaseState
) -> None:
    case = desk.case_in(state)
    for who in PEOPLE:
        page = browsing.get(who, f"/cases/{case.code}/")
        person = type(desk.cast.an).objects.get(username=who)
        assert offered(page) == {row.name for row in transitions_open_to(case, person, desk.now)}, (
            who
        )


@pytest.mark.parametrize("state", CaseState)
def test_it_says_the_state_in_words_with_the_national_code(
    desk: Desk, browsing: Browsing, state: CaseState
) -> None:
    page = page_of(browsing, desk.case_in(state))
    assert f">{state.label}</span>" in page
    assert f"mã quốc gia {NATIONAL_STATUS[state]}<" in page


def test_who_asks_for_it_may_see_it_or_is_told_why_not(desk: Desk, browsing: Browsing) -> None:
    path = f"/cases/{desk.receive().code}/"
    assert browsing.get("quan", path).status_code == 403
    assert browsing.get("xuan", path).status_code == 404
    assert browsing.get("an", "/cases/H00.01-261123-9999/").status_code == 404
    assert browsing.get("an", f"/cases/{'x' * 200}/").status_code == 404
    assert browsing.get(None, path).headers["Location"] == f"/sign-in/?next={path}"


def test_it_is_kept_out_of_caches(desk: Desk, browsing: Browsing) -> None:
    page = browsing.get("an", f"/cases/{desk.receive().code}/")
    assert "no-store" in page.headers["Cache-Control"]


def test_numbers_of_the_citizen_are_masked_for_everyone(desk: Desk, browsing: Browsing) -> None:
    case = desk.receive()
    for who in PEOPLE:
        page = page_of(browsing, case, who)
        assert LAN.name in page
        assert "••••••••3456" in page
        assert "•••••••678" in page
        assert LAN.identity not in page
        assert LAN.phone not in page


def test_what_people_typed_is_shown_as_text(desk: Desk, browsing: Browsing) -> None:
    case = desk.register(applicant=ApplicantData("<b>An</b>"), papers=[PaperData("<i>Tờ</i>")])
    page = page_of(browsing, desk.do(case, "refuse", reason="<u>vì</u>"))
    assert "&lt;b&gt;An" in page
    assert "&lt;i&gt;Tờ" in page
    assert "&lt;u&gt;vì" in page


def test_it_explains_the_date_line_by_line(desk: Desk, browsing: Browsing) -> None:
    case = desk.receive()
    page = page_of(browsing, case)
    lines = [line["text"] for line in case_deadline_trail(case)["trail"]]
    assert any("Ngày Văn hóa Việt Nam" in line for line in lines)
    for line in lines:
        assert f"<li>{line}</li>" in page
    assert "thứ Năm, 26/11/2026 lúc 17:30" not in page
    assert "thứ Sáu, 27/11/2026 lúc 17:30" in page


def test_it_says_who_holds_the_case(desk: Desk, browsing: Browsing) -> None:
    case = desk.receive()
    assert "<strong>Chưa ai nhận</strong>" in page_of(browsing, case)
    desk.do(case, "start_processing")
    assert "<strong>Phạm Thị Chi</strong>" in page_of(browsing, case)
    desk.do(case, "request_supplement")
    assert "<strong>Chờ người nộp</strong>" in page_of(browsing, case)
    desk.do(case, "withdraw")
    assert "<strong>Không ai: đã kết thúc</strong>" in page_of(browsing, case)


def test_a_dossier_not_accepted_yet_has_an_answer_due(desk: Desk, browsing: Browsing) -> None:
    page = page_of(browsing, desk.register())
    assert "trước 09:00 25/11" in page
    assert "Chưa tiếp nhận nên chưa tính thời hạn." in page


def test_steps_show_their_times_and_which_was_late(desk: Desk, browsing: Browsing) -> None:
    case = desk.do(desk.receive(), "start_processing")
    desk.later(days=4)  # Friday 9:00; the step's share of the time was over at 8:22
    page = page_of(browsing, desk.do(case, "complete_step"))
    assert '<span class="late">3 ngày, trễ</span>' in page
    assert "đang làm" in page


def test_history_is_told_in_words_latest_first(desk: Desk, browsing: Browsing) -> None:
    case = desk.case_in(CaseState.COMPLETED)
    page = page_of(browsing, case)
    said = [
        "phê duyệt kết quả «chấp thuận» → đã xử lý xong (9)",
        "hoàn thành bước «Thẩm định»",
        "bắt đầu xử lý «Thẩm định» → đang xử lý (4)",
        "tiếp nhận → được tiếp nhận (2)",
        "nộp hồ sơ, chờ tiếp nhận",
    ]
    places = [page.index(one) for one in said]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("state", "names"),
    [
        (CaseState.REGISTERED, set()),
        (CaseState.RECEIVED, {"receipt", "control-sheet"}),
        (CaseState.REFUSED, {"refusal"}),
        (CaseState.SUPPLEMENT_REQUESTED, {"receipt", "supplement", "control-sheet"}),
        (CaseState.STOPPED, {"receipt", "stop", "control-sheet"}),
    ],
)
def test_it_links_to_the_forms_that_exist(
    desk: Desk, browsing: Browsing, state: CaseState, names: set[str]
) -> None:
    case = desk.case_in(state)
    page = page_of(browsing, case)
    for name in ("receipt", "supplement", "refusal", "stop", "control-sheet"):
        path = f"/cases/{case.code}/documents/{name}.pdf"
        assert (f'href="{path}"' in page) == (name in names)
        assert (browsing.get("giang", path).status_code == 200) == (name in names)


def test_a_long_history_costs_no_more_queries(desk: Desk, browsing: Browsing) -> None:
    case = desk.do(desk.receive(papers=[PaperData("Tờ khai")]), "start_processing")
    desk.apology(case)
    few = browsing.queries("dung", f"/cases/{case.code}/")
    for _ in range(10):
        desk.apology(case, "approve")
        desk.do(case, "reassign")
    assert browsing.queries("dung", f"/cases/{case.code}/") == few
    assert few <= 34
