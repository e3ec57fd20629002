"""Who holds what: by person and by agency, the most urgent first, many given at once."""

import pytest

from onestop.cases.models import Case, CaseStep
from onestop.cases.services import steps_warn
from onestop.cases.states import CaseState
from tests.cases.desk import Desk
from tests.cases.pages.browsing import Browsing, text
from tests.cases.workflows import S
from tests.cast import make_user


@pytest.fixture
def held(desk: Desk) -> Case:
    """Return a case that Chi holds; Hoa is a second specialist."""
    make_user("hoa", "Đinh Thị Hoa", desk.cast.office, S)
    return desk.case_in(CaseState.PROCESSING)


def order(page: str, *cases: Case) -> list[Case]:
    body = page.partition("<tbody>")[2]
    return sorted(cases, key=lambda one: body.find(one.code))


def test_the_most_urgent_comes_first_and_what_is_paused_last(
    desk: Desk, held: Case, browsing: Browsing
) -> None:
    paused = desk.do(desk.receive(desk.cast.birth), "request_payment", by=desk.cast.an)
    urgent = desk.receive(desk.cast.birth)
    page = text(browsing.get("giang", "/cases/work/"))
    assert order(page, paused, urgent, held) == [urgent, held, paused]
    assert "còn 2 ngày 6 giờ" in page  # of the step
    assert "còn 3 ngày 6 giờ" in page  # of the case


def test_filters_stand_in_the_address(desk: Desk, held: Case, browsing: Browsing) -> None:
    free = desk.receive()
    chi = desk.cast.chi.pk
    shown = {
        query: [
            one.code in text(browsing.get("dung", f"/cases/work/?{query}")) for one in (held, free)
        ]
        for query in (f"person={chi}", "person=nobody", "agency=office", "agency=H00.01")
    }
    assert shown == {
        f"person={chi}": [True, False],
        "person=nobody": [False, True],
        "agency=office": [False, False],
        "agency=H00.01": [True, True],
    }


def test_a_warned_step_is_marked_and_found(desk: Desk, held: Case, browsing: Browsing) -> None:
    assert held.code not in text(browsing.get("chi", "/cases/work/?urgency=warned"))
    desk.later(days=3, hours=2)
    assert steps_warn(now=desk.now) == 1
    page = text(browsing.get("chi", "/cases/work/?urgency=warned"))
    assert (held.code in page, "sắp hết giờ</span>" in page) == (True, True)
    assert "sắp hết giờ</span>" in text(browsing.get("chi", "/cases/"))
    assert "⚠" in text(browsing.get("chi", f"/cases/{held.code}/"))


@pytest.mark.parametrize("query", ["person=x", "agency=H99", "urgency=soon", "person=99999"])
def test_a_filter_that_is_none_says_so(held: Case, browsing: Browsing, query: str) -> None:
    answer = browsing.get("chi", f"/cases/work/?{query}")
    assert answer.status_code == 200
    assert "field-error" in text(answer)
    assert held.code in text(answer)


def test_many_are_given_to_a_colleague_at_once(desk: Desk, held: Case, browsing: Browsing) -> None:
    free = desk.receive()
    codes = [held.code, free.code]
    seen = {f"seen-{held.code}": "chi", f"seen-{free.code}": ""}
    answer = browsing.post("dung", "/cases/work/", case=codes, holder="hoa", query="", **seen)
    assert answer["Location"] == "/cases/work/"
    running = CaseStep.objects.filter(case__code__in=codes, holder__username="hoa")
    assert running.count() == 2


def test_what_was_given_away_meanwhile_is_told(desk: Desk, held: Case, browsing: Browsing) -> None:
    client = browsing.client("dung")
    typed = {"case": held.code, f"seen-{held.code}": "", "holder": "hoa"}
    page = text(client.post("/cases/work/", typed, follow=True))
    assert "nay do Phạm Thị Chi giữ" in page
    assert held.steps.get(position=2).holder == desk.cast.chi


def test_who_works_for_no_agency_is_offered_nothing_to_give(held: Case, browsing: Browsing) -> None:
    page = text(browsing.get("giang", "/cases/work/"))
    assert held.code in page
    assert 'name="holder"' not in page
    assert 'name="holder"' in text(browsing.get("dung", "/cases/work/"))


def test_many_steps_cost_no_more_queries(desk: Desk, held: Case, browsing: Browsing) -> None:
    few = browsing.queries("dung", "/cases/work/")
    for _ in range(5):
        desk.receive()
    assert browsing.queries("dung", "/cases/work/") == few
    assert few <= 16
    assert held.code
