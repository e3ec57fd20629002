"""The HTTP API of letters: lists of what is owed, how the citizen was told, OpenAPI."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from onestop.cases.models import Apology, Case
from onestop.cases.services.obligations import apology_obligations_round
from onestop.cases.services.reasons import apology_reasons_set
from tests.cases.desk import Desk
from tests.cases.test_api import Caller, problem
from tests.conftest import HANOI

THURSDAY = datetime(2026, 11, 26, 9, 0, tzinfo=HANOI)
FRIDAY = datetime(2026, 11, 27, 9, 0, tzinfo=HANOI)


@pytest.fixture
def api(desk: Desk) -> Caller:
    """Return a caller of the API."""
    return Caller(desk)


def owing(api: Caller, now: datetime = THURSDAY) -> Case:
    """Return a case that Chi holds and that is due on Friday, as the clock finds it."""
    case = api.desk.do(api.desk.receive(), "start_processing")
    apology_obligations_round(now)
    return case


def test_what_is_owed_is_listed_with_until_when_and_at_whose_step(api: Caller) -> None:
    case = owing(api)
    status, answer = api.get("giang", "apologies?list=owed")
    assert status == 200
    assert answer["counts"] == {"warned": 0, "owed": 1, "missed": 0, "sent": 0}
    assert answer["cursor"] is None
    (line,) = answer["apologies"]
    assert (line["case"], line["letter"]) == (case.code, None)
    assert line["owed"] == {
        "stage": "owed",
        "due_at": "2026-11-27T17:30:00+07:00",
        "send_by": "2026-11-27T00:00:00+07:00",
        "warned_at": "2026-11-26T09:00:00+07:00",
        "owed_at": "2026-11-26T09:00:00+07:00",
        "missed_at": None,
        "agency": "H00.01",
        "step": "Thẩm định",
        "holder": "Phạm Thị Chi",
    }


def test_a_case_tells_what_it_owes(api: Caller) -> None:
    case = owing(api, FRIDAY)
    owed = api.get("chi", f"cases/{case.code}")[1]["apology_owed"]
    assert (owed["stage"], owed["missed_at"]) == ("missed", "2026-11-27T00:00:00+07:00")
    api.desk.do(case, "withdraw")
    assert api.get("chi", f"cases/{case.code}")[1]["apology_owed"] is None


def test_a_letter_that_was_sent_is_listed_with_number_and_attempts(api: Caller) -> None:
    case = owing(api)
    letter = api.desk.apology(case, "approve", "sign")
    path = f"apologies/{letter.pk}"
    told = {"channel": "sms", "reached": False}
    status, answer = api.post("an", f"{path}/send", told)
    assert (status, answer["state"], answer["number"]) == (200, "sent", "01/PXL")
    status, answer = api.post("an", f"{path}/attempts", {"channel": "phone", "reached": True})
    assert status == 201
    tried = [(one["channel"], one["reached"], one["by"]) for one in answer["attempts"]]
    assert tried == [("sms", False, "Trần Thị An"), ("phone", True, "Trần Thị An")]
    (line,) = api.get("giang", "apologies?list=sent")[1]["apologies"]
    assert line["letter"] == answer


def test_what_waits_is_listed_for_whom_it_waits(api: Caller) -> None:
    letter = api.desk.apology(api.desk.receive())
    (line,) = api.get("dung", "apologies?list=waiting")[1]["apologies"]
    assert (line["letter"]["id"], line["letter"]["state"]) == (letter.pk, "drafted")
    assert api.get("an", "apologies?list=waiting")[1]["apologies"] == []


def test_another_office_sees_nothing_of_it(api: Caller) -> None:
    owing(api)
    answer = api.get("xuan", "apologies")[1]
    assert (answer["list"], answer["apologies"], answer["counts"]["owed"]) == ("owed", [], 0)
    problem(api.get("quan", "apologies"), 403)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("list=eaten", "list"),
        ("cursor=x", "cursor"),
        ("cursor=1-2-3", "cursor"),
        ("person=x", "person"),
        (f"person={'9' * 30}", "person"),
    ],
)
def test_a_list_that_cannot_be_is_422_by_field(api: Caller, query: str, field: str) -> None:
    assert field in problem(api.get("giang", f"apologies?{query}"), 422)["errors"]


@pytest.mark.parametrize("query", ["agency=H99", "agency=%00", "person=1"])
def test_a_filter_that_matches_nothing_gives_an_empty_list(api: Caller, query: str) -> None:
    owing(api)
    assert api.get("giang", f"apologies?list=owed&{query}")[1]["apologies"] == []


@pytest.mark.parametrize(
    ("move", "told", "field"),
    [
        ("send", {"channel": "pigeon"}, "channel"),
        ("send", {"channel": "sms", "reached": "perhaps"}, "reached"),
        ("attempts", {"channel": "", "reached": True}, "channel"),
        ("attempts", {"channel": "sms"}, "reached"),
        ("attempts", {"channel": "sms", "reached": True, "note": "x"}, "note"),
    ],
)
def test_how_it_was_told_is_checked_and_nothing_changes(
    api: Caller, move: str, told: dict[str, object], field: str
) -> None:
    done = ("approve", "sign") if move == "send" else ("approve", "sign", "send")
    letter = api.desk.apology(api.desk.receive(), *done)
    errors = problem(api.post("an", f"apologies/{letter.pk}/{move}", told), 422)["errors"]
    assert field in errors
    assert not Apology.objects.get().attempts.exists()
    assert Apology.objects.get().state == letter.state


def test_the_list_of_reasons_may_be_any_words_for_a_program(api: Caller) -> None:
    apology_reasons_set(
        office_code="mau",
        reasons=["Chờ kho"],
        seen="e3b0c44298fc1c14",
        actor=api.desk.cast.quan,
        now=api.desk.now,
    )
    case = api.desk.receive()
    status, answer = api.post("chi", f"cases/{case.code}/apologies", {"reason": "Bão"})
    assert (status, answer["reason"]) == (201, "Bão")


def test_a_list_costs_the_same_queries_however_long(
    api: Caller, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    owing(api)
    with CaptureQueriesContext(connection) as few:
        api.get("giang", "apologies")
    for _ in range(8):
        owing(api)
    with django_assert_num_queries(len(few)):
        api.get("giang", "apologies")
