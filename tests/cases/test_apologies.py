"""A letter of apology from its draft to the citizen."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from onestop.cases.models import Apology, Case, ClockEntry
from onestop.cases.selectors import apologies_open
from onestop.cases.services import (
    apology_approve,
    apology_cancel,
    apology_draft,
    apology_return,
    apology_send,
    apology_sign,
)
from onestop.cases.states import ENDED, CaseState
from onestop.directory.models import User
from onestop.directory.refusals import BadInput, NotAllowed, NotFound, StateForbids
from tests.cases.desk import Desk, everything_of
from tests.conftest import HANOI

NEXT_WEEK = date(2026, 12, 1)
CLOSING = datetime(2026, 12, 1, 17, 30, tzinfo=HANOI)

MOVES: dict[str, Callable[..., Apology]] = {
    "approve": apology_approve,
    "return": lambda **told: apology_return(reason="Chưa rõ lý do", **told),
    "sign": apology_sign,
    "send": apology_send,
    "cancel": apology_cancel,
}
WHO = {
    "approve": {"dung"},
    "return": {"dung"},
    "sign": {"dung"},
    "send": {"an", "dung"},
    "cancel": {"chi", "dung"},
}
EDGES = {
    "drafted": {"approve": "approved", "return": "returned", "cancel": "cancelled"},
    "approved": {"sign": "signed", "cancel": "cancelled"},
    "signed": {"send": "sent", "cancel": "cancelled"},
    "returned": {},
    "sent": {},
    "cancelled": {},
}
WAYS: dict[str, tuple[str, ...]] = {
    "drafted": (),
    "approved": ("approve",),
    "signed": ("approve", "sign"),
    "returned": ("return",),
    "sent": ("approve", "sign", "send"),
    "cancelled": ("cancel",),
}


def apology_in(desk: Desk, state: str, **facts: Any) -> Apology:
    """Return the apology of a new case, taken into the state."""
    apology = desk.apology(desk.receive(), **facts)
    for move in WAYS[state]:
        apology = MOVES[move](apology_id=apology.pk, actor=desk.cast.dung, now=desk.now)
    return apology


def move(desk: Desk, apology: Apology, name: str, by: User) -> str:
    """Make the move and return the new state, or the name of what refuses it."""
    try:
        return str(MOVES[name](apology_id=apology.pk, actor=by, now=desk.now).state)
    except (NotAllowed, StateForbids, NotFound) as refusal:
        return type(refusal).__name__


@pytest.mark.parametrize("state", EDGES)
@pytest.mark.parametrize("name", MOVES)
def test_who_may_do_what_with_an_apology(desk: Desk, state: str, name: str) -> None:
    apology = apology_in(desk, state)
    before = everything_of(apology.case)
    allowed = WHO[name]
    for person in {"an", "chi", "dung", "giang", "quan"} - allowed:
        assert move(desk, apology, name, getattr(desk.cast, person)) == "NotAllowed", person
    assert move(desk, apology, name, desk.cast.xuan) == "NotFound"
    assert everything_of(apology.case) == before
    outcome = move(desk, apology, name, getattr(desk.cast, min(allowed)))
    assert outcome == EDGES[state].get(name, "StateForbids")
    if name not in EDGES[state]:
        assert everything_of(apology.case) == before


@pytest.mark.parametrize("who", ["an", "giang", "quan"])
def test_only_the_agency_drafts(desk: Desk, who: str) -> None:
    with pytest.raises(NotAllowed):
        apology_draft(
            code=desk.receive().code,
            reason="Chậm",
            new_due_at=None,
            actor=getattr(desk.cast, who),
            now=desk.now,
        )


def test_the_due_date_moves_when_the_letter_is_sent(desk: Desk) -> None:
    case = desk.receive()
    first = case.due_at
    apology = desk.apology(case, "approve", "sign", new_due_at=NEXT_WEEK)
    assert (apology.new_due_at, apology.due_at_before) == (CLOSING, first)
    assert Case.objects.get(pk=case.pk).due_at == first
    apology_send(apology_id=apology.pk, actor=desk.cast.an, now=desk.now)
    case.refresh_from_db()
    assert (case.due_at, case.original_due_at) == (CLOSING, first)
    line = case.clock_entries.last()
    assert line is not None
    assert (line.kind, line.new_due_at) == (ClockEntry.Kind.RESCHEDULE, CLOSING)
    assert (line.actor, line.reason) == (desk.cast.an, "Cần xác minh thêm")


def test_the_letter_keeps_the_date_that_it_replaced(desk: Desk) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    apology = desk.apology(case, "approve", "sign", new_due_at=date(2026, 12, 14))
    desk.do(case, "request_supplement")
    desk.later(days=3)
    restarted = desk.do(case, "accept_supplement").due_at
    assert restarted != apology.due_at_before
    apology = apology_send(apology_id=apology.pk, actor=desk.cast.an, now=desk.now)
    assert apology.due_at_before == restarted


def test_the_running_step_gets_time_until_the_new_date(desk: Desk) -> None:
    case = desk.receive()
    before = case.steps.get(position=2).due_at
    desk.apology(case, "approve", "sign", "send", new_due_at=NEXT_WEEK)
    after = case.steps.get(position=2).due_at
    assert before is not None
    assert after is not None
    assert after > before


def test_a_second_new_date_is_refused_naming_the_rule(desk: Desk) -> None:
    case = desk.receive()
    desk.apology(case, new_due_at=NEXT_WEEK)
    with pytest.raises(StateForbids, match="118/2025/NĐ-CP, Điều 19 khoản 6"):
        desk.apology(case, new_due_at=date(2026, 12, 8))
    assert case.apologies.count() == 1


def test_a_further_apology_carries_no_date(desk: Desk) -> None:
    case = desk.receive()
    desk.apology(case, "approve", "sign", "send", new_due_at=NEXT_WEEK)
    desk.apology(case, "approve", "sign", "send")
    case.refresh_from_db()
    assert case.due_at == CLOSING
    assert list(case.clock_entries.values_list("kind", flat=True)) == ["start", "reschedule"]


@pytest.mark.parametrize("state", ["cancelled", "returned"])
def test_a_letter_that_was_given_up_gives_its_date_back(desk: Desk, state: str) -> None:
    apology = apology_in(desk, state, new_due_at=NEXT_WEEK)
    again = desk.apology(apology.case, new_due_at=date(2026, 12, 2))
    assert again.state == Apology.State.DRAFTED


def test_the_database_refuses_a_second_live_new_date(desk: Desk) -> None:
    apology = desk.apology(desk.receive(), new_due_at=NEXT_WEEK)
    apology.pk = None
    with transaction.atomic(), pytest.raises(IntegrityError):
        apology.save(force_insert=True)


@pytest.mark.parametrize("state", [*sorted(ENDED), CaseState.REGISTERED])
def test_an_ended_or_registered_case_owes_no_apology(desk: Desk, state: CaseState) -> None:
    case = desk.case_in(state)
    with pytest.raises(StateForbids, match="không có hạn trả để xin lỗi"):
        desk.apology(case)


@pytest.mark.parametrize("state", [CaseState.SUPPLEMENT_REQUESTED, CaseState.PAYMENT_REQUESTED])
def test_a_case_that_waits_for_the_citizen_may_still_owe_one(desk: Desk, state: CaseState) -> None:
    assert desk.apology(desk.case_in(state)).state == Apology.State.DRAFTED


def test_letters_that_were_not_sent_end_with_the_case(desk: Desk) -> None:
    case = desk.receive()
    desk.apology(case, "approve", "sign", "send")
    open_letter = desk.apology(case, "approve", new_due_at=NEXT_WEEK)
    desk.do(case, "withdraw")
    assert list(case.apologies.values_list("state", flat=True)) == ["sent", "cancelled"]
    event = case.events.last()
    assert event is not None
    assert (event.kind, event.apology) == ("apology.cancelled", open_letter)
    assert event.reason == "Hồ sơ đã kết thúc."


def test_a_promise_that_time_has_overtaken_is_not_sent(desk: Desk) -> None:
    apology = desk.apology(desk.receive(), "approve", "sign", new_due_at=NEXT_WEEK)
    desk.now = datetime(2026, 12, 2, 8, 0, tzinfo=HANOI)
    before = everything_of(apology.case)
    with pytest.raises(StateForbids, match="đã qua"):
        apology_send(apology_id=apology.pk, actor=desk.cast.an, now=desk.now)
    assert everything_of(apology.case) == before


@pytest.mark.parametrize("reason", ["", " ", "x" * 501, "\x1b@"])
def test_an_apology_has_a_reason(desk: Desk, reason: str) -> None:
    case = desk.receive()
    with pytest.raises(BadInput) as refused:
        desk.apology(case, reason=reason)
    assert list(refused.value.errors) == ["reason"]
    assert not case.apologies.exists()


def test_a_draft_is_returned_with_a_reason(desk: Desk) -> None:
    apology = desk.apology(desk.receive())
    with pytest.raises(BadInput):
        apology_return(apology_id=apology.pk, reason="", actor=desk.cast.dung, now=desk.now)
    apology = apology_in(desk, "returned")
    assert apology.return_reason == "Chưa rõ lý do"


def test_each_move_stands_in_the_cases_history(desk: Desk) -> None:
    case = desk.receive()
    apology = desk.apology(case, "approve", "sign", "send", new_due_at=NEXT_WEEK)
    events = list(case.events.exclude(kind="receive"))
    assert [(event.kind, event.apology) for event in events] == [
        ("apology.drafted", apology),
        ("apology.approved", apology),
        ("apology.signed", apology),
        ("apology.sent", apology),
    ]
    assert {event.to_state for event in events} == {"received"}
    assert events[-1].data["new_due_at"] == CLOSING.isoformat()


def test_who_did_what_is_kept(desk: Desk) -> None:
    apology = apology_in(desk, "sent")
    people = (apology.drafted_by, apology.approved_by, apology.signed_by, apology.sent_by)
    assert people == (desk.cast.chi, desk.cast.dung, desk.cast.dung, desk.cast.dung)
    times = {apology.drafted_at, apology.approved_at, apology.signed_at, apology.sent_at}
    assert times == {desk.now}


def test_each_sees_the_letters_that_wait_for_them(desk: Desk) -> None:
    by_state = {state: apology_in(desk, state) for state in WAYS}
    waiting = {
        who: {apology.state for apology in apologies_open(getattr(desk.cast, who))}
        for who in ("an", "chi", "dung", "giang", "quan", "xuan")
    }
    assert waiting == {
        "an": {"signed"},
        "chi": {"returned"},
        "dung": {"drafted", "approved", "signed"},
        "giang": set(),
        "quan": set(),
        "xuan": set(),
    }
    desk.apology(by_state["returned"].case)
    assert apologies_open(desk.cast.chi) == []


def test_there_is_no_such_apology(desk: Desk) -> None:
    with pytest.raises(NotFound):
        apology_approve(apology_id=999_999, actor=desk.cast.dung, now=desk.now)
