"""Many lobby clients in a process of their own: `python tests/bench/lobbies.py PORT PATH`.

It does what a line on its standard input says and answers with a line: the messages are in
`Lobbies.do`. A client does no more than a screen must: it reads frames, answers pings and checks
that no event is missing. Times are those of the system's steady clock, which all processes share.
"""

import asyncio
import json
import re
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

SEQ = re.compile(rb'"seq":(\d+)')
CALLED = re.compile(rb'"kind":"ticket\.called","number":"(\w+)"')
TEXT, PING = 0x81, 0x89
PATIENCE = 60.0  # seconds that anything may take
UPGRADE = (
    "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


class Lobby(asyncio.Protocol):
    """One client: the sequence that it is at, and what it was told last."""

    def __init__(self, everybody: "Lobbies", number: int) -> None:
        self._everybody = everybody
        self._number = number
        self.transport: asyncio.Transport | None = None
        self.seq: int | None = None
        self._since: int | None = None
        self._read = b""
        self._upgraded = False
        self.is_back = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the feed, after the last event that is known."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._read, self._upgraded, self.is_back = b"", False, False
        self._since = self.seq
        query = "" if self.seq is None else f"?since={self.seq}"
        port = self._everybody.port
        transport.write(UPGRADE.format(path=self._everybody.path + query, port=port).encode())

    def connection_lost(self, _problem: Exception | None) -> None:
        """Note a connection that nobody wanted to lose."""
        self._everybody.lost += not self._everybody.is_cutting

    def data_received(self, data: bytes) -> None:
        """Read every whole frame."""
        self._read += data
        if not self._upgraded:
            head, found, self._read = self._read.partition(b"\r\n\r\n")
            if not found:
                self._read = head
                return
            assert head.startswith(b"HTTP/1.1 101"), head
            self._upgraded = True
        while (frame := self._frame()) is not None:
            self._take(*frame)

    def _frame(self) -> tuple[int, bytes] | None:
        """Take the first whole frame from what was read."""
        read = self._read
        if len(read) < 2:
            return None
        head, size = 2, read[1]
        if size > 125:
            head = 4 if size == 126 else 10
            size = int.from_bytes(read[2:head])
        if len(read) < head + size:
            return None
        self._read = read[head + size :]
        return read[0], read[head : head + size]

    def _take(self, kind: int, payload: bytes) -> None:
        if kind == PING and self.transport:
            self.transport.write(bytes((0x8A, 0x80 | len(payload), 0, 0, 0, 0)) + payload)
        if kind != TEXT:
            return
        found = SEQ.search(payload)
        assert found, payload
        self._follow(int(found[1]), payload)
        if called := CALLED.search(payload):
            self._everybody.hears(called[1].decode(), self._number, payload)

    def _follow(self, seq: int, payload: bytes) -> None:
        """Take the sequence over; an event must be the next, nothing may go back."""
        snapshot = payload.startswith(b'{"type":"snapshot"')
        event = payload.startswith(b'{"type":"event"')
        right = snapshot or self.seq is None or seq == self.seq + event
        self._everybody.wrong += not right
        self.seq = seq
        if not self.is_back:
            self.is_back = True
            self._everybody.first["snapshot" if snapshot else "gap"] += 1
        self._everybody.is_at(self._number, seq)


class Lobbies:
    """All clients of this process and what they have heard."""

    def __init__(self, port: int, path: str) -> None:
        self.port, self.path = port, path
        self.clients: list[Lobby] = []
        self.heard: dict[str, tuple[set[int], float, str]] = {}
        self.wrong = self.lost = 0
        self.first = {"snapshot": 0, "gap": 0}
        self.is_cutting = False
        self._target = 0
        self._behind: set[int] = set()
        self._wanted: Callable[[], bool] = lambda: False
        self._reached = asyncio.Event()

    def hears(self, number: str, client: int, message: bytes) -> None:
        """Note when the last client heard of a call."""
        who = self.heard.setdefault(number, (set(), 0.0, ""))[0]
        who.add(client)
        if len(who) == len(self.clients):
            self.heard[number] = (who, time.monotonic(), message.decode())
            self.changed()

    def is_at(self, client: int, seq: int) -> None:
        """Note how far a client is."""
        if seq >= self._target:
            self._behind.discard(client)
        self.changed()

    def changed(self) -> None:
        """Look whether what is waited for has come."""
        if self._wanted():
            self._reached.set()

    async def until(self, wanted: Callable[[], bool]) -> None:
        """Wait for it."""
        self._reached.clear()
        self._wanted = wanted
        self.changed()
        try:
            await asyncio.wait_for(self._reached.wait(), PATIENCE)
        finally:
            self._wanted = lambda: False

    async def do(self, what: str, value: Any) -> object:
        """Do what a line says: open, heard, reached or again."""
        return await getattr(self, f"do_{what}")(value)

    async def do_open(self, count: int) -> object:
        """Connect so many clients and return the sequence that all are at."""
        self.clients = [Lobby(self, number) for number in range(count)]
        self._behind = set(range(count))
        for first in range(0, count, 50):
            await self._connect(self.clients[first : first + 50])
        await self.until(lambda: not self._behind)
        return self.clients[-1].seq

    async def do_heard(self, number: str) -> object:
        """Return when the last client heard of the call of this number, and the message."""
        await self.until(lambda: self.heard.get(number, ((), 0.0))[1] > 0)
        return self.heard.pop(number)[1:]

    async def do_reached(self, seq: int) -> object:
        """Wait until every client is at the sequence; return how many messages were wrong."""
        self._target = seq
        self._behind = {number for number, one in enumerate(self.clients) if (one.seq or 0) < seq}
        await self.until(lambda: not self._behind)
        return {"wrong": self.wrong, "lost": self.lost}

    async def do_again(self, _value: object) -> object:
        """Cut every line and come back at once; return in how many seconds all were right."""
        self.is_cutting = True
        self.first = {"snapshot": 0, "gap": 0}
        for one in self.clients:
            assert one.transport
            one.transport.abort()
            one.is_back = False
        await asyncio.sleep(0)
        self.is_cutting = False
        begun = time.monotonic()
        await self._connect(self.clients)
        count = len(self.clients)
        await self.until(lambda: sum(self.first.values()) == count)
        seconds = time.monotonic() - begun
        return {"seconds": seconds, "wrong": self.wrong, "lost": self.lost, **self.first}

    async def _connect(self, clients: list[Lobby]) -> None:
        connect = asyncio.get_running_loop().create_connection
        await asyncio.gather(
            *(connect(partial(_itself, one), "127.0.0.1", self.port) for one in clients)
        )


def _itself(client: Lobby) -> Lobby:
    return client


async def main(port: int, path: str) -> None:
    """Do what comes in, line by line, until there is no more."""
    lobbies = Lobbies(port, path)
    lines = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := await lines.readline():
        what, value = json.loads(line)
        print(json.dumps(await lobbies.do(what, value)), flush=True)  # noqa: T201 (the answer)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2]))
