"""An HTTP client for benchmarks: many keep-alive connections in one event loop."""

import asyncio
import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Call:
    """A POST to make: path, bearer token and JSON body."""

    path: str
    token: str = ""
    body: object = None

    def encoded(self, host: str) -> bytes:
        """Return the request as it goes over the wire."""
        body = json.dumps(self.body if self.body is not None else {}).encode()
        head = (
            f"POST {self.path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
            f"Authorization: Bearer {self.token}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


@dataclass
class Measured:
    """What a run of calls took: answers as (status, body), latencies and the whole in seconds."""

    answers: list[tuple[int, bytes]] = field(default_factory=list)
    latencies: list[float] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Return calls per second."""
        return len(self.latencies) / self.seconds

    def percentile(self, share: float) -> float:
        """Return the latency in seconds under which this share of the calls stayed."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    def json(self) -> list[Any]:
        """Return the bodies of all answers that have one."""
        return [json.loads(body) for _, body in self.answers if body]


class Connection:
    """One keep-alive connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def open(cls, port: int) -> "Connection":
        """Connect to the server on this machine."""
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def send(self, request: bytes) -> tuple[int, bytes]:
        """Send a request and return status and body."""
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        status = int(head[9:12])
        return status, await self._body(head.lower())

    async def _body(self, head: bytes) -> bytes:
        if b"transfer-encoding: chunked" in head:
            return await self._chunks()
        _, found, rest = head.partition(b"content-length:")
        length = int(rest.split(b"\r\n", 1)[0]) if found else 0
        return await self._reader.readexactly(length)

    async def _chunks(self) -> bytes:
        body = b""
        while True:
            size = int(await self._reader.readline(), 16)
            chunk = await self._reader.readexactly(size + 2)
            if size == 0:
                return body
            body += chunk[:-2]

    def close(self) -> None:
        """Hang up."""
        self._writer.close()


async def run_calls(port: int, workers: Sequence[Iterable[Call]]) -> Measured:
    """Let each worker make its calls one after the other, all workers at once."""
    measured = Measured()
    host = f"127.0.0.1:{port}"
    connections = [await Connection.open(port) for _ in workers]

    async def work(connection: Connection, calls: Iterable[Call]) -> None:
        for call in calls:
            request = call.encoded(host)
            started = time.perf_counter()
            answer = await connection.send(request)
            measured.latencies.append(time.perf_counter() - started)
            measured.answers.append(answer)

    started = time.perf_counter()
    await asyncio.gather(*map(work, connections, workers))
    measured.seconds = time.perf_counter() - started
    for connection in connections:
        connection.close()
    return measured
