"""From where a request comes, and that looks are written after the answer."""

import logging
from typing import Any

import pytest
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.test import AsyncRequestFactory, Client, RequestFactory
from django.utils import timezone

from onestop.directory.audit import looks, origin_here
from onestop.directory.models import AuditEvent
from onestop.directory.services import access_token_issue
from onestop.operations.tracing import AuditMiddleware, origin_of
from queueing.forms.once import new_key
from tests.cases.desk import LAN, Desk
from tests.cast import Cast


@pytest.fixture
def desk(cast: Cast, monday_morning: Any) -> Desk:
    """Return the cast at work."""
    return Desk(cast, monday_morning)


def looks_at() -> list[AuditEvent]:
    """Return the looks that were recorded."""
    return list(AuditEvent.objects.filter(action__startswith="look."))


@pytest.mark.parametrize(
    ("path", "origin"),
    [
        ("/cases/", "page 10.0.0.7"),
        ("/api/v1/cases", "api 10.0.0.7"),
        ("/kiosk/mau/", "kiosk 10.0.0.7"),
        ("/", "page 10.0.0.7"),
    ],
)
def test_an_origin_is_surface_and_address(path: str, origin: str) -> None:
    assert origin_of(RequestFactory(REMOTE_ADDR="10.0.0.7").get(path)) == origin


async def test_the_origin_holds_in_both_worlds_and_ends_with_the_request() -> None:
    seen = []

    async def later(_request: HttpRequest) -> HttpResponse:
        seen.append(origin_here())
        return HttpResponse()

    def at_once(_request: HttpRequest) -> HttpResponse:
        seen.append(origin_here())
        return HttpResponse()

    await AuditMiddleware(later)(AsyncRequestFactory().get("/cases/"))  # type: ignore[misc]
    AuditMiddleware(at_once)(RequestFactory().get("/api/v1/cases"))
    assert seen == ["page 127.0.0.1", "api 127.0.0.1"]
    assert origin_here() == "system"


def test_a_change_says_from_which_machine(client: Client, cast: Cast) -> None:
    client.post("/kiosk/mau/tickets/", {"service": "ho-tich", "key": new_key()})
    event = AuditEvent.objects.get()
    assert (event.action, event.origin, event.actor_id) == (
        "ticket.issued",
        "kiosk 127.0.0.1",
        None,
    )
    assert event.office_id == cast.office.pk


def test_a_look_says_who_saw_what_from_where(client: Client, desk: Desk) -> None:
    case = desk.receive()
    client.force_login(desk.cast.chi)
    assert client.get(f"/cases/{case.code}/").status_code == 200
    (look,) = looks_at()
    assert (look.action, look.subject, look.after) == (
        "look.case",
        f"case:{case.pk}",
        {"part": "page"},
    )
    assert (look.actor_id, look.office_id, look.origin) == (
        desk.cast.chi.pk,
        case.office_id,
        "page 127.0.0.1",
    )


def test_a_list_is_one_row_with_every_case_that_it_shows(client: Client, desk: Desk) -> None:
    cases = [desk.receive() for _ in range(3)]
    client.force_login(desk.cast.giang)
    client.get("/cases/", {"scope": "office"})
    (look,) = looks_at()
    assert (look.action, look.subject) == ("look.cases", f"office:{desk.cast.office.pk}")
    assert sorted(look.after["cases"]) == [one.pk for one in cases]


@pytest.mark.parametrize("part", ["", "/history", "/deadline"])
def test_the_api_s_answers_are_looks(client: Client, desk: Desk, part: str) -> None:
    case = desk.receive()
    token = access_token_issue(user=desk.cast.dung, now=desk.now)
    headers = {"Authorization": f"Bearer {token}"}
    assert client.get(f"/api/v1/cases/{case.code}{part}", headers=headers).status_code == 200
    (look,) = looks_at()
    assert (look.actor_id, look.origin) == (desk.cast.dung.pk, "api 127.0.0.1")
    assert look.after == {"part": part.strip("/") or "case"}


@pytest.mark.parametrize(
    "address", ["/cases/{}/documents/receipt.pdf", "/api/v1/cases/{}/documents/receipt.pdf"]
)
def test_a_document_is_a_look(client: Client, desk: Desk, address: str) -> None:
    case = desk.receive()
    client.force_login(desk.cast.chi)
    headers = {"Authorization": f"Bearer {access_token_issue(user=desk.cast.chi, now=desk.now)}"}
    assert client.get(address.format(case.code), headers=headers).status_code == 200
    (look,) = looks_at()
    assert (look.subject, look.after) == (f"case:{case.pk}", {"part": "receipt.pdf"})


def test_who_is_refused_has_seen_nothing(client: Client, desk: Desk) -> None:
    case = desk.receive()
    client.force_login(desk.cast.xuan)
    assert client.get(f"/cases/{case.code}/").status_code == 404
    client.force_login(desk.cast.chi)
    assert client.get(f"/cases/{case.code}/documents/stop.pdf").status_code == 404
    assert client.get("/cases/", {"state": "no such"}).status_code == 422
    assert looks_at() == []


def test_a_refusal_that_shows_the_case_is_a_look(client: Client, desk: Desk) -> None:
    desk.now = timezone.now()  # a supplement is asked for within days
    case = desk.do(desk.receive(), "start_processing")
    client.force_login(desk.cast.chi)
    refused = client.post(f"/cases/{case.code}/transitions/request_supplement/", {"reason": ""})
    assert refused.status_code == 422
    assert [look.subject for look in looks_at()] == [f"case:{case.pk}"]


def test_a_look_that_cannot_be_written_breaks_nothing_and_names_nobody(
    client: Client,
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    case = desk.receive()
    client.force_login(desk.cast.chi)

    def away(_rows: Any) -> None:
        raise DatabaseError(LAN.name)

    monkeypatch.setattr(looks, "rows_write", away)
    with caplog.at_level(logging.ERROR):
        page = client.get(f"/cases/{case.code}/")
    assert LAN.name in page.content.decode()
    assert f"look.case case:{case.pk} by {desk.cast.chi.pk}" in caplog.text
    assert LAN.name not in caplog.text
