"""Screens that connect to the feed inside the test's own event loop."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from threading import Barrier
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from channels.db import database_sync_to_async
from channels.routing import URLRouter
from django.db import connection
from django.utils import timezone

from displays.reading import READERS, threads
from displays.routing import websocket_urlpatterns
from queueing import services
from queueing.models import Counter, Ticket
from tests.cast import Cast

PATIENCE = 5.0  # seconds for one message


class Screen:
    """A screen's socket, as its client sees it.

    It speaks ASGI itself: channels' own communicator keeps every database connection of the
    process open while it waits.
    """

    def __init__(self, path: str, token: str = "", **more: str) -> None:
        path, _, query = path.partition("?")
        headers = [(b"authorization", f"Bearer {token}".encode())] if token else []
        headers += [(name.encode(), value.encode()) for name, value in more.items()]
        scope: dict[str, Any] = {"type": "websocket", "path": path, "query_string": query.encode()}
        scope["headers"] = headers
        communicator: Any = ApplicationCommunicator  # asgiref's testing tools have no types
        self._socket = communicator(URLRouter(websocket_urlpatterns), scope)

    async def connect(self) -> "Screen":
        """Open the socket."""
        await self._socket.send_input({"type": "websocket.connect"})
        accepted = await self._socket.receive_output(PATIENCE)
        assert accepted["type"] == "websocket.accept"
        return self

    async def message(self) -> dict[str, Any]:
        """Return the next message, whatever it is."""
        output = await self._socket.receive_output(PATIENCE)
        assert output["type"] == "websocket.send", output
        received: dict[str, Any] = json.loads(output["text"])
        return received

    async def news(self) -> dict[str, Any]:
        """Return the next message that is no heartbeat."""
        while (message := await self.message())["type"] == "heartbeat":
            pass
        return message

    async def events_until(self, seq: int) -> list[dict[str, Any]]:
        """Return the events up to the one with this sequence."""
        events = [await self.news()]
        while events[-1]["seq"] < seq:
            events.append(await self.news())
        return events

    async def say(self, text: str | bytes) -> None:
        """Send something to the server."""
        kind = "bytes" if isinstance(text, bytes) else "text"
        await self._socket.send_input({"type": "websocket.receive", kind: text})

    async def close_code(self) -> int:
        """Return the code with which the server closes, whatever it sends before."""
        while (output := await self._socket.receive_output(PATIENCE))["type"] != "websocket.close":
            pass
        return int(output["code"])

    async def is_quiet(self, seconds: float = 0.3) -> bool:
        """Tell whether nothing comes for a while."""
        return bool(await self._socket.receive_nothing(seconds))

    async def forget(self) -> None:
        """Throw away what has come and still comes at this moment."""
        while not await self.is_quiet(0.1):
            await self.message()

    async def close(self) -> None:
        """Go."""
        await self._socket.send_input({"type": "websocket.disconnect", "code": 1000})
        await self._socket.wait(PATIENCE)


Open = Callable[..., Any]


@pytest.fixture
async def screen(transactional_db: None) -> AsyncIterator[Open]:  # noqa: ARG001 (feeds read committed rows)
    """Return a function that opens a screen's socket; all are closed at the end."""
    opened: list[Screen] = []

    async def open_screen(path: str, token: str = "", **more: str) -> Screen:
        opened.append(Screen(path, token, **more))
        return await opened[-1].connect()

    yield open_screen
    for one in opened:
        await one.close()
    await asyncio.sleep(0)
    await asyncio.to_thread(readers_end)


def readers_end() -> None:
    """Wait until no feed reads any more: who empties the tables next would meet it there."""
    free = Barrier(READERS)

    def end() -> None:
        connection.close()
        free.wait(PATIENCE)

    for waiting in [threads.submit(end) for _ in range(READERS)]:
        waiting.result()


class Floor:
    """What happens in the office while screens watch; each call is one committed change."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast

    def open_now(self) -> None:
        """Open both counters."""
        for counter, user in (
            (self._cast.counter_1, self._cast.an),
            (self._cast.counter_2, self._cast.binh),
        ):
            services.counter_open(counter_id=counter.pk, actor=user, now=timezone.now())

    def issue_now(self, service: str = "ho-tich") -> Ticket:
        """Issue a ticket at the kiosk."""
        return services.ticket_issue(
            office=self._cast.office, service_code=service, actor=None, now=timezone.now()
        )

    def call_now(self, counter: Counter | None = None) -> Ticket:
        """Call the next ticket to counter 1, or to another."""
        counter = counter or self._cast.counter_1
        actor = self._cast.an if counter == self._cast.counter_1 else self._cast.binh
        call = services.counter_call_next(counter_id=counter.pk, actor=actor, now=timezone.now())
        assert call is not None
        return call.ticket

    def finish_now(self, ticket: Ticket) -> None:
        """Serve a ticket of counter 1 to its end."""
        for move in (services.ticket_start, services.ticket_finish):
            move(ticket_id=ticket.pk, actor=self._cast.an, now=timezone.now())

    async def open(self) -> None:
        """Open both counters, in a thread of its own."""
        await database_sync_to_async(self.open_now)()

    async def issue(self, service: str = "ho-tich") -> Ticket:
        """Issue a ticket, in a thread of its own."""
        ticket: Ticket = await database_sync_to_async(self.issue_now)(service)
        return ticket

    async def call(self, counter: Counter | None = None) -> Ticket:
        """Call the next ticket, in a thread of its own."""
        ticket: Ticket = await database_sync_to_async(self.call_now)(counter)
        return ticket

    async def finish(self, ticket: Ticket) -> None:
        """Serve a ticket to its end, in a thread of its own."""
        await database_sync_to_async(self.finish_now)(ticket)


@pytest.fixture
def floor(transactional_db: None, cast: Cast) -> Floor:  # noqa: ARG001 (committed rows)
    """Return the office's floor."""
    return Floor(cast)
