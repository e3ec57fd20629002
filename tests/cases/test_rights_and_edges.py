"""Every transition in every state by everybody: done, refused for the right, or for the state.

The tables are written out here, apart from the code, from the product's glossary and Decree
118/2025: who asks wrongly gets 403 before 409, and nothing is changed.
"""

from collections.abc import Mapping

import pytest

from onestop.cases.models import Case
from onestop.cases.states import NATIONAL_STATUS, CaseState
from onestop.cases.transitions import TRANSITIONS
from onestop.directory.refusals import NotAllowed, Refusal, StateForbids
from tests.cases.desk import DOERS, TOLD, Desk, everything_of

PEOPLE = ("an", "chi", "dung", "giang", "quan")
STATE_FORBIDS = "the state forbids it"
NOT_ALLOWED = "not allowed"

# Who may make the transition in some state.
WHO: Mapping[str, set[str]] = {
    "receive": {"an"},
    "refuse": {"an"},
    "start_processing": {"chi"},
    "complete_step": {"chi"},
    "return_step": {"dung"},
    "reassign": {"chi", "dung"},
    "request_supplement": {"an", "chi"},
    "override_supplement": {"dung"},
    "accept_supplement": {"an"},
    "request_payment": {"an", "chi"},
    "confirm_payment": {"an"},
    "complete": {"dung"},
    "notify_result": {"an"},
    "return_result": {"an"},
    "withdraw": {"an"},
    "stop": {"an", "dung"},
}

# In each state: what comes of it for whom; all others are not allowed.
# "processing" is at the specialist's step, "approving" at the leader's.
EDGES: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "registered": {
        "receive": {"an": "received"},
        "refuse": {"an": "refused"},
        "request_supplement": {"an": "supplement_requested"},
        "request_payment": {"an": "payment_requested"},
        "withdraw": {"an": "withdrawn"},
    },
    "received": {
        "start_processing": {"chi": "processing"},
        "reassign": {"chi": "received", "dung": "received"},
        "request_payment": {"an": "payment_requested"},
        "withdraw": {"an": "withdrawn"},
    },
    "processing": {
        "complete_step": {"chi": "processing"},
        "return_step": {"chi": STATE_FORBIDS, "dung": STATE_FORBIDS},
        "reassign": {"chi": "processing", "dung": "processing"},
        "request_supplement": {"chi": "supplement_requested"},
        "override_supplement": {"dung": STATE_FORBIDS},
        "request_payment": {"chi": "payment_requested"},
        "complete": {"dung": STATE_FORBIDS},
        "withdraw": {"an": "withdrawn"},
        "stop": {"dung": "stopped"},
    },
    "approving": {
        "complete_step": {"chi": STATE_FORBIDS, "dung": STATE_FORBIDS},
        "return_step": {"dung": "processing"},
        "reassign": {"chi": STATE_FORBIDS, "dung": "processing"},
        "request_supplement": {"chi": "supplement_requested"},
        "override_supplement": {"dung": STATE_FORBIDS},
        "request_payment": {"chi": "payment_requested"},
        "complete": {"dung": "completed"},
        "withdraw": {"an": "withdrawn"},
        "stop": {"dung": "stopped"},
    },
    "supplement_requested": {
        "accept_supplement": {"an": "processing"},
        "withdraw": {"an": "withdrawn"},
        "stop": {"an": "stopped", "dung": "stopped"},
    },
    "payment_requested": {
        "confirm_payment": {"an": "received"},
        "withdraw": {"an": "withdrawn"},
        "stop": {"an": "stopped", "dung": "stopped"},
    },
    "completed": {"notify_result": {"an": "completed"}, "return_result": {"an": "returned"}},
    "refused": {},
    "withdrawn": {},
    "stopped": {},
    "returned": {},
}


def expected(place: str, name: str, person: str) -> str:
    """Return the new state, or what refuses the transition."""
    if name in EDGES[place]:
        return EDGES[place][name].get(person, NOT_ALLOWED)
    return STATE_FORBIDS if person in WHO[name] else NOT_ALLOWED


def case_at(desk: Desk, place: str) -> Case:
    """Return a new case in the state, at the leader's step for "approving"."""
    if place != "approving":
        return desk.case_in(CaseState(place))
    return desk.do(desk.case_in(CaseState.PROCESSING), "complete_step")


def outcome(desk: Desk, case: Case, name: str, person: str) -> str:
    """Try the transition and return the new state, or what refused it."""
    facts = {"holder": "dung"} if case.steps.get(position=3).is_running else {}
    told = {**TOLD.get(name, {}), **(facts if name == "reassign" else {})}
    try:
        return str(desk.do(case, name, by=getattr(desk.cast, person), **told).state)
    except NotAllowed:
        return NOT_ALLOWED
    except StateForbids:
        return STATE_FORBIDS


@pytest.mark.parametrize("place", EDGES)
def test_who_may_do_what_where(desk: Desk, place: str) -> None:
    case = case_at(desk, place)
    before = everything_of(case)
    for name in WHO:
        for person in PEOPLE:
            wanted = expected(place, name, person)
            if wanted in CaseState.values:
                continue
            assert outcome(desk, case, name, person) == wanted, (name, person)
    assert everything_of(case) == before


@pytest.mark.parametrize(
    ("place", "name", "person"),
    [
        (place, name, person)
        for place, edges in EDGES.items()
        for name, outcomes in edges.items()
        for person, wanted in outcomes.items()
        if wanted in CaseState.values
    ],
)
def test_each_edge_leads_where_it_should(desk: Desk, place: str, name: str, person: str) -> None:
    case = case_at(desk, place)
    wanted = EDGES[place][name][person]
    assert outcome(desk, case, name, person) == wanted
    case.refresh_from_db()
    assert case.state == wanted
    assert case.national_status == NATIONAL_STATUS[CaseState(wanted)]
    event = case.events.filter(kind=name).last()
    assert event is not None
    assert event.actor == getattr(desk.cast, person)
    assert event.national_status == case.national_status


def test_the_code_knows_no_other_transitions() -> None:
    assert set(TRANSITIONS) == set(WHO)
    assert set(DOERS) <= set(WHO)


def test_a_refusal_says_where_the_case_is_and_what_is_possible(desk: Desk) -> None:
    case = desk.receive()
    with pytest.raises(StateForbids) as refused:
        desk.do(case, "return_result")
    assert str(refused.value) == (
        "Hồ sơ H00.01-261123-0001 đang ở trạng thái «được tiếp nhận». Lúc này chỉ có thể: bắt đầu "
        "xử lý, chuyển người thụ lý, yêu cầu nộp phí, rút hồ sơ theo yêu cầu của người nộp."
    )


def test_an_ended_case_says_that_it_has_ended(desk: Desk) -> None:
    with pytest.raises(StateForbids, match="«đã trả kết quả»: đã kết thúc"):
        desk.do(desk.case_in(CaseState.RETURNED), "withdraw")


@pytest.mark.parametrize("name", sorted(WHO))
def test_another_offices_case_is_not_found(desk: Desk, name: str) -> None:
    case = desk.receive()
    before = everything_of(case)
    with pytest.raises(Refusal) as refused:
        desk.do(case, name, by=desk.cast.xuan)
    assert refused.value.status == 404
    assert everything_of(case) == before


@pytest.mark.parametrize("name", ["start_processing", "complete_step", "complete", "stop"])
def test_a_right_is_held_agency_by_agency(desk: Desk, name: str) -> None:
    case = desk.receive()
    for one in (desk.cast.chi, desk.cast.dung):
        one.memberships.get().agencies.clear()
    with pytest.raises(NotAllowed):
        desk.do(case, name)
