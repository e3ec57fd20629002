"""A screen that comes with a token is let in to its own office, and out when the token ends."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from channels.db import database_sync_to_async
from django.utils import timezone

from displays import identities
from onestop.directory.models import AccessToken, Membership, User
from onestop.directory.rights import Role
from onestop.directory.services import (
    access_token_issue,
    access_token_revoke,
    account_lock,
    device_add,
    device_revoke,
)
from onestop.directory.words import LeavingReason
from tests.cast import Cast
from tests.displays.conftest import Floor, Open

LOBBY, ELSEWHERE = "/ws/offices/mau/lobby", "/ws/offices/khac/lobby"


def add_screen(cast: Cast) -> tuple[User, str]:
    """Enrol a screen of the first office."""
    now = timezone.now()
    return device_add(office=cast.office, name="Sảnh", kind=Role.SCREEN, actor=cast.quan, now=now)


async def in_thread(work: Any, *told: Any, **named: Any) -> Any:
    """Run a service in a thread of its own."""
    return await database_sync_to_async(work)(*told, **named)


async def test_a_revoked_device_is_put_out_at_once_and_others_stay(
    floor: Floor, screen: Open, cast: Cast
) -> None:
    assert floor
    device, token = await in_thread(add_screen, cast)
    stolen, anybody = await screen(LOBBY, token), await screen(LOBBY)
    assert (await stolen.message())["type"] == "snapshot"
    await anybody.message()
    told: dict[str, Any] = {"device_id": device.pk, "actor": cast.quan, "now": timezone.now()}
    await in_thread(device_revoke, **told)
    async with asyncio.timeout(identities.LOOK / 2):
        assert await stolen.close_code() == identities.ENDED
    assert await anybody.is_quiet()
    back = await screen(LOBBY, token)
    assert await back.close_code() == identities.ENDED


async def test_a_locked_account_is_put_out(floor: Floor, screen: Open, cast: Cast) -> None:
    assert floor
    token = await in_thread(access_token_issue, user=cast.an, now=timezone.now())
    mine = await screen(LOBBY, token)
    await mine.message()
    told: dict[str, Any] = {"account_id": cast.an.pk, "version": 0, "reason": LeavingReason.RISK}
    await in_thread(account_lock, actor=cast.quan, now=timezone.now(), **told)
    assert await mine.close_code() == identities.ENDED


async def test_one_token_of_several_is_put_out(floor: Floor, screen: Open, cast: Cast) -> None:
    assert floor
    now = timezone.now()
    tokens = [await in_thread(access_token_issue, user=cast.an, now=now) for _ in range(2)]
    first, second = [await screen(LOBBY, token) for token in tokens]
    await first.message()
    await second.message()
    pk = (await in_thread(AccessToken.objects.earliest, "id")).pk
    await in_thread(access_token_revoke, token_id=pk, actor=cast.an, now=now)
    assert await first.close_code() == identities.ENDED
    assert await second.is_quiet()


async def test_what_nobody_was_told_of_is_found_with_the_heartbeat(
    floor: Floor, screen: Open, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert floor
    monkeypatch.setattr(identities, "LOOK", 0.2)
    _device, token = await in_thread(add_screen, cast)
    mine = await screen(LOBBY, token)
    await mine.message()
    ended = timezone.now() - timedelta(seconds=1)
    await in_thread(AccessToken.objects.update, expires_at=ended)
    assert await mine.close_code() == identities.ENDED


@pytest.mark.parametrize("token", ["x", "a" * 300, "\x00"])
async def test_a_token_that_opens_nothing_shows_nothing(
    floor: Floor, screen: Open, token: str
) -> None:
    assert floor
    stranger = await screen(LOBBY, token)
    assert await stranger.close_code() == identities.ENDED


async def test_a_device_sees_its_own_office_only(floor: Floor, screen: Open, cast: Cast) -> None:
    assert floor
    _device, token = await in_thread(add_screen, cast)
    abroad = await screen(ELSEWHERE, token)
    assert await abroad.close_code() == identities.FOREIGN
    assert await in_thread(Membership.objects.filter(role=Role.SCREEN).count) == 1
