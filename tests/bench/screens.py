"""How fast a call reaches every screen, beside a bare broadcast of the same message."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from statistics import median
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.bench.measuring import fill
from tests.bench.places import Place
from tests.running import ROOT, RunningOffice
from tests.servers import free_port

HEAD = "| database, what | ms | bare, ms | ratio | p99 ms |\n|---|--:|--:|--:|--:|"
LOBBY = "/ws/offices/demo/lobby"
# Seconds between two measurements, so that what one has set off is done before the next.
REST = 0.05


class Crowd:
    """Lobby clients in a process of their own."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def do(self, what: str, value: object = None) -> Any:
        """Let the clients do something (see `lobbies`) and return the answer."""
        self.start(what, value)
        return self.answer()

    def start(self, what: str, value: object = None) -> None:
        """Let the clients do something, without waiting for it."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps([what, value]) + "\n")
        self._process.stdin.flush()

    def answer(self) -> Any:
        """Return the answer to what was started."""
        assert self._process.stdout
        return json.loads(self._process.stdout.readline())


@contextmanager
def crowd(port: int, count: int) -> Iterator[Crowd]:
    """Run a process with so many clients of one server, all of them connected."""
    command = [sys.executable, "tests/bench/lobbies.py", str(port), LOBBY]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True)
    with process:
        clients = Crowd(process)
        clients.do("open", count)
        yield clients
        assert process.stdin
        process.stdin.close()


@contextmanager
def bare_broadcast() -> Iterator[int]:
    """Run the bare server and yield its port."""
    port = free_port()
    command = [sys.executable, "tests/bench/broadcast.py", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        process.stdout.readline()
        try:
            yield port
        finally:
            process.kill()


class Officer:
    """Who calls at one counter, over one connection to one process of the office."""

    def __init__(self, place: Place, office: RunningOffice, number: int = 0) -> None:
        self._line = HTTPConnection("127.0.0.1", office.port)
        self._counter = place.counters[number]
        self._head = {
            "Authorization": f"Bearer {place.tokens[number]}",
            "Content-Type": "application/json",
        }

    def close(self) -> None:
        """Hang up."""
        self._line.close()

    def _post(self, path: str) -> Any:
        self._line.request("POST", f"/api/v1/{path}", "{}", self._head)
        answer = self._line.getresponse()
        body = answer.read()
        assert answer.status == 200, (answer.status, body)
        return json.loads(body)

    def call(self) -> dict[str, Any]:
        """Call the next ticket and return it."""
        ticket: dict[str, Any] = self._post(f"counters/{self._counter}/call-next")["ticket"]
        return ticket

    def finish(self, ticket: dict[str, Any]) -> None:
        """End its turn."""
        for step in ("start", "finish"):
            self._post(f"tickets/{ticket['id']}/{step}")

    def call_heard(self, lobbies: Crowd) -> tuple[float, str]:
        """Call and serve one; return how many seconds after the answer the last lobby had it.

        With the message that told it. No lobby may have missed an event.
        """
        ticket = self.call()
        acknowledged = time.monotonic()
        last, message = lobbies.do("heard", ticket["number"])
        self.finish(ticket)
        wrong = lobbies.do("reached", self.seq())
        assert not any(wrong.values()), wrong
        return last - acknowledged, message

    def seq(self) -> int:
        """Return the sequence that the office is at."""
        self._line.request("GET", "/api/v1/offices/demo/queue", headers=self._head)
        return int(json.loads(self._line.getresponse().read())["seq"])


@dataclass
class Reached:
    """How long calls took to the last screen, beside the bare broadcast, in seconds."""

    name: str
    calls: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """Return the ratio of the medians."""
        return median(self.calls) / median(self.bare)

    def row(self) -> str:
        """Return a line of the table."""
        p99 = sorted(self.calls)[int(0.99 * len(self.calls))]
        figures = (median(self.calls), median(self.bare), p99)
        office, bare, slowest = (f"{1000 * one:.1f}" for one in figures)
        return f"{self.name} | {office} | {bare} | {self.ratio:.2f} | {slowest} |"


def reached(name: str, place: Place, on: RunningOffice, *, clients: int, rounds: int) -> Reached:
    """Measure calls through the office's first process to the lobbies on another, or the same."""
    found = Reached(f"{name}, {clients} lobbies")
    fill(place, rounds + 1)
    with ExitStack() as stack:
        officer = stack.enter_context(closing(Officer(place, place.office)))
        bare = stack.enter_context(bare_broadcast())
        lobbies = stack.enter_context(crowd(on.port, clients))
        others = stack.enter_context(crowd(bare, clients))
        trigger = stack.enter_context(connect(f"ws://127.0.0.1:{bare}/trigger", proxy=None))
        for number in range(rounds + 1):
            office, message = officer.call_heard(lobbies)
            time.sleep(REST)
            plain = _broadcast(trigger, others, message)
            if number:  # the first loads what is loaded once
                found.calls.append(office)
                found.bare.append(plain)
    return found


def _broadcast(trigger: ClientConnection, others: Crowd, message: str) -> float:
    """Return the seconds from the answer to the trigger until the last client has it."""
    trigger.send(message)
    trigger.recv()
    acknowledged = time.monotonic()
    last, _message = others.do("heard", json.loads(message)["number"])
    time.sleep(REST)
    return float(last - acknowledged)
