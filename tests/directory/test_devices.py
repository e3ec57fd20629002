"""Devices: what a token of theirs opens, and that nobody signs in as one."""

import json
from datetime import datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils import timezone

from onestop.directory.models import AuditEvent, User
from onestop.directory.refusals import BadInput, NotAllowed, NotFound
from onestop.directory.rights import DEVICES, Role
from onestop.directory.services import device_add, device_revoke
from tests.cast import Cast

Added = tuple[User, str]


@pytest.fixture
def kiosk(cast: Cast) -> Added:
    """Return a kiosk of the first office and its token."""
    return add(cast, Role.KIOSK, timezone.now())


def add(cast: Cast, kind: Role, now: datetime, name: str = "Máy 1") -> Added:
    """Enrol a device as Quân."""
    return device_add(office=cast.office, name=name, kind=kind, actor=cast.quan, now=now)


def status(client: Client, token: str, path: str, body: dict[str, object] | None = None) -> int:
    """Call the API with the token and return the status."""
    told: dict[str, Any] = {"headers": {"Authorization": f"Bearer {token}"}}
    if body is None:
        return client.get(f"/api/v1/{path}", **told).status_code
    sent = json.dumps(body)
    return client.post(f"/api/v1/{path}", sent, "application/json", **told).status_code


def test_a_kiosk_sees_the_queue_and_issues_numbers_of_its_office(
    client: Client, kiosk: Added
) -> None:
    token, body = kiosk[1], {"service": "ho-tich", "print": False}
    assert status(client, token, "offices/mau/queue") == 200
    assert status(client, token, "offices/mau/tickets", body) == 201
    assert status(client, token, "offices/khac/queue") == 404
    assert status(client, token, "offices/khac/tickets", body) == 404
    assert status(client, token, "cases") == 403


@pytest.mark.parametrize("kind", sorted(DEVICES - {Role.KIOSK}))
def test_another_device_issues_none(
    client: Client, cast: Cast, monday_morning: datetime, kind: Role
) -> None:
    _device, token = add(cast, kind, monday_morning)
    assert status(client, token, "offices/mau/queue") == 200
    assert status(client, token, "offices/mau/tickets", {"service": "ho-tich"}) == 403
    assert status(client, token, "cases") == 403


def test_a_revoked_device_opens_nothing(client: Client, cast: Cast, kiosk: Added) -> None:
    device, token = kiosk
    for _twice in range(2):
        device_revoke(device_id=device.pk, actor=cast.quan, now=timezone.now())
    assert status(client, token, "offices/mau/queue") == 401
    actions = AuditEvent.objects.filter(subject=f"account:{device.pk}").order_by("id")
    assert list(actions.values_list("action", flat=True)) == ["device.add", "device.revoke"]


def test_nobody_signs_in_as_a_device(client: Client, kiosk: Added) -> None:
    assert not kiosk[0].has_usable_password()
    client.force_login(kiosk[0])
    assert client.get("/tokens/").status_code == 403


def test_only_administrators_manage_devices(
    cast: Cast, kiosk: Added, monday_morning: datetime
) -> None:
    told: dict[str, Any] = {
        "office": cast.office,
        "name": "Máy 2",
        "kind": Role.SCREEN,
        "now": monday_morning,
    }
    for actor in (cast.an, cast.chi, cast.dung, cast.giang, kiosk[0]):
        with pytest.raises(NotAllowed):
            device_add(actor=actor, **told)
        with pytest.raises(NotAllowed):
            device_revoke(device_id=kiosk[0].pk, actor=actor, now=monday_morning)
    with pytest.raises(NotFound):
        device_revoke(device_id=kiosk[0].pk, actor=cast.xuan, now=monday_morning)
    with pytest.raises(NotFound):
        device_revoke(device_id=cast.an.pk, actor=cast.quan, now=monday_morning)


def test_two_devices_have_two_names(cast: Cast, kiosk: Added, monday_morning: datetime) -> None:
    assert kiosk
    with pytest.raises(BadInput):
        add(cast, Role.SCREEN, monday_morning)


def test_the_command_prints_the_token_and_nothing_else(client: Client, cast: Cast) -> None:
    assert cast
    out = StringIO()
    call_command("device_add", "--office=mau", "--name=Kiosk", "--kind=kiosk", stdout=out)
    assert out.getvalue().count("\n") == 1
    assert status(client, out.getvalue().strip(), "offices/mau/queue") == 200


@pytest.mark.parametrize("wrong", [("--office=xyz", "--name=K"), ("--office=mau", "--name= ")])
def test_the_command_says_what_is_wrong(cast: Cast, wrong: tuple[str, str]) -> None:
    assert cast
    with pytest.raises(CommandError):
        call_command("device_add", *wrong, "--kind=kiosk")
    assert not User.objects.filter(username__startswith="device-").exists()
