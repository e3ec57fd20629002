"""`Idempotency-Key`: the same request again gets the same answer and is not done again."""

import json
from collections.abc import Callable
from datetime import datetime

import pytest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import RequestFactory

from onestop.directory.idempotency import repeatable
from onestop.directory.models import RepeatableRequest
from onestop.directory.refusals import StateForbids
from onestop.directory.services import access_token_issue
from tests.cast import Cast


class Office:
    """A view that counts how often it was really run."""

    def __init__(self, token: str, other_token: str) -> None:
        self.runs = 0
        self.tokens = {"an": token, "binh": other_token}

    def call(self, key: str, who: str = "an", **body: object) -> HttpResponse:
        """Send a request with an `Idempotency-Key`."""
        headers = {"Authorization": f"Bearer {self.tokens[who]}"}
        if key:
            headers["Idempotency-Key"] = key
        request = RequestFactory().post(
            "/make", json.dumps(body), content_type="application/json", headers=headers
        )
        return self._view(request)

    @property
    def _view(self) -> Callable[[HttpRequest], HttpResponse]:
        @repeatable
        def view(request: HttpRequest) -> HttpResponse:
            self.runs += 1
            if b"refuse" in request.body:
                raise StateForbids("Không được.")
            status = 400 if b"bad" in request.body else 201
            return JsonResponse({"run": self.runs}, status=status)

        return view


@pytest.fixture
def office(cast: Cast, monday_morning: datetime) -> Office:
    """Return a view that An and Bình may call."""
    tokens = [access_token_issue(user=user, now=monday_morning) for user in (cast.an, cast.binh)]
    return Office(*tokens)


def test_without_a_key_every_request_is_done(office: Office) -> None:
    assert [office.call("").content, office.call("").content] == [b'{"run": 1}', b'{"run": 2}']
    assert RepeatableRequest.objects.count() == 0


def test_a_repeated_request_gets_the_first_answer(office: Office) -> None:
    first, again = office.call("k1"), office.call("k1")
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert office.runs == 1


def test_one_key_for_two_requests_is_an_error_of_the_caller(office: Office) -> None:
    office.call("k1", service="a")
    answer = office.call("k1", service="b")
    assert answer.status_code == 422
    assert list(json.loads(answer.content)["errors"]) == ["Idempotency-Key"]
    assert office.runs == 1


def test_keys_of_two_accounts_do_not_meet(office: Office) -> None:
    office.call("k1", "an")
    office.call("k1", "binh")
    assert office.runs == 2


def test_a_refusal_is_not_kept(office: Office) -> None:
    assert office.call("k1", what="refuse").status_code == 409
    assert office.call("k1", what="bad").status_code == 400
    assert office.call("k1").status_code == 201
    assert office.runs == 3


def test_a_key_has_a_longest_length(office: Office) -> None:
    assert office.call("k" * 200).status_code == 201
    assert office.call("k" * 201).status_code == 422
    assert office.runs == 1
