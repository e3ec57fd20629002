"""One visit from door to result, through the HTTP API of a running office."""

from typing import Any

import pytest

from tests.running import RunningOffice

APPLICANT = {"name": "Nguyễn Thị Mẫu", "identity": "001190123456", "phone": "0912345678"}


def done(answer: tuple[int, Any], status: int = 200) -> Any:
    """Return the body of an answer that must have this status."""
    assert answer[0] == status, answer
    return answer[1]


@pytest.fixture(scope="module")
def counter(office: RunningOffice) -> int:
    """Return the id of counter 1, opened by its receptionist."""
    queue = done(office.call("tiepnhan1", "GET", "offices/demo/queue"))
    counter_id = int(queue["counters"][0]["id"])
    done(office.call("tiepnhan1", "POST", f"counters/{counter_id}/open", {}))
    return counter_id


def serve_one(office: RunningOffice, counter: int, service: str = "ho-tich") -> dict[str, Any]:
    """Issue a ticket, call it and start; return it."""
    issued = done(
        office.call("tiepnhan1", "POST", "offices/demo/tickets", {"service": service}), 201
    )
    called = done(office.call("tiepnhan1", "POST", f"counters/{counter}/call-next"))
    assert called["ticket"]["id"] == issued["id"]
    assert called["reason"]
    started: dict[str, Any] = done(
        office.call("tiepnhan1", "POST", f"tickets/{issued['id']}/start", {})
    )
    return started


def receive(office: RunningOffice, ticket: int | None, procedure: str) -> dict[str, Any]:
    """Receive a dossier and return the case."""
    body: dict[str, Any] = {"office": "demo", "procedure": procedure, "applicant": APPLICANT}
    if ticket is not None:
        body["ticket"] = ticket
    case: dict[str, Any] = done(office.call("tiepnhan1", "POST", "cases", body), 201)
    return case


def move(office: RunningOffice, who: str, code: str, name: str, **facts: Any) -> dict[str, Any]:
    """Take a case through a transition and return it."""
    case: dict[str, Any] = done(
        office.call(who, "POST", f"cases/{code}/transitions", {"name": name, **facts})
    )
    return case


def test_a_dossier_goes_from_the_queue_to_its_result(office: RunningOffice, counter: int) -> None:
    ticket = serve_one(office, counter)
    assert ticket["state"] == "serving"
    case = receive(office, ticket["id"], "1.004837")
    assert (case["state"], case["national_status"]) == ("received", 2)
    assert case["due_at"] == case["original_due_at"]
    linked = done(office.call("tiepnhan1", "GET", f"tickets/{ticket['id']}"))
    assert linked["case"] == case["code"]
    assert done(office.call("tiepnhan1", "POST", f"tickets/{ticket['id']}/finish", {}))[
        "state"
    ] == ("finished")
    code = case["code"]
    assert move(office, "chuyenvien", code, "start_processing")["national_status"] == 4
    move(office, "chuyenvien", code, "complete_step")
    completed = move(office, "lanhdao", code, "complete", outcome="granted")
    assert (completed["state"], completed["national_status"]) == ("completed", 9)
    returned = move(office, "tiepnhan1", code, "return_result")
    assert (returned["state"], returned["national_status"]) == ("returned", 10)
    history = done(office.call("giamsat", "GET", f"cases/{code}/history"))
    events = history["events"] if isinstance(history, dict) else history
    assert [event["kind"] for event in events] == [
        "receive",
        "start_processing",
        "complete_step",
        "complete",
        "return_result",
    ]


def test_an_apology_moves_the_due_date_once_when_it_is_sent(office: RunningOffice) -> None:
    case = receive(office, None, "1.004837")
    code = case["code"]
    move(office, "chuyenvien", code, "start_processing")
    new_date = "2027-03-15T17:30:00+07:00"
    draft = {"reason": "Cần xác minh thêm", "new_due_at": new_date}
    apology = done(office.call("chuyenvien", "POST", f"cases/{code}/apologies", draft), 201)
    path = f"apologies/{apology['id']}"
    assert office.call("chuyenvien", "POST", f"{path}/approve", {})[0] == 403
    for step in ("approve", "sign"):
        done(office.call("lanhdao", "POST", f"{path}/{step}", {}))
        assert done(office.call("lanhdao", "GET", f"cases/{code}"))["due_at"] == case["due_at"]
    done(office.call("lanhdao", "POST", f"{path}/send", {}))
    moved = done(office.call("lanhdao", "GET", f"cases/{code}"))
    assert moved["due_at"].startswith("2027-03-15T17:30")
    assert moved["original_due_at"] == case["original_due_at"]
    again = {"reason": "Vẫn chưa xong", "new_due_at": "2027-03-22T17:30:00+07:00"}
    assert office.call("chuyenvien", "POST", f"cases/{code}/apologies", again)[0] == 409


def test_the_due_date_explains_itself(office: RunningOffice) -> None:
    case = receive(office, None, "1.004837")
    explained = done(office.call("giamsat", "GET", f"cases/{case['code']}/deadline"))
    assert explained["due_at"] == case["due_at"]
    assert explained["trail"]


@pytest.mark.parametrize("name", ["receipt"])
def test_the_receipt_is_a_pdf(office: RunningOffice, name: str) -> None:
    case = receive(office, None, "1.004837")
    status, body = office.fetch("tiepnhan1", f"cases/{case['code']}/documents/{name}.pdf")
    assert status == 200
    assert body.startswith(b"%PDF-")
