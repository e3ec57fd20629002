"""Two stages of supplement, one request over both, and a leader who decides otherwise."""

import pytest

from onestop.cases.models import Case
from onestop.cases.states import CaseState
from onestop.directory.refusals import BadInput, NotAllowed, StateForbids
from printing.documents import document_pdf
from tests.cases.desk import Desk, everything_of


def asked_once(desk: Desk) -> Case:
    """Return a case whose citizen was asked once and has brought what was missing."""
    return desk.do(desk.case_in(CaseState.SUPPLEMENT_REQUESTED), "accept_supplement")


def test_before_acceptance_no_clock_runs_and_the_stage_is_noted(desk: Desk) -> None:
    case = desk.do(desk.register(), "request_supplement", by=desk.cast.an)
    event = case.events.get(kind="request_supplement")
    assert event.data["stage"] == "before_acceptance"
    assert (case.received_at, case.paused_since, case.clock_entries.count()) == (None, None, 0)


def test_while_it_is_processed_the_clock_stands_still_and_the_stage_is_noted(desk: Desk) -> None:
    case = desk.case_in(CaseState.SUPPLEMENT_REQUESTED)
    assert case.events.get(kind="request_supplement").data["stage"] == "processing"
    assert case.paused_since == desk.now


def test_a_second_request_is_refused_with_the_rule_and_changes_nothing(desk: Desk) -> None:
    case = asked_once(desk)
    before = everything_of(case)
    with pytest.raises(StateForbids, match=r"Điều 11 và Điều 19 khoản 5.*lãnh đạo quyết định"):
        desk.do(case, "request_supplement")
    assert everything_of(case) == before


def test_a_leader_asks_again_with_the_reason_and_the_case_is_marked(desk: Desk) -> None:
    case = desk.do(asked_once(desk), "override_supplement", reason="Giấy cũ hết hiệu lực")
    assert (case.state, case.national_status, case.supplemented_again) == (
        "supplement_requested",
        5,
        True,
    )
    event = case.events.get(kind="override_supplement")
    assert (event.actor, event.reason) == (desk.cast.dung, "Giấy cũ hết hiệu lực")
    assert (event.data["again"], event.data["late"]) == (True, False)
    desk.do(case, "accept_supplement")
    assert Case.objects.get(pk=case.pk).supplemented_again


def test_a_leaders_decision_needs_its_reason_and_its_leader(desk: Desk) -> None:
    case = asked_once(desk)
    with pytest.raises(BadInput):
        desk.do(case, "override_supplement", reason=" ")
    for who in (desk.cast.an, desk.cast.chi, desk.cast.giang, desk.cast.quan):
        with pytest.raises(NotAllowed):
            desk.do(case, "override_supplement", by=who)


def test_form_02_comes_out_of_either_request_with_its_reason(desk: Desk) -> None:
    case = desk.do(asked_once(desk), "override_supplement")
    assert document_pdf(code=case.code, name="supplement", actor=desk.cast.an).startswith(b"%PDF")


def test_a_specialist_may_not_decide_the_override_by_the_facts(desk: Desk) -> None:
    case = asked_once(desk)
    with pytest.raises(BadInput) as refused:
        desk.do(desk.case_in(CaseState.PROCESSING), "request_supplement", outcome="granted")
    assert set(refused.value.errors) == {"outcome"}
    assert case.events.filter(kind="override_supplement").count() == 0
