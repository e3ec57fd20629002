"""What must be told with a transition, and what must not."""

from typing import Any

import pytest

from onestop.cases.services import case_transition
from onestop.cases.states import CaseState
from onestop.catalogue.models import Procedure
from onestop.directory.refusals import BadInput
from tests.cases.desk import Desk, everything_of


def refused_field(desk: Desk, state: CaseState, name: str, **facts: Any) -> str:
    """Return the one field for which the transition is refused, with nothing changed."""
    case = desk.case_in(state)
    before = everything_of(case)
    with pytest.raises(BadInput) as refused:
        desk.do(case, name, **facts)
    assert everything_of(case) == before
    (field,) = refused.value.errors
    return field


@pytest.mark.parametrize(
    ("state", "name"),
    [
        (CaseState.REGISTERED, "refuse"),
        (CaseState.PROCESSING, "request_supplement"),
        (CaseState.PROCESSING, "stop"),
    ],
)
@pytest.mark.parametrize("reason", ["", "  \r\n ", "\x1b@", "x" * 501, "a\u202eb"])
def test_a_reason_is_needed_bounded_and_printable(
    desk: Desk, state: CaseState, name: str, reason: str
) -> None:
    assert refused_field(desk, state, name, reason=reason) == "reason"


def test_returning_a_step_needs_a_reason(desk: Desk) -> None:
    case = desk.do(desk.case_in(CaseState.PROCESSING), "complete_step")
    with pytest.raises(BadInput):
        desk.do(case, "return_step", reason="")


def test_the_citizen_owes_no_reason(desk: Desk) -> None:
    assert desk.do(desk.receive(), "withdraw", reason="").state == CaseState.WITHDRAWN


def test_a_reason_over_several_lines_becomes_one_in_one_unicode_form(desk: Desk) -> None:
    case = desk.do(desk.register(), "refuse", reason="Thie\u0302\u0301u\r\n\tto\u031b\u0300 khai")
    event = case.events.get(kind="refuse")
    assert event.reason == "Thiếu tờ khai"


@pytest.mark.parametrize(
    ("state", "name", "facts", "field"),
    [
        (CaseState.REGISTERED, "receive", {"outcome": "granted"}, "outcome"),
        (CaseState.REGISTERED, "receive", {"colour": "red"}, "colour"),
        (CaseState.RECEIVED, "start_processing", {"holder": "chi"}, "holder"),
        (CaseState.PROCESSING, "complete_step", {"outcome": "granted"}, "outcome"),
        (CaseState.PROCESSING, "complete_step", {"step": "2"}, "step"),
        (CaseState.PROCESSING, "reassign", {"holder": None}, "holder"),
    ],
)
def test_a_fact_that_is_unknown_or_missing_is_refused(
    desk: Desk, state: CaseState, name: str, facts: dict[str, Any], field: str
) -> None:
    assert refused_field(desk, state, name, **facts) == field


@pytest.mark.parametrize("outcome", [None, "", "maybe", 7])
def test_a_decision_is_granted_or_rejected(desk: Desk, outcome: object) -> None:
    case = desk.do(desk.case_in(CaseState.PROCESSING), "complete_step")
    with pytest.raises(BadInput) as refused:
        desk.do(case, "complete", outcome=outcome)
    assert list(refused.value.errors) == ["outcome"]


def test_an_unknown_transition_is_refused_by_its_name(desk: Desk) -> None:
    case = desk.receive()
    with pytest.raises(BadInput) as refused:
        case_transition(code=case.code, name="__init__", actor=desk.cast.an, now=desk.now)
    assert list(refused.value.errors) == ["name"]


def test_what_a_ministry_decides_is_recorded_with_its_decision(desk: Desk) -> None:
    Procedure.objects.filter(pk=desk.cast.guardianship.pk).update(route="ministry")
    case = desk.do(desk.case_in(CaseState.PROCESSING), "complete_step")
    with pytest.raises(BadInput) as refused:
        desk.do(case, "complete", reason="")
    assert list(refused.value.errors) == ["reason"]
    case = desk.do(case, "complete", reason="Quyết định số 12 của Bộ")
    assert case.state == CaseState.COMPLETED
