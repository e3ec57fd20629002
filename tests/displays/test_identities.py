"""Sockets are open to anyone, but a token that is presented must be good and of the place."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from channels.db import database_sync_to_async
from django.test import Client
from django.utils import timezone

from displays.identities import sockets_of
from onestop.directory.models import AccessToken
from onestop.directory.rights import DEVICES, Role
from onestop.directory.routes import Entry, Who
from onestop.directory.services import access_token_issue
from onestop.operations.matrix import Surface, routes
from queueing.tokens import ticket_token
from tests.cast import make_user
from tests.displays.conftest import Floor, Screen

Open = Callable[..., Any]


@pytest.fixture
async def knock(floor: Floor) -> AsyncIterator[Open]:
    """Return a function that opens a socket with these headers; all are closed at the end."""
    assert floor
    opened: list[Screen] = []

    async def open_screen(path: str, **headers: str) -> Screen:
        opened.append(Screen(path, headers))
        return await opened[-1].connect()

    yield open_screen
    for one in opened:
        await one.close()


async def token_of(floor: Floor, role: Role, *, foreign: bool = False) -> str:
    """Return the header of a new account of the role."""
    header: str = await database_sync_to_async(token_now)(floor, role, foreign=foreign)
    return header


def token_now(floor: Floor, role: Role, *, foreign: bool) -> str:
    """Return the header, from a thread of its own."""
    office = floor.cast.other_office if foreign else floor.cast.office
    user = make_user(f"{role}-{foreign}", str(role), office, role)
    return f"Bearer {access_token_issue(user=user, now=timezone.now())}"


async def addresses(floor: Floor) -> dict[str, str]:
    ticket = await floor.issue()
    return {
        "/ws/offices/<slug:name>/lobby": "/ws/offices/mau/lobby",
        "/ws/counters/<int:name>": f"/ws/counters/{floor.cast.counter_1.pk}",
        "/ws/tickets/<str:name>": f"/ws/tickets/{ticket_token(ticket.pk)}",
    }


async def test_every_socket_is_open_to_everybody_of_the_office_and_to_nobody(
    floor: Floor, knock: Open
) -> None:
    known = await addresses(floor)
    sockets = {one.address: one for one in routes() if one.surface is Surface.WEBSOCKET}
    assert set(sockets) == {*known, "/"}, "the last is what answers that nothing is there"
    tokens = [await token_of(floor, role) for role in Role]
    for address, path in known.items():
        assert sockets[address].entry == Entry(Who.ANYONE)
        assert (await (await knock(path)).news())["type"] == "snapshot"
        for token in tokens:
            assert (await (await knock(path, authorization=token)).news())["type"] == "snapshot"


async def test_a_device_is_refused_at_the_screens_of_another_office(
    floor: Floor, knock: Open
) -> None:
    lobby, counter, ticket = (await addresses(floor)).values()
    for role in DEVICES:
        token = await token_of(floor, role, foreign=True)
        assert await (await knock(lobby, authorization=token)).close_code() == 4403
        assert await (await knock(counter, authorization=token)).close_code() == 4403
        assert (await (await knock(ticket, authorization=token)).news())["type"] == "snapshot"


async def test_people_of_another_office_see_what_hangs_on_the_wall(
    floor: Floor, knock: Open
) -> None:
    token = await token_of(floor, Role.SUPERVISOR, foreign=True)
    screen = await knock("/ws/offices/mau/lobby", authorization=token)
    assert (await screen.news())["type"] == "snapshot"


@pytest.mark.parametrize("header", ["Bearer wrong", "Bearer ", "Basic YTpi", "Bearer " + "x" * 500])
async def test_a_bad_token_is_refused(knock: Open, header: str) -> None:
    screen = await knock("/ws/offices/mau/lobby", authorization=header)
    assert await screen.close_code() == 4401


async def test_a_revoked_token_is_refused(floor: Floor, knock: Open) -> None:
    token = await token_of(floor, Role.SCREEN)
    revoke = database_sync_to_async(AccessToken.objects.update)
    await revoke(revoked_at=timezone.now())
    screen = await knock("/ws/offices/mau/lobby", authorization=token)
    assert await screen.close_code() == 4401


async def test_a_session_that_has_ended_is_nobody(knock: Open) -> None:
    screen = await knock("/ws/offices/mau/lobby", cookie="sessionid=gone; other=1")
    assert (await screen.news())["type"] == "snapshot"


async def test_the_sockets_of_an_account_are_found_until_they_end(
    floor: Floor, knock: Open
) -> None:
    client, an = Client(), floor.cast.an
    await database_sync_to_async(client.force_login)(an)
    session = client.cookies["sessionid"].value
    screen = await knock("/ws/offices/mau/lobby", cookie=f"sessionid={session}")
    await screen.news()
    (socket,) = sockets_of(user_id=an.pk)
    assert list(sockets_of(session_key=session)) == [socket]
    assert list(sockets_of(user_id=floor.cast.binh.pk)) == []
    await socket.close(4401)
    assert await screen.close_code() == 4401
    assert list(sockets_of(user_id=an.pk)) == []
