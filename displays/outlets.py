"""How a ready-made message reaches one socket, and what happens when nobody reads there.

A feed hands each message to thousands of sockets in one go and must not wait for any of them. So
an outlet takes a message without blocking, holds a bounded amount for a client that reads slowly,
and says when that is exceeded: the client is then disconnected and comes back for the gap.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from functools import cached_property, partial
from typing import Any, Protocol

from autobahn.twisted.websocket import WebSocketServerProtocol
from twisted.internet.tcp import Connection

from displays.messages import as_text

Send = Callable[[dict[str, Any]], Awaitable[None]]

# Bytes that may wait for one client beyond the transport's own buffer of 64 KiB. A gap of the
# greatest length fits in.
MOST_BYTES_WAITING = 512 * 1024
MOST_MESSAGES_WAITING = 2000


class Frame:
    """A message made once and sent to many: its text, and its websocket frame when asked for."""

    def __init__(self, message: Mapping[str, object]) -> None:
        self.text = as_text(message)

    @cached_property
    def wire(self) -> bytes:
        """The unmasked, unfragmented text frame of RFC 6455, section 5.2."""
        payload = self.text.encode()
        size = len(payload)
        if size < 126:  # noqa: PLR2004 (the protocol's bounds of its three length forms)
            head = bytes((0x81, size))
        elif size < 1 << 16:
            head = bytes((0x81, 126)) + size.to_bytes(2)
        else:
            head = bytes((0x81, 127)) + size.to_bytes(8)
        return head + payload


class Outlet(Protocol):
    """The way to one socket."""

    def put(self, frame: Frame) -> bool:
        """Take the frame without waiting; False if the client does not read and must go."""

    def close(self, code: int) -> None:
        """End the connection with this code, behind what was put before."""

    def end(self) -> None:
        """Let go of what the outlet holds: the socket is gone."""


class QueueOutlet:
    """The way that every ASGI server offers: a bounded queue and a task that sends from it."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._waiting: asyncio.Queue[dict[str, Any]] = asyncio.Queue(MOST_MESSAGES_WAITING)
        self._writer = asyncio.create_task(self._write(), name="displays outlet")

    def put(self, frame: Frame) -> bool:
        """Take the frame, unless the queue is full."""
        try:
            self._waiting.put_nowait({"type": "websocket.send", "text": frame.text})
        except asyncio.QueueFull:
            return False
        return True

    def close(self, code: int) -> None:
        """Close behind the last message; at once when the client does not take any."""
        message = {"type": "websocket.close", "code": code}
        try:
            self._waiting.put_nowait(message)
        except asyncio.QueueFull:
            self._writer.cancel()
            self._writer = asyncio.create_task(self._end(message), name="displays outlet")

    def end(self) -> None:
        """Stop: the socket is gone."""
        self._writer.cancel()

    async def _write(self) -> None:
        message = {"type": ""}
        while message["type"] != "websocket.close":
            message = await self._waiting.get()
            with suppress(OSError):  # the client has just gone; the consumer will be told
                await self._send(message)

    async def _end(self, message: dict[str, Any]) -> None:
        with suppress(OSError):
            await self._send(message)


class DaphneOutlet:
    """The way through daphne, without a task or a coroutine for each socket.

    daphne buffers without a bound whatever it is given, so this counts what it adds while the
    transport says that its buffer is full. While nothing waits there the frame goes straight to
    the socket, which makes a call reach a thousand screens several times sooner; wherever that is
    not possible (TLS, a full socket) the transport sends it.
    """

    def __init__(self, protocol: Any) -> None:
        self._protocol = protocol
        self._transport = protocol.transport
        self._behind = 0
        plain = isinstance(self._transport, Connection) and not self._transport.TLS
        self._socket = self._transport.getHandle() if plain else None

    def put(self, frame: Frame) -> bool:
        """Send the frame, or what the socket does not take now as soon as it does."""
        if self._protocol.state != self._protocol.STATE_OPEN:
            return True
        rest = self._sent_at_once(frame.wire)
        if not rest:
            return True
        full = getattr(self._transport, "producerPaused", False)
        self._behind = self._behind + len(rest) if full else 0
        if self._behind > MOST_BYTES_WAITING:
            return False
        self._transport.write(rest)
        return True

    def close(self, code: int) -> None:
        """Close; a client that does not answer is dropped by the protocol after a second."""
        self._protocol.sendClose(code=code)

    def end(self) -> None:
        """Do nothing: daphne owns the connection."""

    def _sent_at_once(self, data: bytes) -> bytes:
        """Write to the socket if nothing waits before it; return what could not be written."""
        transport = self._transport
        # _tempDataBuffer is Twisted's own: what was written since it last looked at the socket.
        if self._socket is None or transport.dataBuffer or transport._tempDataBuffer:  # noqa: SLF001
            return data
        try:
            return data[self._socket.send(data) :]
        except OSError:  # full, or gone: the transport finds out which
            return data


def outlet_for(send: Send) -> Outlet:
    """Return the best way to the socket behind an ASGI `send`."""
    protocol = send.args[0] if isinstance(send, partial) and send.args else None
    if isinstance(protocol, WebSocketServerProtocol):
        return DaphneOutlet(protocol)
    return QueueOutlet(send)
