"""Moving cases together: as the ordinary way moves each, in one transaction, or not at all."""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from onestop.api.together import cases as answering
from onestop.api.together.asked import asked_in
from onestop.cases.models import Case, CaseEvent
from onestop.cases.signals import case_changed
from onestop.directory.models import AuditEvent, RepeatableRequest, User
from onestop.directory.rights import Right
from onestop.directory.services import access_token_issue
from tests.api.crowd import Answer, asked, ordinarily, together
from tests.cases.desk import Desk
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("transactional_db")


@pytest.fixture
def desk(cast: Cast) -> Desk:
    """Return the cast at work, some minutes ago."""
    return Desk(cast, timezone.now() - timedelta(minutes=5))


@pytest.fixture
def token(cast: Cast) -> str:
    """Return a token of Chi, who processes."""
    return access_token_issue(user=cast.chi, now=timezone.now())


def move(case: Case, token: str, name: str = "start_processing", **more: Any) -> dict[str, Any]:
    """Return the wish for a transition."""
    headers = {name: more.pop(name) for name in ("idempotency_key",) if name in more}
    return asked(f"cases/{case.code}/transitions", token, {"name": name, **more}, **headers)


def told(answer: Answer) -> dict[str, Any]:
    """Return the case as it was answered, without what is another one's."""
    view: dict[str, Any] = json.loads(answer[2])
    for one in (view, *view["steps"], view["step"]):
        for name in ("code", "created_at", "received_at", "started_at", "finished_at", "due_at"):
            one.pop(name, None)
    return {name: one for name, one in view.items() if name != "original_due_at"}


def test_a_transition_is_answered_as_the_ordinary_way_answers(desk: Desk, token: str) -> None:
    first, second = desk.receive(), desk.receive()
    taken, plain = together([move(first, token)])[0], ordinarily(move(second, token))
    assert (taken[0], sorted(taken[1])) == (plain[0], sorted(plain[1])) == (200, sorted(plain[1]))
    assert told(taken) == told(plain)
    assert told(taken)["step"]["holder"] == "chi"


def test_a_crowd_leaves_of_each_case_what_one_leaves(desk: Desk, token: str) -> None:
    cases = [desk.receive() for _ in range(8)]
    ordinarily(move(cases[0], token))
    assert [one[0] for one in together(move(case, token) for case in cases[1:])] == [200] * 7
    alone, *others = [_traces(case) for case in cases]
    assert others == [alone] * 7


def _traces(case: Case) -> list[object]:
    """Return what a transition leaves of a case, without ids and times."""
    case.refresh_from_db()
    events = case.events.values_list("kind", "actor", "from_state", "to_state", "data")
    moved = [one for one in events if one[0] == "start_processing"]
    audit = AuditEvent.objects.filter(subject=f"case:{case.pk}", action="case.start_processing")
    rows = audit.values_list("actor_id", "office_id", "origin", "before", "after")
    steps = case.steps.values_list("position", "run", "holder", "share")
    ways = case.hand_overs.values_list("kind", "to_step__position", "to_person", "result")
    facts = (str(case.state), case.national_status, case.paused_since)
    return [facts, moved, list(rows), list(steps), list(ways)]


def test_a_crowd_is_moved_in_few_transactions(
    desk: Desk, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowds: list[int] = []
    case_answers = answering.case_answers

    def counted(crowd: Sequence[Any]) -> Any:
        crowds.append(len(crowd))
        return case_answers(crowd)

    monkeypatch.setattr("onestop.api.together.gate.case_answers", counted)
    cases = [desk.receive() for _ in range(20)]
    assert [one[0] for one in together(move(case, token) for case in cases)] == [200] * 20
    assert sum(crowds) == 20
    assert len(crowds) < 8


def test_a_whole_life_can_go_together(desk: Desk, token: str, cast: Cast) -> None:
    cases = [desk.receive() for _ in range(3)]
    leader, receptionist = (
        access_token_issue(user=one, now=timezone.now()) for one in (cast.dung, cast.an)
    )
    together(move(case, token) for case in cases)
    together(move(case, token, "complete_step") for case in cases)
    together(move(case, leader, "complete", outcome="granted") for case in cases)
    found = together(move(case, receptionist, "return_result") for case in cases)
    assert [(one[0], json.loads(one[2])["state"]) for one in found] == [(200, "returned")] * 3
    kinds = [list(case.events.values_list("kind", flat=True)) for case in cases]
    assert (
        kinds == [["receive", "start_processing", "complete_step", "complete", "return_result"]] * 3
    )


def test_what_is_refused_leaves_the_others_alone(desk: Desk, token: str, cast: Cast) -> None:
    first, second, third = (desk.receive() for _ in range(3))
    stranger = access_token_issue(user=cast.an, now=timezone.now())
    found = together(
        [
            move(first, token),
            move(second, token, "complete"),
            move(second, stranger),
            move(third, token, "khong_co"),
            asked("cases/KHONG-CO/transitions", token, {"name": "start_processing"}),
            asked(f"cases/{third.code}/transitions", token, b"{"),
            move(third, token),
        ]
    )
    assert found[0][0] == 200
    assert [one[0] for one in found[1:6]] == [403, 403, 422, 404, 400]
    assert {str(one.state) for one in Case.objects.exclude(pk__in=[first.pk, third.pk])} == {
        "received"
    }
    refused = AuditEvent.objects.filter(action="case.refused").count()
    assert refused == 2


def test_of_two_who_move_one_case_at_once_one_wins(desk: Desk, token: str) -> None:
    case = desk.receive()
    found = together([move(case, token), move(case, token)])
    assert sorted(one[0] for one in found) == [200, 409]
    assert case.events.filter(kind="start_processing").count() == 1


def test_a_key_that_comes_twice_gets_one_move(desk: Desk, token: str) -> None:
    case = desk.receive()
    first, second = together(move(case, token, idempotency_key="k") for _ in range(2))
    again = together([move(case, token, idempotency_key="k")])[0]
    assert {first[0], second[0], again[0]} == {200}
    assert json.loads(first[2]) == json.loads(second[2]) == json.loads(again[2])
    assert RepeatableRequest.objects.count() == 1


def test_each_acts_with_what_its_own_token_leaves(desk: Desk, token: str, cast: Cast) -> None:
    first, second = desk.receive(), desk.receive()
    looks = access_token_issue(user=cast.chi, now=timezone.now(), scopes=[Right.CASE_VIEW])
    found = together([move(first, looks), move(second, token)])
    assert [one[0] for one in found] == [403, 200]


def test_a_fault_in_a_crowd_undoes_it_and_each_is_answered_alone(desk: Desk, token: str) -> None:
    def receiver(events: list[CaseEvent], **_: object) -> None:
        if len(events) > 1:
            raise PaperJamError

    cases = [desk.receive() for _ in range(5)]
    case_changed.connect(receiver)
    try:
        found = together(move(case, token) for case in cases)
    finally:
        case_changed.disconnect(receiver)
    assert [one[0] for one in found] == [200] * 5
    assert CaseEvent.objects.filter(kind="start_processing").count() == 5


class PaperJamError(Exception):
    """What a room above may raise."""


def test_a_holder_who_has_been_locked_takes_nothing(desk: Desk, token: str, cast: Cast) -> None:
    case = desk.receive()
    User.objects.filter(pk=cast.chi.pk).update(is_active=False)
    assert together([move(case, token)])[0][0] == 401
    case.refresh_from_db()
    assert str(case.state) == "received"


def test_only_a_posted_transition_is_taken(desk: Desk, token: str) -> None:
    case = desk.receive()
    assert asked_in(move(case, token)) is not None
    assert asked_in({**move(case, token), "method": "GET"}) is None
    assert asked_in({**move(case, token), "path": f"/api/v1/cases/{case.code}/apologies"}) is None
