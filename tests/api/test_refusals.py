"""What the API says no to: always problem+json, in words, with nothing changed."""

from typing import Any

import pytest

from tests.running import RunningOffice


def problem(answer: tuple[int, Any], status: int) -> dict[str, Any]:
    """Return the body of a refusal after checking its form."""
    assert answer[0] == status, answer
    body: dict[str, Any] = answer[1]
    assert body["status"] == status
    assert {"type", "title", "detail"} <= set(body)
    return body


def waiting(office: RunningOffice) -> int:
    """Return how many wait."""
    _, queue = office.call("tiepnhan1", "GET", "offices/demo/queue")
    return sum(service["waiting"] for service in queue["services"])


def test_without_a_token_nothing_is_told(office: RunningOffice) -> None:
    answer = office.call(
        "tiepnhan1", "GET", "offices/demo/queue", headers={"Authorization": "Bearer wrong"}
    )
    problem(answer, 401)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"service": "khong-co"}, "service"),
        ({"service": "ho-tich", "priority": "khong-co"}, "priority"),
        ({"service": "ho-tich", "case": "H00.01-990101-0001"}, "case"),
        ({}, "service"),
        ({"service": 7}, "service"),
        ({"service": "ho-tich", "colour": "red"}, "colour"),
        ({"service": "ho\x00tich"}, "service"),
    ],
)
def test_a_ticket_that_cannot_be_is_refused_by_field(
    office: RunningOffice, body: dict[str, Any], field: str
) -> None:
    before = waiting(office)
    answer = office.call("tiepnhan1", "POST", "offices/demo/tickets", body)
    assert field in problem(answer, 422)["errors"]
    assert waiting(office) == before


def test_twenty_megabytes_are_too_much(office: RunningOffice) -> None:
    answer = office.call("tiepnhan1", "POST", "offices/demo/tickets", {"service": "x" * 20_000_000})
    problem(answer, 413)


def test_broken_json_is_said(office: RunningOffice) -> None:
    status, body = office.fetch("tiepnhan1", "offices/demo/tickets", method="POST", data=b"{")
    assert status == 400
    assert b"JSON" in body


@pytest.mark.parametrize(
    "path", ["offices/nowhere/queue", "tickets/999999999", "cases/H00.01-990101-0001", "nothing"]
)
def test_what_is_not_there_is_404(office: RunningOffice, path: str) -> None:
    problem(office.call("tiepnhan1", "GET", path), 404)


def test_who_may_not_is_403_before_any_state(office: RunningOffice) -> None:
    _, queue = office.call("tiepnhan1", "GET", "offices/demo/queue")
    closed = queue["counters"][3]["id"]
    problem(office.call("giamsat", "POST", f"counters/{closed}/call-next"), 403)
    problem(office.call("tiepnhan4", "POST", f"counters/{closed}/call-next"), 409)


def test_an_unknown_procedure_is_named(office: RunningOffice) -> None:
    body = {"office": "demo", "procedure": "9.999999", "applicant": {"name": "Nguyễn Thị Mẫu"}}
    assert "procedure" in problem(office.call("tiepnhan1", "POST", "cases", body), 422)["errors"]


def test_a_procedure_without_a_time_takes_no_cases(office: RunningOffice) -> None:
    body = {"office": "demo", "procedure": "3.000323", "applicant": {"name": "Nguyễn Thị Mẫu"}}
    assert "procedure" in problem(office.call("tiepnhan1", "POST", "cases", body), 422)["errors"]


def test_the_same_key_gives_the_same_ticket(office: RunningOffice) -> None:
    headers = {"Idempotency-Key": "kiosk-7-0001"}
    body = {"service": "chung-thuc"}
    first = office.call("tiepnhan1", "POST", "offices/demo/tickets", body, headers)
    assert first[0] == 201
    assert office.call("tiepnhan1", "POST", "offices/demo/tickets", body, headers) == first
    other = office.call(
        "tiepnhan1", "POST", "offices/demo/tickets", {"service": "ho-tich"}, headers
    )
    problem(other, 422)


def test_the_api_describes_itself(office: RunningOffice) -> None:
    status, description = office.call("tiepnhan1", "GET", "openapi.json")
    assert status == 200
    for path in (
        "/api/v1/offices/{office}/tickets",
        "/api/v1/counters/{counter_id}/call-next",
        "/api/v1/cases",
        "/api/v1/cases/{code}/transitions",
    ):
        assert path in description["paths"]
