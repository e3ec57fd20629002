"""The state machine as people read it says what the table says."""

import re

import pytest

from onestop.cases.diagram import clock_in, edges, markdown, numbered, svg
from onestop.cases.models import Case
from onestop.cases.states import NATIONAL_STATUS, CaseState
from onestop.cases.transitions import ROWS, Clock, kinds_with
from onestop.directory.refusals import NotFound
from printing.documents import document_pdf
from tests.cases.desk import Desk
from tests.cases.drawing import drawn
from tests.cases.pages.browsing import Browsing, text
from tests.cases.test_rights_and_edges import EDGES

PAPERS = {
    "receive": "receipt",
    "refuse": "refusal",
    "request_supplement": "supplement",
    "override_supplement": "supplement",
    "stop": "stop",
}


def test_the_readme_is_what_the_table_makes() -> None:
    assert drawn() == markdown()


def test_the_drawing_has_every_state_with_its_code_and_every_way() -> None:
    drawing = svg()
    for state, code in NATIONAL_STATUS.items():
        assert f'class="state-box state-{state.value}"' in drawing
        assert re.search(rf'class="state-code"[^>]*>{code}\b', drawing)
    between = [one for one in edges() if one.source is not one.target]
    assert drawing.count('class="state-way"') == len(between)
    assert drawing.count("<path") == len(between) + 1


def test_every_edge_that_people_can_go_is_a_way_of_the_drawing() -> None:
    drawn_ways = {(one.source.value, one.target.value) for one in edges()}
    gone = {
        (place.replace("approving", "processing"), target)
        for place, names in EDGES.items()
        for outcomes in names.values()
        for target in outcomes.values()
        if target in CaseState.values
    }
    assert gone <= drawn_ways


def test_the_forms_come_out_of_the_edges_that_the_law_names() -> None:
    assert {row.name: row.paper for row in ROWS if row.paper} == PAPERS
    assert kinds_with("supplement") == {"request_supplement", "override_supplement"}


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("receive", CaseState.REGISTERED),
        ("refuse", CaseState.REGISTERED),
        ("request_supplement", CaseState.REGISTERED),
        ("request_supplement", CaseState.PROCESSING),
        ("stop", CaseState.PROCESSING),
        ("stop", CaseState.PAYMENT_REQUESTED),
    ],
)
def test_each_form_is_there_after_its_edge_and_not_before(
    desk: Desk, name: str, state: CaseState
) -> None:
    case = desk.case_in(state)
    with pytest.raises(NotFound):
        document_pdf(code=case.code, name=PAPERS[name], actor=desk.cast.an)
    by = desk.cast.an if state == CaseState.REGISTERED else None
    desk.do(case, name, by=by)
    assert document_pdf(code=case.code, name=PAPERS[name], actor=desk.cast.an).startswith(b"%PDF")


@pytest.mark.parametrize("state", [CaseState.RECEIVED, CaseState.PROCESSING])
def test_what_the_table_says_of_the_clock_is_what_the_ledger_gets(
    desk: Desk, state: CaseState
) -> None:
    kinds = {Clock.NONE: [], Clock.PAUSE: ["pause"], Clock.STOP: ["stop"]}
    for _number, row in numbered():
        if state not in row.sources or row.name in {"complete", "return_step"}:
            continue
        if row.name == "override_supplement":
            continue
        case: Case = desk.case_in(state)
        before = case.clock_entries.count()
        by = desk.cast.an if state == CaseState.RECEIVED and row.name == "request_payment" else None
        by = desk.cast.chi if state == CaseState.PROCESSING and "payment" in row.name else by
        desk.do(case, row.name, by=by)
        written = list(case.clock_entries.values_list("kind", flat=True))[before:]
        assert written == kinds[clock_in(row, state)], row.name


def test_the_page_shows_drawing_and_table_and_is_for_who_sees_cases(
    desk: Desk, browsing: Browsing
) -> None:
    page = text(browsing.get("giang", "/cases/states/"))
    assert page.count("<svg") == 1
    assert "yêu cầu bổ sung ngoài quy định" in page
    assert page.count("<tr>") == sum(len(row.rights) for row in ROWS) + 1
    assert browsing.get("quan", "/cases/states/").status_code == 403
    assert desk.cast.quan.pk
