"""The HTTP API of the queue, as the contract names its calls, fields and answers."""

import json
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from django.test import Client

from onestop.directory.models import User
from onestop.directory.services import access_token_issue
from queueing.models import Counter, QueueEvent, Ticket
from tests.queueing.appointing import takes_appointments
from tests.queueing.day import Day

TICKET_FIELDS = {
    "id",
    "number",
    "service",
    "state",
    "ahead",
    "wait",
    "token",
    "url",
    "issued_at",
    "appointment_at",
    "priority",
    "counter",
    "called_at",
    "reason",
    "case",
}


@dataclass
class Caller:
    """Somebody who calls the API."""

    token: str

    def send(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> tuple[int, Any]:
        """Send a request to `/api/v1/PATH`; return status and body."""
        answer = Client().generic(
            method,
            f"/api/v1/{path}",
            b"" if body is None else _json(body),
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.token}", **(headers or {})},
        )
        return answer.status_code, answer.json() if answer.content else None

    def post(self, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        """Send a POST."""
        return self.send("POST", path, body, headers)

    def get(self, path: str) -> tuple[int, Any]:
        """Send a GET."""
        return self.send("GET", path)

    def issue(self, service: str = "ho-tich") -> dict[str, Any]:
        """Issue a ticket that must be issued."""
        status, ticket = self.post("offices/mau/tickets", {"service": service})
        assert status == 201
        return dict(ticket)


def _json(body: Any) -> bytes:
    return body if isinstance(body, bytes) else json.dumps(body).encode()


def caller(day: Day, user: User) -> Caller:
    """Return the account as a caller of the API."""
    return Caller(access_token_issue(user=user, now=day.now))


@pytest.fixture
def an(day: Day) -> Caller:
    """Return An, who receives citizens at counter 1."""
    return caller(day, day.cast.an)


@pytest.fixture
def counter(day: Day, an: Caller) -> str:
    """Return the path of An's counter, which is open."""
    path = f"counters/{day.cast.counter_1.pk}"
    assert an.post(f"{path}/open", {})[0] == 200
    return path


def test_a_ticket_is_issued_and_looked_at_again(an: Caller) -> None:
    asked = {"service": "ho-tich", "priority": "nguoi-cao-tuoi", "print": False}
    status, ticket = an.post("offices/mau/tickets", asked)
    assert (status, set(ticket)) == (201, TICKET_FIELDS)
    assert (ticket["number"], ticket["state"], ticket["ahead"]) == ("A001", "waiting", 0)
    assert (ticket["priority"], ticket["wait"]) == ("nguoi-cao-tuoi", None)
    assert ticket["issued_at"].endswith("+07:00")
    assert an.get(f"tickets/{ticket['id']}") == (200, ticket)
    assert QueueEvent.objects.get(kind="ticket.issued").data["print"] is False


def test_an_open_counter_with_nobody_waiting_answers_204(an: Caller, counter: str) -> None:
    assert an.post(f"{counter}/call-next") == (204, None)


def test_a_turn_through_the_api(an: Caller, counter: str) -> None:
    issued = an.issue()
    status, call = an.post(f"{counter}/call-next")
    assert (status, set(call)) == (200, {"ticket", "reason"})
    assert call["reason"] == call["ticket"]["reason"] == "Đến trước, đã chờ 0 phút."
    assert (call["ticket"]["id"], call["ticket"]["state"]) == (issued["id"], "called")
    assert call["ticket"]["counter"]["name"] == "Quầy 1"
    assert an.post(f"{counter}/recall") == (200, call)
    for action, state in (("start", "serving"), ("finish", "finished")):
        status, ticket = an.post(f"tickets/{issued['id']}/{action}")
        assert (status, ticket["state"]) == (200, state)


@pytest.mark.parametrize(("aside", "state"), [("hold", "held"), ("no-show", "no_show")])
def test_a_ticket_is_put_aside_and_comes_back(
    an: Caller, counter: str, aside: str, state: str
) -> None:
    path = f"tickets/{an.issue()['id']}"
    an.post(f"{counter}/call-next")
    assert an.post(f"{path}/{aside}")[1]["state"] == state
    assert an.post(f"{path}/resume")[1]["state"] == "waiting"
    assert an.post(f"{path}/cancel")[1]["state"] == "cancelled"
    status, problem = an.post(f"{path}/resume")
    assert (status, problem["status"]) == (409, 409)
    assert "đã hủy" in problem["detail"]


def test_a_certain_ticket_is_called(an: Caller, counter: str) -> None:
    an.issue()
    second = an.issue()
    status, call = an.post(f"{counter}/call", {"ticket": second["id"], "reason": "Có hẹn"})
    assert (status, call["ticket"]["number"]) == (200, "A002")
    assert call["reason"] == "Gọi đích danh: Có hẹn"


def test_a_ticket_is_transferred(day: Day, an: Caller, counter: str) -> None:
    path = f"tickets/{an.issue()['id']}"
    an.post(f"{counter}/call-next")
    moved = an.post(f"{path}/transfer", {"service": "chung-thuc"})[1]
    assert (moved["state"], moved["service"]) == ("waiting", "chung-thuc")
    closed = day.cast.counter_2.pk
    assert an.post(f"{path}/transfer", {"counter": closed})[0] == 409
    assert an.post(f"{path}/transfer", {})[0] == 422


def test_a_counter_answers_with_itself(an: Caller, counter: str) -> None:
    number = an.issue()["number"]
    an.post(f"{counter}/call-next")
    status, paused = an.post(f"{counter}/pause", {"reason": "Nghỉ giải lao"})
    assert (status, paused["state"], paused["pause_reason"]) == (200, "paused", "Nghỉ giải lao")
    assert paused["ticket"]["number"] == number
    assert an.post(f"{counter}/close")[0] == 409
    an.post(f"tickets/{paused['ticket']['id']}/finish")
    assert an.post(f"{counter}/close")[1]["state"] == "closed"


def test_the_queue_is_seen(day: Day, an: Caller, counter: str) -> None:
    an.issue()
    an.issue("chung-thuc")
    an.post(f"{counter}/call-next")
    status, queue = caller(day, day.cast.giang).get("offices/mau/queue")
    assert (status, set(queue)) == (200, {"seq", "counters", "services", "recent"})
    assert queue["seq"] == 4
    assert queue["counters"][0]["ticket"]["number"] == "A001"
    assert {one["code"]: one["waiting"] for one in queue["services"]} == {
        "ho-tich": 0,
        "chung-thuc": 1,
    }
    assert [one["number"] for one in queue["recent"]] == ["A001"]


BAD_BODIES = [
    ({}, "service"),
    ({"service": 7}, "service"),
    ({"service": None}, "service"),
    ({"service": ""}, "service"),
    ({"service": "x" * 41}, "service"),
    ({"service": "ho\x00tich"}, "service"),
    ({"service": "khong-co"}, "service"),
    ({"service": "ho-tich", "priority": []}, "priority"),
    ({"service": "ho-tich", "priority": "khong-co"}, "priority"),
    ({"service": "ho-tich", "case": "khong-co"}, "case"),
    ({"service": "ho-tich", "case": {}}, "case"),
    ({"service": "ho-tich", "print": "no"}, "print"),
    ({"service": "ho-tich", "colour": "red"}, "colour"),
]


@pytest.mark.parametrize(("body", "field"), BAD_BODIES)
def test_a_wrong_field_is_named_and_nothing_is_issued(an: Caller, body: Any, field: str) -> None:
    status, problem = an.post("offices/mau/tickets", body)
    assert (status, list(problem["errors"])) == (422, [field])
    assert not Ticket.objects.exists()


@pytest.mark.parametrize(
    ("call", "body", "field"),
    [
        ("call", {"ticket": "1", "reason": "Có hẹn"}, "ticket"),
        ("call", {"ticket": True, "reason": "Có hẹn"}, "ticket"),
        ("call", {"ticket": 10**30, "reason": "Có hẹn"}, "ticket"),
        ("call", {"ticket": 999_999, "reason": "Có hẹn"}, "ticket"),
        ("pause", {"reason": "x" * 401}, "reason"),
        ("pause", {"reason": "x" * 201}, "reason"),
        ("pause", {"reason": "a\x00b"}, "reason"),
        ("pause", {}, "reason"),
    ],
)
def test_a_counter_s_wrong_field_is_named(
    an: Caller, counter: str, call: str, body: Any, field: str
) -> None:
    status, problem = an.post(f"{counter}/{call}", body)
    assert (status, list(problem["errors"])) == (422, [field])
    assert Counter.objects.filter(state="open").count() == 1


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"\xff"', b"7"])
def test_what_is_no_object_is_refused(an: Caller, body: bytes) -> None:
    status, problem = an.post("offices/mau/tickets", body)
    assert status in {400, 422}
    assert problem["status"] == status
    assert not Ticket.objects.exists()


def test_twenty_megabytes_are_refused(an: Caller) -> None:
    assert an.post("offices/mau/tickets", {"service": "x" * 20_000_000})[0] == 413


@pytest.mark.parametrize("path", ["tickets/0", "tickets/999999", f"tickets/{10**30}", "tickets/a"])
def test_a_ticket_that_is_not_there(an: Caller, path: str) -> None:
    assert an.get(path)[0] == 404
    assert an.post(f"{path}/start")[0] == 404


@pytest.mark.parametrize("path", ["counters/0", f"counters/{10**30}", "counters/-1"])
def test_a_counter_that_is_not_there(an: Caller, path: str) -> None:
    assert an.post(f"{path}/call-next")[0] == 404


def test_another_office_s_things_are_not_there(day: Day, an: Caller, counter: str) -> None:
    ticket = an.issue()["id"]
    xuan = caller(day, day.cast.xuan)
    for path in ("offices/mau/queue", f"tickets/{ticket}"):
        assert xuan.get(path)[0] == 404
    for path in (f"{counter}/call-next", f"{counter}/open", f"tickets/{ticket}/cancel"):
        assert xuan.post(path)[0] == 404
    assert xuan.post("offices/mau/tickets", {"service": "ho-tich"})[0] == 404


@pytest.mark.parametrize("who", ["binh", "chi", "dung", "giang", "quan"])
def test_who_may_not_is_403_before_any_409(day: Day, an: Caller, counter: str, who: str) -> None:
    ticket = an.issue()["id"]
    an.post(f"{counter}/call-next")
    other = caller(day, getattr(day.cast, who))
    for path in (f"{counter}/call-next", f"{counter}/close", f"tickets/{ticket}/start"):
        assert other.post(path)[0] == 403


def test_without_a_token_nothing_is_done(day: Day) -> None:
    nobody = Caller("wrong")
    assert nobody.get("offices/mau/queue")[0] == 401
    assert nobody.post("offices/mau/tickets", {"service": "ho-tich"})[0] == 401
    assert not Ticket.objects.filter(office=day.cast.office).exists()


@pytest.mark.parametrize("call", ["call-next", "call"])
def test_a_key_makes_a_call_once(an: Caller, counter: str, call: str) -> None:
    ticket = an.issue()["id"]
    body = {"ticket": ticket, "reason": "Có hẹn"} if call == "call" else None
    key = {"Idempotency-Key": "counter-1-0001"}
    first = an.send("POST", f"{counter}/{call}", body, key)
    assert first[0] == 200
    assert an.send("POST", f"{counter}/{call}", body, key) == first
    assert an.send("POST", f"{counter}/{call}", body)[0] == 409
    assert QueueEvent.objects.filter(kind="ticket.called").count() == 1


def test_nobody_waiting_is_an_answer_that_a_key_repeats(an: Caller, counter: str) -> None:
    key = {"Idempotency-Key": "counter-1-0002"}
    assert an.send("POST", f"{counter}/call-next", None, key) == (204, None)
    an.issue()
    assert an.send("POST", f"{counter}/call-next", None, key) == (204, None)
    assert an.post(f"{counter}/call-next")[0] == 200


def test_a_turn_ends_with_what_was_done_and_is_taken_back(an: Caller, counter: str) -> None:
    ticket = an.issue()
    an.post(f"{counter}/call-next")
    path = f"tickets/{ticket['id']}"
    status, problem = an.post(f"{path}/finish", {"outcome": "nothing"})
    assert (status, list(problem["errors"])) == (422, ["outcome"])
    assert an.post(f"{path}/finish", {"outcome": "advised"})[1]["state"] == "finished"
    assert an.post(f"{path}/undo")[1]["state"] == "called"
    assert an.post(f"{path}/undo")[0] == 409


def test_a_visit_goes_on_with_another_matter(an: Caller, counter: str) -> None:
    ticket = an.issue()
    an.post(f"{counter}/call-next")
    path = f"tickets/{ticket['id']}"
    assert an.post(f"{path}/further", {"service": "chung-thuc"})[0] == 409
    an.post(f"{path}/start")
    further = an.post(f"{path}/further", {"service": "chung-thuc"})[1]
    assert (further["number"], further["service"]) == (ticket["number"], "chung-thuc")


def test_a_counter_is_handed_over(day: Day, an: Caller, counter: str) -> None:
    assert an.post(f"{counter}/hand-over", {"to": "binh"})[0] == 422
    day.cast.counter_1.staff.add(day.cast.binh)
    assert an.post(f"{counter}/hand-over", {"to": "binh"})[0] == 200
    assert an.post(f"{counter}/call-next")[0] == 409


@time_machine.travel("2026-11-23T09:00:00+07:00", tick=False)
def test_an_appointment_is_booked_listed_and_cancelled(an: Caller, day: Day) -> None:
    takes_appointments(day)
    body = {"service": "ho-tich", "at": "2026-11-23T09:30"}
    status, booked = an.post("offices/mau/appointments", body, **{"Idempotency-Key": "hen-1"})
    assert status == 201
    assert set(booked) == {"id", "code", "service", "at", "state", "case", "ticket"}
    assert (booked["at"], booked["state"]) == ("2026-11-23T09:30:00+07:00", "booked")
    assert an.post("offices/mau/appointments", body, **{"Idempotency-Key": "hen-1"})[1] == booked
    assert an.get("offices/mau/appointments?day=2026-11-23") == (200, [booked])
    status, cancelled = an.post(f"appointments/{booked['id']}/cancel")
    assert (status, cancelled["state"]) == (200, "cancelled")
    assert an.post(f"appointments/{booked['id']}/cancel")[0] == 409
