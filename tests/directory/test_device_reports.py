"""What a device tells of itself, and what is wished of it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from onestop.directory.models import AuditEvent, Device, User
from onestop.directory.refusals import BadInput, NotAllowed, NotFound
from onestop.directory.rights import Role
from onestop.directory.services import device_add, device_revoke
from onestop.directory.services.devices import device_seen, device_set
from tests.cast import Cast


@pytest.fixture
def screen(cast: Cast, monday_morning: datetime) -> User:
    """Return a screen of the first office."""
    told: dict[str, Any] = {"office": cast.office, "name": "Sảnh", "kind": Role.SCREEN}
    return device_add(actor=cast.quan, now=monday_morning, **told)[0]


def test_it_is_written_at_most_once_a_minute(screen: User, monday_morning: datetime) -> None:
    def seen(seconds: int, **said: Any) -> bool:
        now = monday_morning + timedelta(seconds=seconds)
        return device_seen(account_id=screen.pk, now=now, version="1", **said)

    written = [
        seen(0),
        seen(20),
        seen(59),
        seen(61),
        seen(90, error="Hỏng"),
        seen(95, error="Hỏng"),
    ]
    assert written == [True, False, False, True, True, False]
    stored = Device.objects.get(account=screen)
    assert stored.last_seen_at == monday_morning + timedelta(seconds=90)
    assert stored.last_error == "Hỏng"


def test_what_it_says_is_cut_to_one_short_line(screen: User, monday_morning: datetime) -> None:
    said: dict[str, Any] = {"version": "v" * 99, "error": "a\x00\n" + "b" * 900}
    device_seen(account_id=screen.pk, now=monday_morning, **said)
    stored = Device.objects.get(account=screen)
    assert (len(stored.version), len(stored.last_error)) == (40, 200)
    assert stored.last_error.startswith("a b")


def test_a_wish_is_kept_until_the_device_hears_of_it(
    client: Client, cast: Cast, monday_morning: datetime
) -> None:
    told: dict[str, Any] = {"office": cast.office, "name": "Trạm", "kind": Role.PRINT_STATION}
    device, token = device_add(actor=cast.quan, now=monday_morning, **told)
    device_set(device_id=device.pk, actor=cast.quan, now=monday_morning, volume=35, test=True)
    answer = client.post(
        "/api/v1/devices/self",
        {"version": "1.2", "latency": 12},
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    ).json()
    assert (answer["volume"], answer["reload_asked_at"]) == (35, None)
    assert answer["test_asked_at"] is not None
    assert Device.objects.get(account=device).latency == 12
    assert AuditEvent.objects.filter(action="device.set").count() == 1


def test_only_who_manages_the_device_wishes_something(
    cast: Cast, screen: User, monday_morning: datetime
) -> None:
    told: dict[str, Any] = {"device_id": screen.pk, "now": monday_morning}
    for actor in (cast.an, cast.giang, screen):
        with pytest.raises(NotAllowed):
            device_set(actor=actor, volume=1, **told)
    with pytest.raises(NotFound):
        device_set(actor=cast.xuan, volume=1, **told)
    with pytest.raises(BadInput):
        device_set(actor=cast.quan, volume=101, **told)
    device_revoke(device_id=screen.pk, actor=cast.quan, now=monday_morning)
    with pytest.raises(NotFound):
        device_set(actor=cast.quan, volume=1, **told)
