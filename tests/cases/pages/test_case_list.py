"""What the list of cases can be asked for, and what it answers to nonsense."""

from typing import Any

import pytest

from onestop.cases.models import Case
from onestop.cases.services import ApplicantData
from onestop.cases.states import CaseState
from onestop.directory.models import Agency
from tests.cases.desk import LAN, Desk
from tests.cases.pages.browsing import Browsing, listed, text


@pytest.mark.parametrize("typed", ["{code}", "  {code}\n", "{lower}"])
def test_a_code_typed_or_scanned_leads_to_its_case(
    desk: Desk, browsing: Browsing, typed: str
) -> None:
    code = desk.receive().code
    page = browsing.post("an", "/cases/", q=typed.format(code=code, lower=code.lower()))
    assert page.headers["Location"] == f"/cases/{code}/"


def test_another_offices_code_leads_nowhere(desk: Desk, browsing: Browsing) -> None:
    page = browsing.search("xuan", q=desk.receive().code)
    assert page.status_code == 200
    assert listed(page) == []


def test_a_part_of_code_or_name_finds_open_and_ended_cases(desk: Desk, browsing: Browsing) -> None:
    ended = desk.case_in(CaseState.RETURNED)
    named = desk.receive(applicant=ApplicantData(name="Công ty Thí Dụ"))
    assert listed(browsing.get("chi", "/cases/", q="H00.01-2611")) == [named.code, ended.code]
    assert listed(browsing.search("chi", q="Thí Dụ")) == [named.code]
    assert listed(browsing.search("chi", q="không ai")) == []


@pytest.mark.parametrize("state", CaseState.values)
def test_a_state_narrows(desk: Desk, browsing: Browsing, state: str) -> None:
    cases = {one: desk.case_in(one) for one in CaseState}
    page = browsing.get("giang", "/cases/", state=state)
    assert listed(page) == [cases[CaseState(state)].code]


def test_an_agency_narrows(desk: Desk, browsing: Browsing) -> None:
    agency = Agency.objects.create(office=desk.cast.office, code="H00.09", name="Kinh tế")
    desk.receive()
    case = desk.receive(agency_code=agency.code)
    page = browsing.get("giang", "/cases/", agency="H00.09")
    assert listed(page) == [case.code]
    assert '<option value="H00.09" selected>' in text(page)


def urgent_cases(desk: Desk) -> dict[str, Case]:
    """Return cases of every urgency on Monday 23 November; the day after is a day off."""
    late = desk.receive(now=desk.now.replace(day=16))
    excused = desk.receive(now=desk.now.replace(day=16))
    desk.apology(excused)
    return {
        "late": late,
        "excused": excused,
        "today": desk.receive(now=desk.now.replace(day=18)),
        "wednesday": desk.receive(now=desk.now.replace(day=19)),
        "thursday": desk.receive(now=desk.now.replace(day=20)),
        "paused": desk.case_in(CaseState.SUPPLEMENT_REQUESTED),
        "late before its pause": late_and_paused(desk),
    }


def late_and_paused(desk: Desk) -> Case:
    """Return a case that was late when it was paused, and so stays late."""
    now, desk.now = desk.now, desk.now.replace(day=16)
    case = desk.do(desk.receive(), "start_processing")
    desk.now = now
    return desk.do(case, "override_supplement")


@pytest.mark.parametrize(
    ("due", "names"),
    [
        ("overdue", {"late", "excused", "late before its pause"}),
        ("no-apology", {"late", "late before its pause"}),
        ("today", {"today"}),
        ("day", {"today"}),
        ("soon", {"late", "excused", "today", "wednesday", "late before its pause"}),
        ("paused", {"paused", "late before its pause"}),
        ("ended", set()),
        ("ended-late", set()),
    ],
)
def test_urgency_narrows(desk: Desk, browsing: Browsing, due: str, names: set[str]) -> None:
    cases = urgent_cases(desk)
    page = browsing.get("giang", "/cases/", due=due)
    assert set(listed(page)) == {cases[name].code for name in names}


def test_the_filters_stand_in_the_form_as_asked_for(browsing: Browsing) -> None:
    page = text(browsing.search("giang", due="overdue", state="processing", q="Mẫu"))
    assert '<option value="overdue" selected>' in page
    assert '<option value="processing" selected>' in page
    assert 'value="Mẫu"' in page


@pytest.mark.parametrize(
    "query",
    [
        {"state": "no-such"},
        {"due": "soonish"},
        {"agency": "H00.02"},  # another office's
        {"office": "khac"},
        {"q": "x" * 101},
        {"q": "a\x00b"},
        {"q": "\u202ename"},
        {"scope": "office", "cursor": "x"},
        {"scope": "office", "cursor": "1-"},
        {"scope": "office", "cursor": "9" * 17 + "-1"},
        {"scope": "office", "cursor": "1-" + "9" * 19},
        {"scope": "office", "cursor": "١-١"},
        {"state": "returned", "cursor": "1-1"},
    ],
)
def test_nonsense_is_refused_and_shows_no_case(
    desk: Desk, browsing: Browsing, query: dict[str, Any]
) -> None:
    desk.receive()
    page = browsing.get("giang", "/cases/", **query)
    assert page.status_code == 422
    assert listed(page) == []


@pytest.mark.parametrize("cursor", ["9" * 16 + "-1", "0-0", "1-" + "9" * 18])
def test_a_cursor_from_nowhere_is_an_ordinary_page(browsing: Browsing, cursor: str) -> None:
    assert browsing.get("giang", "/cases/", cursor=cursor).status_code == 200


def pages(browsing: Browsing, **query: str) -> list[list[str]]:
    """Return the codes page by page, as the links lead on."""
    found, following = [], "?" + "&".join(f"{name}={value}" for name, value in query.items())
    while following:
        page = browsing.get("giang", "/cases/" + following)
        found.append(listed(page))
        link = text(page).partition('" rel="next">')[0]
        is_last = 'rel="next"' not in text(page)
        following = "" if is_last else link.rpartition('href="')[2].replace("&amp;", "&")
    return found


def test_open_cases_come_page_by_page_by_urgency_none_twice(desk: Desk, browsing: Browsing) -> None:
    cases = [desk.receive(now=desk.now.replace(day=16 + number % 5)) for number in range(60)]
    cases += [desk.register() for _ in range(45)]
    by_urgency = sorted(cases[:60], key=lambda one: (one.due_at, one.pk))
    first, second, third = pages(browsing, agency="H00.01")
    assert [len(first), len(second), len(third)] == [50, 50, 5]
    assert len({*first, *second, *third}) == 105
    dated = [code for code in first + second + third if code in {one.code for one in by_urgency}]
    assert dated == [one.code for one in by_urgency]


def test_ended_cases_come_page_by_page_newest_first(desk: Desk, browsing: Browsing) -> None:
    cases = [desk.receive() for _ in range(51)]
    for case in cases:
        desk.do(case, "withdraw")
    first, second = pages(browsing, state="withdrawn")
    assert first + second == [case.code for case in reversed(cases)]


@pytest.mark.parametrize(
    ("who", "query"), [("chi", {}), ("an", {}), ("giang", {}), ("giang", {"due": "soon"})]
)
def test_fifty_rows_cost_as_many_queries_as_five(
    desk: Desk, browsing: Browsing, who: str, query: dict[str, str]
) -> None:
    def more(count: int) -> None:
        for _ in range(count):
            desk.apology(desk.receive(now=desk.now.replace(day=18)))
            desk.register()

    more(5)
    few = browsing.queries(who, "/cases/", **query)
    more(45)
    assert browsing.queries(who, "/cases/", **query) == few


def test_names_are_shown_as_text_and_numbers_not_at_all(desk: Desk, browsing: Browsing) -> None:
    desk.receive(applicant=ApplicantData("<script>x</script>", LAN.identity, LAN.phone))
    page = text(browsing.get("giang", "/cases/"))
    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert LAN.identity not in page
    assert LAN.phone not in page
