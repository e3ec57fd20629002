"""The HTTP API of hand-overs, opinions, choices and assigning."""

import pytest

from onestop.cases.models import Case, HandOverBatch
from onestop.cases.states import CaseState
from tests.cases.desk import Desk
from tests.cases.test_api import Caller, api, problem
from tests.cases.workflows import L, Line, R, S, make_ways

__all__ = ["api"]


def hand_over(api: Caller, *cases: Case, **headers: str) -> dict[str, object]:
    body = {"cases": [one.code for one in cases], "key": "k1"}
    status, batch = api.post("an", "offices/mau/hand-over-batches", body, **headers)
    assert status == 201
    return dict(batch)


def test_a_batch_goes_there_and_back(desk: Desk, api: Caller) -> None:
    cases = [desk.receive(), desk.receive()]
    batch = hand_over(api, *cases)
    assert (batch["from_agency"], batch["to_agency"]) == (None, "H00.01")
    lines = batch["hand_overs"]
    assert isinstance(lines, list)
    path = f"hand-overs/{lines[0]['id']}"
    status, row = api.post("chi", f"{path}/return", {"reason": "Thiếu bản chính"})
    assert (status, row["return_reason"]) == (200, "Thiếu bản chính")
    problem(api.post("chi", f"{path}/confirm"), 409)
    status, seen = api.post("chi", f"hand-over-batches/{batch['id']}/confirm")
    assert [one["signed_by"] for one in seen["hand_overs"]] == [None, "Phạm Thị Chi"]
    assert api.get("an", f"hand-over-batches/{batch['id']}")[1] == seen


def test_frame_06_a_request_whose_answer_was_lost_is_sent_again(desk: Desk, api: Caller) -> None:
    case = desk.receive()
    first = hand_over(api, case, **{"Idempotency-Key": "a"})
    assert hand_over(api, case, **{"Idempotency-Key": "a"}) == first
    assert hand_over(api, case) == first  # by the batch's own key
    for _ in range(2):
        status, _batch = api.post("chi", f"hand-over-batches/{first['id']}/confirm")
        assert status == 200
    assert HandOverBatch.objects.count() == 1
    assert case.events.filter(kind="hand_over.confirmed").count() == 1


def test_frame_08_each_step_tells_its_times_and_its_hand_overs(desk: Desk, api: Caller) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    desk.later(days=9)
    desk.do(case, "complete_step")
    desk.do(case, "return_step")
    status, told = api.get("giang", f"cases/{case.code}/hand-overs")
    assert status == 200
    assert [
        (one["kind"], one["step"], one["run"], one["result"]) for one in told["hand_overs"]
    ] == [
        ("filed", 1, 1, None),
        ("step", 2, 1, "before"),
        ("step", 3, 1, "after"),
        ("return", 2, 2, "after"),
    ]
    _, seen = api.get("giang", f"cases/{case.code}")
    assert (seen["due_at"], seen["step"]["run"]) == (seen["original_due_at"], 2)
    assert seen["step"]["agency"] == "H00.01"


def test_opinions_are_asked_answered_and_withdrawn(desk: Desk, api: Caller) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    path = f"cases/{case.code}/opinions"
    body = {"agencies": ["H00.01"], "people": ["dung"], "question": "Đúng thẩm quyền không?"}
    status, told = api.post("chi", path, body)
    assert status == 201
    agency, person = told["opinions"]
    assert (agency["person"], person["person"]) == (None, "dung")
    answer = {"answer": "conditions", "text": "Bổ sung bản chính"}
    status, given = api.post("dung", f"opinions/{person['id']}/answer", answer)
    assert (status, given["answer"], given["answered_by"]) == (
        200,
        "conditions",
        "Nguyễn Tiến Dũng",
    )
    blocked = api.post("chi", f"cases/{case.code}/transitions", {"name": "complete_step"})
    assert "Tư pháp – Hộ tịch" in problem(blocked, 409)["detail"]
    status, _ = api.post("chi", f"opinions/{agency['id']}/withdraw", {"reason": "Đã rõ"})
    assert status == 200
    _, listed = api.get("giang", path)
    assert [one["withdraw_reason"] for one in listed["opinions"]] == ["Đã rõ", ""]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"agencies": ["H00.01"]}, "question"),
        ({"agencies": ["H00.09"], "question": "?"}, "agencies"),
        ({"agencies": ["H00.01"], "question": "?", "within": 0}, "within"),
        ({"agencies": ["H00.01"], "question": "?", "by": "x"}, "by"),
    ],
)
def test_a_wrong_question_names_its_field(
    desk: Desk, api: Caller, body: dict[str, object], field: str
) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    answer = api.post("chi", f"cases/{case.code}/opinions", body)
    assert list(problem(answer, 422)["errors"]) == [field]


def test_a_step_goes_where_it_is_sent_and_to_whom_it_was_seen(desk: Desk, api: Caller) -> None:
    make_ways(
        desk.cast.guardianship, Line(R), Line(S, 50, to=(3, 4)), Line(S, 20), Line(L, 20), Line(R)
    )
    case = desk.do(desk.receive(), "start_processing")
    path = f"cases/{case.code}/transitions"
    choose = problem(api.post("chi", path, {"name": "complete_step"}), 422)
    assert list(choose["errors"]) == ["to"]
    status, seen = api.post("chi", path, {"name": "complete_step", "to": 4})
    assert (status, seen["step"]["position"]) == (200, 4)
    stale = {"name": "reassign", "holder": "dung", "seen": "chi"}
    assert "chưa ai" in problem(api.post("dung", path, stale), 409)["detail"]
    assert api.post("dung", path, {**stale, "seen": ""})[0] == 200
