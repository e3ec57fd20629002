"""The line of a device: it says how it is, hears what is wished, and is cut when it is revoked."""

import asyncio
import json
from typing import Any

import pytest
from channels.db import database_sync_to_async
from django.conf import settings
from django.utils import timezone

from displays.devices import lines
from onestop.directory.models import Device, User
from onestop.directory.rights import Role
from onestop.directory.services import access_token_issue, device_add, device_revoke
from onestop.directory.services.devices import device_set
from tests.cast import Cast
from tests.displays.conftest import Floor, Open

LINE, LOBBY = "/ws/devices/line", "/ws/offices/mau/lobby"


async def in_thread(work: Any, *told: Any, **named: Any) -> Any:
    """Run a service in a thread of its own."""
    return await database_sync_to_async(work)(*told, **named)


async def add_screen(cast: Cast) -> tuple[User, str]:
    """Enrol a screen of the first office."""
    told: dict[str, Any] = {"office": cast.office, "name": "Sảnh", "kind": Role.SCREEN}
    found: tuple[User, str] = await in_thread(
        device_add, actor=cast.quan, now=timezone.now(), **told
    )
    return found


def cookie(token: str) -> dict[str, str]:
    """Return the header of a browser that is a device."""
    return {"cookie": f"csrftoken=x; {settings.DEVICE_COOKIE_NAME}={token}"}


async def test_it_hears_what_is_wished_at_once(floor: Floor, screen: Open, cast: Cast) -> None:
    assert floor
    device, token = await add_screen(cast)
    line = await screen(LINE, **cookie(token))
    first = await line.message()
    assert (first["type"], first["volume"], first["test"]) == ("wish", 100, None)
    told: dict[str, Any] = {"device_id": device.pk, "actor": cast.quan, "now": timezone.now()}
    async with asyncio.timeout(lines.LOOK / 2):
        await in_thread(device_set, volume=20, test=True, **told)
        second = await line.message()
    assert (second["volume"], second["reload"]) == (20, None)
    assert second["test"] is not None


async def test_it_says_how_it_is(floor: Floor, screen: Open, cast: Cast) -> None:
    assert floor
    device, token = await add_screen(cast)
    line = await screen(LINE, **cookie(token))
    await line.message()
    said = {"type": "here", "version": "0.1.0", "latency": 7, "error": "x is undefined"}
    await line.say(json.dumps(said))
    assert await line.message() == {"type": "seen"}
    await asyncio.sleep(0.1)
    stored = await in_thread(Device.objects.get, account=device)
    assert (stored.version, stored.latency, stored.last_error) == ("0.1.0", 7, "x is undefined")


@pytest.mark.parametrize("path", [LINE, LOBBY])
async def test_who_is_revoked_is_cut_at_once(
    floor: Floor, screen: Open, cast: Cast, path: str
) -> None:
    assert floor
    device, token = await add_screen(cast)
    mine = await screen(path, **cookie(token))
    await mine.message()
    told: dict[str, Any] = {"device_id": device.pk, "actor": cast.quan, "now": timezone.now()}
    await in_thread(device_revoke, **told)
    async with asyncio.timeout(lines.LOOK / 2):
        assert await mine.close_code() == lines.ENDED
    back = await screen(path, **cookie(token))
    assert await back.close_code() == lines.ENDED


async def test_who_is_no_device_has_no_line(floor: Floor, screen: Open, cast: Cast) -> None:
    assert floor
    person = await in_thread(access_token_issue, user=cast.quan, now=timezone.now())
    for token in (person, "x", ""):
        stranger = await screen(LINE, **cookie(token))
        assert await stranger.close_code() == lines.ENDED


async def test_nonsense_is_ignored_and_floods_are_cut(
    floor: Floor, screen: Open, cast: Cast
) -> None:
    assert floor
    _device, token = await add_screen(cast)
    line = await screen(LINE, **cookie(token))
    await line.message()
    for text in ("", "[]", "{", '{"type": 1}', '{"type": "here", "latency": "x", "version": []}'):
        await line.say(text)
    assert await line.message() == {"type": "seen"}
    for _ in range(20):
        await line.say("{}")
    assert await line.close_code() == 4429
