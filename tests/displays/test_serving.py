"""The feed of a running office, over real websockets: many, slow, rude and forgotten screens."""

import asyncio
import json
import signal
import socket
import struct
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.running import RunningOffice, running_office

PATIENCE = 15.0  # seconds: other tests share the machine
LOBBY = "/ws/offices/demo/lobby"
SCREENS = 300

Message = dict[str, Any]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningOffice]:
    """Return a demo office that serves until this module is done."""
    with running_office(tmp_path_factory.mktemp("screens")) as running:
        yield running


@asynccontextmanager
async def screen(office: RunningOffice, path: str = LOBBY, **options: Any) -> AsyncIterator[Any]:
    """Open a screen's websocket."""
    address = office.url.replace("http", "ws", 1) + path
    async with connect(address, proxy=None, **options) as client:
        yield client


async def message(client: ClientConnection) -> Message:
    """Return the next message."""
    async with asyncio.timeout(PATIENCE):
        received: Message = json.loads(await client.recv())
        return received


async def news(client: ClientConnection) -> Message:
    """Return the next message that is no heartbeat."""
    while (received := await message(client))["type"] == "heartbeat":
        pass
    return received


async def closing(client: ClientConnection) -> None:
    """Wait until the server has ended the connection."""
    async with asyncio.timeout(PATIENCE):
        await client.wait_closed()


async def issue(office: RunningOffice, number: int = 1) -> None:
    """Issue tickets through the API, one after the other."""
    for _ in range(number):
        body = {"service": "ho-tich", "print": False}
        answer = await asyncio.to_thread(
            office.call, "tiepnhan1", "POST", "offices/demo/tickets", body
        )
        assert answer[0] == 201


async def test_events_follow_the_snapshot_over_the_wire(office: RunningOffice) -> None:
    async with screen(office) as lobby:
        first = await message(lobby)
        assert first["type"] == "snapshot"
        await issue(office, 3)
        seqs = [(await news(lobby))["seq"] for _ in range(3)]
        assert seqs == [first["seq"] + offset for offset in (1, 2, 3)]


async def test_hundreds_of_screens_from_one_address_hear_the_same(office: RunningOffice) -> None:
    async with AsyncExitStack() as stack:
        screens = [await stack.enter_async_context(screen(office)) for _ in range(SCREENS)]
        firsts = await asyncio.gather(*map(message, screens))
        await issue(office)
        heard = await asyncio.gather(*map(news, screens))
    seqs = {(first["seq"] + 1, event["seq"]) for first, event in zip(firsts, heard, strict=True)}
    assert len(seqs) == 1
    assert all(event["type"] == "event" for event in heard)


async def test_heartbeats_come_within_their_time(office: RunningOffice) -> None:
    async with screen(office) as lobby:
        seq = (await message(lobby))["seq"]
        assert await message(lobby) | {"at": ""} == {"type": "heartbeat", "seq": seq, "at": ""}


@pytest.mark.parametrize("origin", ["http://elsewhere.example", "null"])
async def test_another_sites_page_is_turned_away(office: RunningOffice, origin: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with screen(office, origin=origin):
            pass
    assert refused.value.response.status_code == 403


async def test_the_offices_own_page_is_served(office: RunningOffice) -> None:
    async with screen(office, origin=office.url) as lobby:
        assert (await message(lobby))["type"] == "snapshot"


@pytest.mark.parametrize("path", ["/ws/tickets/x", "/ws/offices/x/lobby", "/ws/x", "/x"])
async def test_unknown_addresses_close_with_4404(office: RunningOffice, path: str) -> None:
    async with screen(office, path) as nobody:
        with pytest.raises(ConnectionClosed) as closed:
            await message(nobody)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4404


@pytest.mark.parametrize("rude", ["x" * 50_000, b"\x00\xff", "{}"], ids=["long", "binary", "flood"])
async def test_rude_clients_leave_no_trace(office: RunningOffice, rude: str | bytes) -> None:
    before = (office.data / "serve.log").read_text()
    async with screen(office) as good, screen(office) as bad:
        await asyncio.gather(message(good), message(bad))
        with suppress(ConnectionClosed):
            for _ in range(100):
                await bad.send(rude)
        await closing(bad)
        await issue(office)
        assert (await news(good))["kind"] == "ticket.issued"
    assert (office.data / "serve.log").read_text() == before


async def test_who_does_not_read_is_let_go_and_keeps_nobody_waiting(
    office: RunningOffice,
) -> None:
    deaf = await asyncio.to_thread(_deaf_screen, office)
    async with screen(office) as good:
        first = await message(good)
        await asyncio.to_thread(_many_events, office, 30_000)
        await issue(office)
        last = first["seq"] + 30_001
        while (await news(good))["seq"] < last:
            pass
    assert await asyncio.to_thread(_is_closed, deaf)


def _deaf_screen(office: RunningOffice) -> socket.socket:
    """Connect a lobby that never reads more than the handshake."""
    deaf = socket.socket()
    deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    deaf.connect(("127.0.0.1", office.port))
    request = (
        f"GET {LOBBY} HTTP/1.1\r\nHost: 127.0.0.1:{office.port}\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        "Sec-WebSocket-Version: 13\r\n\r\n"
    )
    deaf.sendall(request.encode())
    assert deaf.recv(12) == b"HTTP/1.1 101"
    return deaf


def _many_events(office: RunningOffice, number: int) -> None:
    """Write many events at once, as another process would that nobody hears of."""
    result = office.command(
        "shell",
        "--command",
        "from django.db import transaction\n"
        "from django.utils import timezone\n"
        "from queueing.models import Queue, QueueEvent\n"
        "with transaction.atomic():\n"
        "    queue = Queue.objects.select_for_update().get()\n"
        "    QueueEvent.objects.bulk_create([\n"
        "        QueueEvent(office_id=queue.office_id, seq=queue.seq + place, at=timezone.now(),\n"
        "                   kind='counter.opened')\n"
        f"        for place in range(1, {number} + 1)\n"
        "    ], batch_size=1000)\n"
        f"    queue.seq += {number}\n"
        "    queue.save()\n",
    )
    assert result.returncode == 0, result.stderr


def _is_closed(deaf: socket.socket) -> bool:
    """Tell whether the server has ended the connection, reading what is still under way."""
    deaf.settimeout(PATIENCE)
    try:
        while deaf.recv(65536):
            pass
    except ConnectionResetError:
        pass
    except TimeoutError:
        return False
    deaf.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    deaf.close()
    return True


async def test_a_server_that_is_killed_and_comes_back_has_lost_nothing(
    office: RunningOffice,
) -> None:
    async with screen(office) as lobby:
        first = await message(lobby)
        await issue(office, 2)
        seen = (await news(lobby))["seq"]
        await asyncio.to_thread(office.end, signal.SIGKILL)
        await closing(lobby)
    await asyncio.to_thread(office.start)
    await issue(office)
    async with screen(office, f"{LOBBY}?since={seen}") as lobby:
        seqs = [(await news(lobby))["seq"] for _ in range(2)]
    assert seqs == [first["seq"] + 2, first["seq"] + 3]
