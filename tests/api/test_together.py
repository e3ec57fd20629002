"""Issuing and calling together: as the ordinary way answers, in one transaction, or not at all."""

import json
from typing import Any

import pytest
from django.utils import timezone

from onestop.api.together import queue
from onestop.api.together.asked import asked_in
from onestop.directory.models import AuditEvent, User
from onestop.directory.services import access_token_issue
from queueing.models import Counter, Queue, QueueEvent, Ticket
from queueing.services import counter_open
from queueing.signals import queue_changed
from tests.api.crowd import asked, ordinarily, together
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("transactional_db")


@pytest.fixture
def token(cast: Cast) -> str:
    """Return a token of An, who issues and who is at counter 1."""
    return access_token_issue(user=cast.an, now=timezone.now())


def tickets(token: str, **headers: str) -> dict[str, Any]:
    """Return the wish for a ticket of the civil service."""
    return asked("offices/mau/tickets", token, {"service": "ho-tich"}, **headers)


def opened(cast: Cast) -> Counter:
    """Return counter 1, open for An."""
    counter = Counter.objects.get(name="Quầy 1")
    counter_open(counter_id=counter.pk, actor=User.objects.get(pk=cast.an.pk), now=timezone.now())
    return counter


def test_a_ticket_is_answered_as_the_ordinary_way_answers(token: str) -> None:
    [(status, headers, body)] = together([tickets(token)])
    plain_status, plain_headers, plain_body = ordinarily(tickets(token))
    assert (status, sorted(headers)) == (plain_status, sorted(plain_headers))
    named = {name: one for name, one in headers.items() if name != "content-length"}
    assert named == {name: plain_headers[name] for name in named}
    first, second = json.loads(body), json.loads(plain_body)
    assert sorted(first) == sorted(second)
    assert (first["number"], second["number"]) == ("A001", "A002")
    assert (first["ahead"], second["ahead"]) == (0, 1)


def test_a_call_is_answered_as_the_ordinary_way_answers(cast: Cast, token: str) -> None:
    counter = opened(cast)
    path = f"counters/{counter.pk}/call-next"
    nobody, plain_nobody = together([asked(path, token)])[0], ordinarily(asked(path, token))
    assert nobody == plain_nobody
    assert nobody[0] == 204
    together([tickets(token)])
    status, headers, body = together([asked(path, token)])[0]
    assert status == 200
    assert headers["content-type"].startswith("application/json")
    call = json.loads(body)
    assert call["ticket"]["counter"] == {"id": counter.pk, "name": "Quầy 1"}
    assert call["reason"].startswith("Đến trước")
    refused = together([asked(path, token)])[0]
    assert (refused[0], json.loads(refused[2])["type"]) == (
        409,
        "urn:onestop:problem:state-forbids",
    )


def test_a_crowd_shares_one_transaction_and_no_number(
    token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowds: list[int] = []

    def counted(crowd: Any) -> Any:
        crowds.append(len(crowd))
        return answers(crowd)

    answers = queue.queue_answers
    monkeypatch.setattr("onestop.api.together.gate.queue_answers", counted)
    found = together(tickets(token) for _ in range(40))
    numbers = sorted(json.loads(body)["number"] for _status, _headers, body in found)
    assert numbers == [f"A{number:03}" for number in range(1, 41)]
    assert sum(crowds) == 40
    assert len(crowds) < 10
    assert sorted(json.loads(body)["ahead"] for _s, _h, body in found) == list(range(40))
    assert list(QueueEvent.objects.values_list("seq", flat=True)) == list(range(1, 41))
    origins = AuditEvent.objects.filter(action="ticket.issued").values_list("origin", flat=True)
    assert list(origins) == ["api 192.0.2.7"] * 40


@pytest.mark.parametrize(
    ("scope", "status"),
    [
        ({"token": "x" * 43}, 401),
        ({"path": "offices/khac/tickets"}, 404),
        ({"body": b"{"}, 400),
        ({"body": {"service": "khong-co"}}, 422),
        ({"body": {"service": "ho-tich", "more": 1}}, 422),
        ({"idempotency_key": "k" * 201}, 422),
        ({"host": "bad host"}, 400),
    ],
)
def test_what_is_refused_leaves_the_others_alone(
    token: str, scope: dict[str, Any], status: int
) -> None:
    wrong = {"path": "offices/mau/tickets", "token": token, "body": {"service": "ho-tich"}, **scope}
    found = together([tickets(token), asked(**wrong), tickets(token)])
    assert [one[0] for one in found] == [201, status, 201]
    assert Ticket.objects.count() == 2
    assert sorted(Ticket.objects.values_list("number", flat=True)) == ["A001", "A002"]


def test_a_key_that_comes_twice_at_once_gets_one_ticket(token: str) -> None:
    first, second = together(tickets(token, idempotency_key="k1") for _ in range(2))
    assert first[0] == second[0] == 201
    assert json.loads(first[2]) == json.loads(second[2])
    assert Ticket.objects.count() == 1
    again = together([tickets(token, idempotency_key="k1")])[0]
    assert json.loads(again[2]) == json.loads(first[2])
    assert Ticket.objects.count() == 1


class PaperJamError(Exception):
    """What a room above may raise."""


def test_a_fault_in_a_crowd_undoes_it_and_each_is_answered_alone(token: str) -> None:
    def receiver(events: list[QueueEvent], **_: object) -> None:
        if len(events) > 1:
            raise PaperJamError

    queue_changed.connect(receiver)
    try:
        found = together(tickets(token) for _ in range(5))
    finally:
        queue_changed.disconnect(receiver)
    assert [one[0] for one in found] == [201] * 5
    numbers = sorted(json.loads(one[2])["number"] for one in found)
    assert numbers == ["A001", "A002", "A003", "A004", "A005"]
    assert Queue.objects.get(office__code="mau").seq == 5


def test_a_cookie_or_a_query_goes_the_ordinary_way(token: str) -> None:
    assert asked_in(tickets(token)) is not None
    assert asked_in(tickets(token, cookie="a=b")) is None
    assert asked_in({**tickets(token), "query_string": b"x=1"}) is None
    assert asked_in({**tickets(token), "method": "GET"}) is None
    assert asked_in({"type": "websocket", "path": "/ws/"}) is None


def test_where_all_comes_by_https_http_is_led_on(token: str, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert asked_in(tickets(token)) is None
    assert asked_in({**tickets(token), "scheme": "https"}) is not None
