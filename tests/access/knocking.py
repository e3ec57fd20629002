"""Knocking at a page or a call, and what the answer says about who may enter."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from onestop.operations.matrix import Route, Surface
from tests.access.people import FOREIGN, Knocker, Scene

PARAMETER = re.compile(r"[<{](?:\w+:)?(\w+)[>}]")
FILE = "file"
# One's own, and what all offices share.
NOT_OF_AN_OFFICE = {"token_id", "procedure_id", "workflow_id", "step_id"}
REFUSED = {401, 403, 404}


def address_of(route: Route, scene: Scene, knocker: Knocker) -> str:
    """Return the route's address with one of the office's things in each place."""
    address = route.address
    return PARAMETER.sub(lambda found: scene.argument(found[1], address, knocker), address)


def names_a_thing(route: Route, body: object) -> bool:
    """Tell whether the request names something of the office, by address or body."""
    named = set(PARAMETER.findall(route.address)) - NOT_OF_AN_OFFICE
    return bool(named) or "office" in str(body)


def expected(route: Route, knocker: Knocker, body: object = None) -> bool:
    """Return what the matrix says: another office's things are never found by staff."""
    assert route.entry is not None
    is_staff_only = route.entry.who != "anyone"
    if knocker.is_device and is_staff_only and route.surface is Surface.PAGE:
        return False
    if not knocker.may_enter(route.entry):
        return False
    return not (knocker.name == FOREIGN and is_staff_only and names_a_thing(route, body))


def admitted(response: Any) -> bool:
    """Tell whether the answer let somebody in; an error of the program is an error of the test."""
    assert response.status_code < 500, response.content.decode()
    location = urlsplit(response.headers.get("Location", "")).path
    return response.status_code not in REFUSED and location != reverse("sign-in")


def answer_of(client: Client, address: str, method: str = "", body: Any = None) -> Any:
    """Return the answer to a GET, or to a POST where that is the method; changes nothing."""
    session = client.cookies.get(settings.SESSION_COOKIE_NAME)
    with transaction.atomic():
        response = None if method == "POST" else client.generic(method or "GET", address)
        if response is None or (not method and response.status_code == 405):
            response = _posted(client, address, body or {})
        transaction.set_rollback(True)
    if session is not None:
        client.cookies[settings.SESSION_COOKIE_NAME] = session.value  # also after a sign-out
    return response


def _posted(client: Client, address: str, body: Any) -> Any:
    """Return the answer to a form with a file, or to JSON."""
    if FILE in body:
        return client.post(address, {FILE: SimpleUploadedFile("a.png", body[FILE])})
    return client.post(address, body, content_type="application/json")


def client_of(knocker: Knocker, *, token: bool) -> Client:
    """Return the browser of an account, or a program with its token."""
    headers: Mapping[str, str] = {}
    if token and knocker.token:
        headers = {"Authorization": f"Bearer {knocker.token}"}
    client = Client(headers=dict(headers), raise_request_exception=False)
    if knocker.user and not token:
        client.force_login(knocker.user)
    return client
