"""What many or rude screens do to an office: all come back at once, or behave as none should."""

import json
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.bench.measuring import fill
from tests.bench.places import Place, databases, office_alone
from tests.bench.screens import LOBBY, Officer, crowd, reached
from tests.running import second_process
from tests.servers import redis

CALLERS = 4  # counters that go on calling while the screens come back
PAUSE = 0.1  # seconds between what one of them does
AT_ONCE = 20  # rude clients at a time
MANY_MESSAGES = 10_000
READS_ALL = 100  # bytes of a message that a client sends


@dataclass(frozen=True)
class Crowds:
    """How many lobbies, rounds and calls are measured."""

    lobbies: tuple[int, ...]
    rounds: int
    counters: int
    back: int
    storms: int
    waiting: int
    rude: int


MANY = Crowds((200, 500), 60, 20, 1000, 2, 1000, 500)
FEW = Crowds((5,), 3, 4, 10, 1, 60, 25)


def screen_lines(database: str, crowds: Crowds) -> Iterator[str]:
    """Yield the rows of one database: one process, two where it can, and who behaves badly."""
    with ExitStack() as stack:
        url, _bare = stack.enter_context(databases(database))
        news = stack.enter_context(redis()) if url else ""
        data = Path(stack.enter_context(TemporaryDirectory()))
        place = stack.enter_context(office_alone(data, url, crowds.counters, news))
        processes = {"one process": place.office}
        if url:
            processes["two processes"] = stack.enter_context(second_process(place.office))
        for name, on in processes.items():
            for clients in crowds.lobbies:
                yield reached(name, place, on, clients=clients, rounds=crowds.rounds).row()
        yield from reconnects(
            place, clients=crowds.back, waiting=crowds.waiting, rounds=crowds.storms
        )
        yield from rude_clients(place, count=crowds.rude)


@dataclass
class Calling:
    """Counters that call all the while; `latencies` in seconds."""

    place: Place
    counters: int = CALLERS
    latencies: list[float] = field(default_factory=list)
    _over: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def __enter__(self) -> Self:
        for number in range(self.counters):
            self._threads.append(threading.Thread(target=self._work, args=(number,)))
            self._threads[-1].start()
        return self

    def __exit__(self, *_problem: object) -> None:
        self._over.set()
        for one in self._threads:
            one.join()

    def _work(self, number: int) -> None:
        with closing(Officer(self.place, self.place.office, number)) as officer:
            while not self._over.wait(PAUSE):
                begun = time.monotonic()
                ticket = officer.call()
                self.latencies.append(time.monotonic() - begun)
                officer.finish(ticket)

    def percentile(self, share: float) -> float:
        """Return the time of a call under which this share of them stayed, in milliseconds."""
        ordered = sorted(self.latencies)
        return 1000 * ordered[int(share * len(ordered))]


def reconnects(place: Place, *, clients: int, waiting: int, rounds: int) -> Iterator[str]:
    """Yield a row for each time that every lobby is cut off and comes back with its sequence."""
    fill(place, waiting)
    with crowd(place.office.port, clients) as lobbies:
        for _ in range(rounds):
            with Calling(place) as calling:
                time.sleep(5 * PAUSE)
                calling.latencies.clear()
                back = lobbies.do("again")
                time.sleep(5 * PAUSE)
            with closing(Officer(place, place.office)) as officer:
                wrong = lobbies.do("reached", officer.seq())
            assert not any(wrong.values()), wrong
            first = f"{back['gap']} gaps, {back['snapshot']} snapshots"
            what = f"{clients} lobbies come back, {first}, {len(calling.latencies)} calls meanwhile"
            took = f"{back['seconds']:.1f} s"
            slow = f"{calling.percentile(0.99):.0f}"
            yield f"{what} | {took} | | | {slow} |"


def never_reads(port: int) -> socket.socket:
    """Connect a lobby that takes nothing from its socket; return the socket, to be closed."""
    line = socket.create_connection(("127.0.0.1", port))
    line.sendall(
        f"GET {LOBBY} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        "Sec-WebSocket-Version: 13\r\n\r\n".encode()
    )
    return line


def sends_garbage(port: int) -> None:
    """Connect a lobby and send what is no frame."""
    with never_reads(port) as line, suppress(OSError):
        line.settimeout(5)
        line.recv(65536)
        for _ in range(20):
            line.sendall(os.urandom(4096))
        line.recv(65536)


def sends_much(port: int) -> None:
    """Connect a lobby and send thousands of messages, until it is turned away."""
    with _lobby(port) as client, suppress(ConnectionClosed):
        for number in range(MANY_MESSAGES):
            client.send(json.dumps({"type": "resume", "since": number, "x": "x" * READS_ALL}))


def leaves(port: int) -> None:
    """Connect a lobby, wait for the first message and go."""
    with _lobby(port) as client, suppress(ConnectionClosed):
        client.recv(timeout=20)


def _lobby(port: int) -> ClientConnection:
    return connect(f"ws://127.0.0.1:{port}{LOBBY}", proxy=None, open_timeout=20)


def many(what: Callable[[int], None], port: int, count: int) -> None:
    """Let so many clients do it, some of them at once."""
    with ThreadPoolExecutor(AT_ONCE) as clients:
        list(clients.map(what, [port] * count))


def rude_clients(place: Place, *, count: int) -> Iterator[str]:
    """Yield a row for each kind of rude client: what the server holds after them and before."""
    port = place.office.port
    kinds: dict[str, Callable[[], None]] = {
        f"{count} clients connect and leave": lambda: many(leaves, port, count),
        f"{count // 10} clients send garbage": lambda: many(sends_garbage, port, count // 10),
        f"a client sends {MANY_MESSAGES} messages": lambda: many(sends_much, port, 1),
        f"{count // 25} clients never read {count} events": lambda: _unread(place, count),
    }
    many(leaves, port, count)  # loads what is loaded once
    for name, behave in kinds.items():
        before = place.memory()
        behave()
        after = place.memory()
        yield f"memory, {name}, MB | {after:.0f} | {before:.0f} | {after / before:.2f} | |"


def _unread(place: Place, events: int) -> None:
    lines = [never_reads(place.office.port) for _ in range(events // 25)]
    fill(place, events)
    for one in lines:
        one.close()
