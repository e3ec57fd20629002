"""Nonsense sent to every address: a clear no, never a failure, and nothing of the inside."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from onestop.api.urls import api
from onestop.cases.models import Case, Opinion
from onestop.cases.services import PaperData, batch_create, case_receive
from onestop.catalogue.services import workflow_draft
from onestop.directory.models import Membership, User
from onestop.directory.rights import Role
from onestop.directory.services import access_token_issue
from onestop.environment import RATES
from queueing.services import ticket_issue
from queueing.tokens import ticket_token
from tests.cases.desk import LAN
from tests.cast import Cast
from tests.operations.nonsense import (
    BODIES,
    METHODS,
    NASTY,
    as_text,
    form_fields,
    real_values,
    routes,
)

INSIDE = re.compile(
    r"Traceback|File \"|\bSELECT \b|\bINSERT INTO\b|sqlite3|psycopg|DoesNotExist|OperationalError"
    r"|site-packages|/onestop/[a-z_]+/[a-z_]+\.py|django\.(db|core)"
)
TURNED = "\u202esố"  # a mark that shows a name backwards
# What a caller of the API may send where a field has to be right for the others to be looked at.
RIGHT: dict[str, Any] = {
    "office": "mau",
    "service": "ho-tich",
    "procedure": "1.004837",
    "applicant": {"name": "Nguyễn Thị Mẫu"},
    "name": "receive",
    "reason": "Lý do",
    "ticket": 1,
}


@pytest.fixture
def values(cast: Cast, settings: Settings) -> dict[str, str]:
    """Return real values for addresses: a case with a paper, a ticket."""
    settings.RATES = dict.fromkeys(RATES, (10**9, 60))
    now = timezone.now()
    case = case_receive(
        office=cast.office,
        procedure_code=cast.guardianship.code,
        applicant=LAN,
        papers=[PaperData("Tờ khai")],
        actor=cast.an,
        now=now,
    )
    ticket = ticket_issue(office=cast.office, service_code="ho-tich", actor=cast.an, now=now)
    draft = workflow_draft(procedure_id=cast.birth.pk, actor=cast.quan, now=now)
    more = {"code": case.code, "ticket_id": str(ticket.pk), "token": ticket_token(ticket.pk)}
    more |= {"workflow_id": str(draft.pk), "step_id": str(draft.steps.all()[1].pk)}
    more |= {"procedure_id": str(cast.guardianship.pk), **_between_places(cast, case)}
    return real_values(cast, **more)


def _between_places(cast: Cast, case: Case) -> dict[str, str]:
    """Return the hand-over of the case, its batch, and an opinion that is asked."""
    batch = batch_create(
        office=cast.office, codes=[case.code], key="1", actor=cast.an, now=timezone.now()
    )
    opinion = Opinion.objects.create(
        case=case,
        step=case.steps.all()[1],
        run=1,
        agency=cast.agency,
        question="?",
        asked_at=timezone.now(),
    )
    return {
        "batch_id": str(batch.pk),
        "hand_over_id": str(batch.hand_overs.get().pk),
        "opinion_id": str(opinion.pk),
    }


@pytest.fixture
def everyone(cast: Cast) -> User:
    """Return an account with every role, so that each request comes as deep as it can."""
    for role in set(Role) - {Role.RECEPTIONIST}:
        membership = Membership.objects.create(user=cast.an, office=cast.office, role=role)
        membership.agencies.set([cast.agency])
    return User.objects.get(pk=cast.an.pk)


@pytest.fixture
def browser(everyone: User) -> Client:
    """Return a browser in which that account is signed in; a failure is an answer like others."""
    client = Client(raise_request_exception=False)
    client.force_login(everyone)
    return client


@pytest.fixture
def caller(everyone: User) -> Client:
    """Return a program with that account's token."""
    token = access_token_issue(user=everyone, now=timezone.now())
    headers = {"Authorization": f"Bearer {token}"}
    return Client(raise_request_exception=False, headers=headers)


def wrong(answer: Any, what: str) -> list[str]:
    """Return what is wrong with an answer: a failure, or something of the inside."""
    body = b"" if answer.streaming else answer.content
    text = body.decode("utf-8", "replace")
    told = INSIDE.search(text) or settings.SECRET_KEY in text or str(settings.BASE_DIR) in text
    return [f"{answer.status_code} {what[:120]}"] if answer.status_code >= 500 or told else []


def client_for(path: str, browser: Client, caller: Client) -> Client:
    """Return who asks for the address."""
    return caller if path.startswith("/api/") else browser


@pytest.mark.filterwarnings("ignore:Unclosed file")
def test_addresses_of_nonsense_lead_nowhere(
    browser: Client, caller: Client, values: dict[str, str]
) -> None:
    found = []
    for route in routes():
        for nasty in ("%00" + quote(TURNED), "9" * 60, "..%2f" + "x" * 3000):
            path = route.filled(dict.fromkeys(values, nasty), nasty)
            found += wrong(client_for(path, browser, caller).get(path), path)
    assert found == []


@pytest.mark.parametrize("nasty", NASTY[:4])
def test_choices_of_nonsense_are_refused(
    browser: Client, values: dict[str, str], nasty: object
) -> None:
    told = {"case": as_text(nasty), "holder": as_text(nasty), "key": as_text(nasty)}
    told |= {"office": values["office"], f"seen-{as_text(nasty)}": as_text(nasty)}
    found = []
    for path in ("/cases/work/", "/cases/hand-overs/"):
        found += wrong(browser.post(path, told), path)
    assert found == []


def test_questions_of_nonsense_are_answered(browser: Client, values: dict[str, str]) -> None:
    found = []
    for route in routes():
        path = route.filled(values)
        if path.startswith("/api/"):
            continue
        for nasty in NASTY[:2]:
            query = dict.fromkeys([*form_fields(), "cursor", "since", "panel"], as_text(nasty))
            query = {name: text[:2000] for name, text in query.items()}
            found += wrong(browser.get(path, query), f"{path} {nasty!r}")
    assert found == []


def test_forms_of_nonsense_are_refused(browser: Client, values: dict[str, str]) -> None:
    found = []
    for route in routes():
        path = route.filled(values)
        if path.startswith(("/api/", "/sign-out")):
            continue
        for nasty in NASTY[:4]:
            form = dict.fromkeys(form_fields(), as_text(nasty))
            found += wrong(browser.post(path, form), f"{path} {nasty!r}")
    assert found == []


def test_other_methods_and_media_are_refused(
    browser: Client, caller: Client, values: dict[str, str]
) -> None:
    found = []
    for route in routes():
        path = route.filled(values)
        client = client_for(path, browser, caller)
        for method in METHODS:
            found += wrong(client.generic(method, path), f"{method} {path}")
        for media, body in BODIES if client is caller else BODIES[-6:-1]:
            answer = client.generic("POST", path, body, content_type=media)
            found += wrong(answer, f"{path} {media} {body[:20]!r}")
    assert found == []


def calls() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield method, path and fields of every call of the API that takes JSON."""
    description = api.get_openapi_schema()
    for path, methods in description["paths"].items():
        for method, call in methods.items():
            content = call.get("requestBody", {}).get("content", {})
            schema = content.get("application/json", {}).get("schema", {})
            name = str(schema.get("$ref", "")).rpartition("/")[2]
            if name:
                fields = description["components"]["schemas"][name]["properties"]
                yield method.upper(), path, fields


def test_every_field_of_the_api_refuses_nonsense(caller: Client, values: dict[str, str]) -> None:
    found = []
    for method, pattern, fields in calls():
        path = re.sub(r"{(\w+)}", lambda one: values.get(one[1], "1"), pattern)
        for field in fields:
            for nasty in NASTY:
                body = {name: RIGHT[name] for name in fields if name in RIGHT} | {field: nasty}
                answer = caller.generic(method, path, json.dumps(body), "application/json")
                found += wrong(answer, f"{path} {field}={nasty!r}")
    assert found == []


HEADERS: list[dict[str, str]] = [
    {"Authorization": "Bearer " + "x" * 5000},
    {"Authorization": "Bearer \x00"},
    {"Authorization": "Basic " + "é" * 10},
    {"Cookie": "sessionid=\x00; django_language=../../etc; csrftoken=%"},
    {"Idempotency-Key": "\x00"},
    {"Idempotency-Key": "k" * 5000},
    {"Accept-Language": "x" * 5000},
    {"Host": "a b"},
    {"X-Requested-With": "\xff"},
    {"HX-Current-URL": "http://[::1"},
    {"Range": "bytes=9-1"},
]


def test_headers_of_nonsense_are_borne(
    browser: Client, caller: Client, values: dict[str, str]
) -> None:
    found = []
    calls_made = ("/api/v1/cases", f"/api/v1/offices/{values['office']}/tickets")
    for headers in HEADERS:
        for path in ("/", f"/kiosk/{values['office_code']}/", "/cases/", "/healthz"):
            found += wrong(browser.get(path, headers=headers), f"{path} {headers}")
        for path in calls_made:
            found += wrong(caller.get(path, headers=headers), f"{path} {headers}")
            body = {"service": "ho-tich"}
            answer = caller.post(path, body, content_type="application/json", headers=headers)
            found += wrong(answer, f"{path} {headers}")
    assert found == []
