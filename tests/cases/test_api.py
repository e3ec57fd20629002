"""The HTTP API of cases, transitions and apologies."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from onestop.cases.models import CaseEvent
from onestop.cases.states import CaseState
from onestop.directory.models import User
from onestop.directory.services import access_token_issue
from tests.cases.desk import LAN, Desk, everything_of
from tests.conftest import HANOI

TEN = datetime(2026, 11, 23, 10, 0, tzinfo=HANOI)


@dataclass
class Caller:
    """Calls the API as one of the cast."""

    desk: Desk

    def call(
        self, who: str, method: str, path: str, body: object = None, **headers: str
    ) -> tuple[int, Any]:
        """Return status and body of the answer."""
        user: User = getattr(self.desk.cast, who)
        token = access_token_issue(user=user, now=self.desk.now)
        headers["Authorization"] = f"Bearer {token}"
        client = Client(headers=headers)
        with time_machine.travel(TEN, tick=False):
            answer = client.generic(
                method,
                f"/api/v1/{path}",
                data="" if body is None else json.dumps(body),
                content_type="application/json",
            )
        return answer.status_code, answer.json() if answer.content else None

    def get(self, who: str, path: str) -> tuple[int, Any]:
        """Call GET."""
        return self.call(who, "GET", path)

    def post(self, who: str, path: str, body: object = None, **headers: str) -> tuple[int, Any]:
        """Call POST."""
        return self.call(who, "POST", path, body, **headers)


@pytest.fixture
def api(desk: Desk) -> Caller:
    """Return a caller of the API; the server's clock stands at 10:00."""
    return Caller(desk)


def problem(answer: tuple[int, Any], status: int) -> dict[str, Any]:
    """Return the body of a refusal after checking its form."""
    assert answer[0] == status, answer
    body: dict[str, Any] = answer[1]
    assert body["status"] == status
    return body


def test_a_case_goes_its_way(api: Caller) -> None:
    path = f"cases/{api.desk.receive().code}/transitions"
    status, case = api.post("chi", path, {"name": "start_processing"})
    assert (status, case["state"], case["national_status"]) == (200, "processing", 4)
    assert case["step"]["holder"] == "chi"
    assert api.post("chi", path, {"name": "complete_step", "step": 2})[0] == 200
    status, case = api.post("dung", path, {"name": "complete", "outcome": "granted"})
    assert (status, case["state"], case["outcome"]) == (200, "completed", "granted")
    status, case = api.post("an", path, {"name": "return_result"})
    assert (case["state"], case["returned_at"]) == ("returned", "2026-11-23T10:00:00+07:00")


def test_a_case_is_read_with_local_times_and_masked_numbers(api: Caller) -> None:
    case = api.desk.receive()
    status, body = api.get("giang", f"cases/{case.code}")
    assert (status, body["due_at"]) == (200, "2026-11-27T17:30:00+07:00")
    assert body["applicant"]["identity"] == "••••••••3456"
    assert LAN.phone not in repr(body)


def test_its_history_and_its_deadline_are_told(api: Caller) -> None:
    case = api.desk.receive()
    status, body = api.get("giang", f"cases/{case.code}/history")
    assert (status, [event["kind"] for event in body["events"]]) == (200, ["receive"])
    status, body = api.get("giang", f"cases/{case.code}/deadline")
    assert (status, body["due_at"]) == (200, "2026-11-27T17:30:00+07:00")
    assert any("Ngày Văn hóa Việt Nam" in line["text"] for line in body["trail"])


def test_the_list_is_filtered_and_paged(api: Caller) -> None:
    for _ in range(52):
        last = api.desk.receive()
    status, page = api.get("giang", "cases?state=&overdue=&due_before=&agency=&q=&cursor=")
    assert (status, len(page["cases"]), page["cases"][0]["code"]) == (200, 50, last.code)
    assert page["cases"][0]["time_left"] == "còn 3 ngày 5 giờ"
    status, rest = api.get("giang", f"cases?cursor={page['cursor']}")
    assert (len(rest["cases"]), rest["cursor"]) == (2, None)
    assert api.get("giang", "cases?overdue=true")[1]["cases"] == []
    assert len(api.get("giang", "cases?due_before=2026-11-28&q=-0007")[1]["cases"]) == 1


@pytest.mark.parametrize(
    "query",
    [
        "state=asleep",
        "overdue=perhaps",
        "due_before=soon",
        "due_before=0001-01-01",
        "cursor=x",
        "q=" + "x" * 101,
        "q=%00",
    ],
)
def test_a_filter_that_cannot_be_is_422(api: Caller, query: str) -> None:
    field = query.partition("=")[0]
    assert field in problem(api.get("giang", f"cases?{query}"), 422)["errors"]


def test_the_right_is_asked_before_the_state(api: Caller) -> None:
    case = api.desk.receive()
    before = everything_of(case)
    path = f"cases/{case.code}/transitions"
    problem(api.post("giang", path, {"name": "return_result"}), 403)
    body = problem(api.post("an", path, {"name": "return_result"}), 409)
    assert "đang ở trạng thái «được tiếp nhận»" in body["detail"]
    problem(api.post("xuan", path, {"name": "withdraw"}), 404)
    problem(api.get("xuan", f"cases/{case.code}"), 404)
    problem(api.get("quan", f"cases/{case.code}"), 403)
    problem(api.get("quan", "cases"), 403)
    assert everything_of(case) == before


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": "fly"}, "name"),
        ({}, "name"),
        ({"name": "withdraw", "colour": "red"}, "colour"),
        ({"name": "withdraw", "outcome": "granted"}, "outcome"),
        ({"name": "withdraw", "outcome": "maybe"}, "outcome"),
        ({"name": "withdraw", "reason": "x" * 501}, "reason"),
        ({"name": "withdraw", "reason": "\x1b"}, "reason"),
        ({"name": "withdraw", "step": 10**30}, "step"),
    ],
)
def test_what_cannot_be_told_is_422_by_field(api: Caller, body: dict[str, Any], field: str) -> None:
    case = api.desk.receive()
    before = everything_of(case)
    answer = api.post("an", f"cases/{case.code}/transitions", body)
    assert field in problem(answer, 422)["errors"]
    assert everything_of(case) == before


def test_an_apology_goes_from_draft_to_citizen(api: Caller) -> None:
    case = api.desk.receive()
    told = {"reason": "Cần xác minh", "new_due_at": "2026-12-01"}
    status, apology = api.post("chi", f"cases/{case.code}/apologies", told)
    assert (status, apology["state"], apology["case"]) == (201, "drafted", case.code)
    assert apology["new_due_at"] == "2026-12-01T17:30:00+07:00"
    path = f"apologies/{apology['id']}"
    problem(api.post("chi", f"{path}/approve"), 403)
    for move, state in (("approve", "approved"), ("sign", "signed"), ("send", "sent")):
        status, apology = api.post("dung", f"{path}/{move}", {})
        assert (status, apology["state"]) == (200, state)
    assert api.get("an", f"cases/{case.code}")[1]["due_at"] == "2026-12-01T17:30:00+07:00"
    problem(api.post("chi", f"cases/{case.code}/apologies", told), 409)
    problem(api.post("dung", f"{path}/cancel"), 409)
    problem(api.post("xuan", f"{path}/send"), 404)


def test_a_draft_is_returned_or_cancelled(api: Caller) -> None:
    case = api.desk.receive()
    drafts = [api.desk.apology(case).pk for _ in range(2)]
    answer = api.post("dung", f"apologies/{drafts[0]}/return", {"reason": "Chưa rõ"})
    assert (answer[0], answer[1]["return_reason"]) == (200, "Chưa rõ")
    assert api.post("chi", f"apologies/{drafts[1]}/cancel")[1]["state"] == "cancelled"
    problem(api.post("dung", f"apologies/{drafts[0]}/return", {}), 422)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({}, "reason"),
        ({"reason": ""}, "reason"),
        ({"reason": "Chậm", "new_due_at": "2026-11-28"}, "new_due_at"),
        ({"reason": "Chậm", "new_due_at": "hôm sau"}, "new_due_at"),
        ({"reason": "Chậm", "colour": "red"}, "colour"),
    ],
)
def test_a_draft_that_cannot_be_is_422_by_field(
    api: Caller, told: dict[str, str], field: str
) -> None:
    case = api.desk.receive()
    answer = api.post("chi", f"cases/{case.code}/apologies", told)
    assert list(problem(answer, 422)["errors"]) == [field]
    assert not case.apologies.exists()


@pytest.mark.parametrize(
    "path", ["apologies/999999/approve", f"apologies/{10**30}/approve", "cases/none/transitions"]
)
def test_what_is_not_there_is_404(api: Caller, path: str) -> None:
    problem(api.post("dung", path, {"name": "stop"} if "cases" in path else {}), 404)


def test_the_same_key_moves_a_case_once(api: Caller) -> None:
    case = api.desk.case_in(CaseState.PROCESSING)
    path, told = f"cases/{case.code}/transitions", {"name": "complete_step"}
    first = api.post("chi", path, told, **{"Idempotency-Key": "step-1"})
    again = api.post("chi", path, told, **{"Idempotency-Key": "step-1"})
    assert first == again
    assert first[0] == 200
    assert CaseEvent.objects.filter(case=case, kind="complete_step").count() == 1


def test_the_same_key_drafts_one_apology(api: Caller) -> None:
    case = api.desk.receive()
    path, told = f"cases/{case.code}/apologies", {"reason": "Chậm"}
    first = api.post("chi", path, told, **{"Idempotency-Key": "draft-1"})
    assert api.post("chi", path, told, **{"Idempotency-Key": "draft-1"}) == first
    assert case.apologies.count() == 1


def test_same_day_work_is_one_call(api: Caller) -> None:
    birth = {"office": "mau", "procedure": "1.001193", "applicant": {"name": LAN.name}}
    status, case = api.post("an", "cases", {**birth, "return_now": True, "outcome": "granted"})
    assert (status, case["state"], case["outcome"]) == (201, "returned", "granted")
    assert case["delivery"]["how"] == "in_person"
    body = problem(api.post("an", "cases", {**birth, "return_now": True}), 422)
    assert set(body["errors"]) == {"outcome"}


def test_what_was_taken_on_paper_is_entered_by_leave(api: Caller) -> None:
    wanted = {"from_at": "2026-11-20T07:30", "until_at": "2026-11-20T17:30", "reason": "Mất điện"}
    dossier = {"office": "mau", "procedure": "1.004837", "applicant": {"name": LAN.name}}
    late = {**dossier, "received_at": "2026-11-20T10:15"}
    problem(api.post("an", "cases", late), 409)
    problem(api.post("an", "offices/mau/entry-leaves", wanted), 403)
    assert api.post("quan", "offices/mau/entry-leaves", wanted)[0] == 201
    status, case = api.post("an", "cases", late)
    assert (status, case["code"], case["entered_late"]) == (201, "H00.01-261120-0001", True)
    assert case["received_at"] == "2026-11-20T10:15:00+07:00"
    assert set(problem(api.post("an", "cases", {**late, "ticket": 1}), 422)["errors"]) == {
        "received_at"
    }


@pytest.mark.parametrize(
    "moment", ["0001-01-01T00:00", "9999-12-31T23:59:59-12:00", "2026-11-20", "hôm qua", 7e20, []]
)
def test_a_moment_that_cannot_be_is_refused(api: Caller, moment: object) -> None:
    dossier = {"office": "mau", "procedure": "1.004837", "applicant": {"name": LAN.name}}
    leave = {"from_at": moment, "until_at": moment, "reason": "Mất điện"}
    assert api.post("an", "cases", {**dossier, "received_at": moment})[0] in {409, 422}
    problem(api.post("quan", "offices/mau/entry-leaves", leave), 422)


def test_an_applicant_and_a_result_are_put_right(api: Caller) -> None:
    path = f"cases/{api.desk.case_in(CaseState.RETURNED).code}"
    told = {"applicant": {"name": "Nguyễn Thị Mận"}, "reason": "Gõ nhầm"}
    status, case = api.post("an", f"{path}/applicant", told)
    assert (status, case["applicant"]["name"]) == (200, "Nguyễn Thị Mận")
    status, error = api.post("an", f"{path}/errors", {"error": "Sai tên"})
    assert (status, error["due_at"]) == (201, "2026-11-27T17:30:00+07:00")
    status, error = api.post("chi", f"{path}/errors/corrected", {"corrected": "Đã in lại"})
    assert (status, error["corrected_at"]) == (200, "2026-11-23T10:00:00+07:00")
    assert api.get("an", path)[1]["errors"] == [error]


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({"name": "return_result", "delivery": "owl"}, 422),
        ({"name": "return_result", "delivery": 7}, 422),
        ({"name": "return_result", "tracking": ["x"]}, 422),
        ({"name": "return_result", "delivery": "post"}, 422),
        ({"name": "return_result", "wings": "two"}, 422),
        ({"name": "notify_result"}, 422),
        ({"name": "notify_result", "channel": "pigeon"}, 422),
        ({"name": "override_supplement", "reason": "x"}, 403),
    ],
)
def test_malformed_facts_are_refused_and_change_nothing(
    api: Caller, told: dict[str, object], status: int
) -> None:
    case = api.desk.case_in(CaseState.COMPLETED)
    before = everything_of(case)
    problem(api.post("an", f"cases/{case.code}/transitions", told), status)
    assert everything_of(case) == before


def test_another_offices_case_is_nowhere(api: Caller) -> None:
    path = f"cases/{api.desk.case_in(CaseState.RETURNED).code}"
    told = {"applicant": {"name": "Nguyễn Thị Mận"}, "reason": "Gõ nhầm"}
    problem(api.post("xuan", f"{path}/applicant", told), 404)
    problem(api.post("xuan", f"{path}/errors", {"error": "Sai"}), 404)
    problem(api.post("xuan", f"{path}/transitions", {"name": "notify_result", "channel": "x"}), 404)
