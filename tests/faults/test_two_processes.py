"""Two processes of one office behave as one: fifty clients, no number twice, no ticket twice.

PostgreSQL and Redis join them; on SQLite one process serves an office.
"""

import asyncio
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain, cycle
from typing import Any

import pytest
from django.db import connection

from tests.bench.client import Call, Connection
from tests.bench.places import run_inside
from tests.running import RunningOffice, running_office, second_process
from tests.servers import redis

CLIENTS = 50
EACH = 2
COUNTERS = 3
TOKENS = """
from django.utils import timezone
from onestop.directory.models import User
from onestop.directory.services import access_token_issue
from queueing.models import Counter
for number in range(1, {count} + 1):
    user = User.objects.get(username=f"tiepnhan{{number}}")
    print("token", access_token_issue(user=user, now=timezone.now()))
Counter.objects.order_by("pk")[0].staff.add(User.objects.get(username="tiepnhan2"))
"""

pytestmark = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="on SQLite one process serves an office"
)


@dataclass
class Two:
    """An office in two processes, its counters, and a token of each counter's officer."""

    first: RunningOffice
    second: RunningOffice
    counters: list[int]
    tokens: list[str]
    called: list[str] = field(default_factory=list)

    @property
    def offices(self) -> tuple[RunningOffice, RunningOffice]:
        """Return both processes."""
        return self.first, self.second


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    """Return an office in two processes with three open counters."""
    with redis() as url, pytest.MonkeyPatch.context() as patch:
        patch.setenv("REDIS_URL", url)
        data = tmp_path_factory.mktemp("two")
        with running_office(data, counters=COUNTERS) as first, second_process(first) as second:
            yield opened(first, second)


def opened(first: RunningOffice, second: RunningOffice) -> Two:
    """Open every counter, each through one of the processes."""
    printed = run_inside(first, TOKENS.format(count=COUNTERS)).splitlines()
    tokens = [line.split()[1] for line in printed if line.startswith("token ")]
    for office in (first, second):
        office.tokens = {f"tiepnhan{one}": token for one, token in enumerate(tokens, start=1)}
    queue = first.call("tiepnhan1", "GET", "offices/demo/queue")[1]
    counters = [one["id"] for one in queue["counters"]]
    for number, (counter, office) in enumerate(
        zip(counters, cycle((first, second)), strict=False), start=1
    ):
        assert office.call(f"tiepnhan{number}", "POST", f"counters/{counter}/open", {})[0] == 200
    return Two(first, second, counters, tokens)


async def asked(connection: Connection, port: int, call: Call) -> tuple[int, Any]:
    """Send a call and return status and JSON."""
    status, body = await connection.send(call.encoded(f"127.0.0.1:{port}"))
    return status, json.loads(body) if body else None


async def citizen(two: Two, number: int) -> list[str]:
    """Take some numbers at one of the processes."""
    port = two.offices[number % 2].port
    call = Call(
        "/api/v1/offices/demo/tickets", two.tokens[0], {"service": "ho-tich", "print": False}
    )
    with closing(await Connection.open(port)) as line:
        answers = [await asked(line, port, call) for _ in range(EACH)]
    assert {status for status, _ in answers} == {201}
    return [ticket["number"] for _, ticket in answers]


async def officer(two: Two, number: int) -> None:
    """Call and finish until everybody has been called, each time through the other process."""
    counter, token = two.counters[number], two.tokens[number]
    ports = [one.port for one in two.offices]
    lines = [await Connection.open(port) for port in ports]
    for turn in cycle(range(2)):
        if len(two.called) >= CLIENTS * EACH:
            break
        path = f"/api/v1/counters/{counter}/call-next"
        status, call = await asked(lines[turn], ports[turn], Call(path, token))
        assert status in {200, 204}
        if call is None:
            await asyncio.sleep(0.05)
            continue
        two.called.append(call["ticket"]["number"])
        finish = Call(f"/api/v1/tickets/{call['ticket']['id']}/finish", token)
        assert (await asked(lines[1 - turn], ports[1 - turn], finish))[0] == 200
    for line in lines:
        line.close()


async def crowd(two: Two) -> list[str]:
    """Let citizens and officers work at once; return the numbers that were taken."""
    citizens = [citizen(two, one) for one in range(CLIENTS)]
    officers = [officer(two, one) for one in range(COUNTERS)]
    given = await asyncio.wait_for(asyncio.gather(*citizens, *officers), 120)
    return [*chain.from_iterable(one for one in given if one)]


def test_no_number_and_no_ticket_twice_between_two_processes(two: Two) -> None:
    given = asyncio.run(crowd(two))
    expected = [f"A{one:03}" for one in range(1, CLIENTS * EACH + 1)]
    assert sorted(given) == sorted(two.called) == expected
    queues = [one.call("tiepnhan1", "GET", "offices/demo/queue")[1] for one in two.offices]
    assert queues[0] == queues[1]
    assert queues[0]["seq"] == COUNTERS + 3 * len(expected)


def test_one_key_at_both_processes_at_once_gives_one_ticket(two: Two) -> None:
    def issue(office: RunningOffice) -> tuple[int, Any]:
        body = {"service": "chung-thuc", "print": False}
        key = {"Idempotency-Key": "two-at-once"}
        return office.call("tiepnhan1", "POST", "offices/demo/tickets", body, key)

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(issue, two.offices * 2))
    assert answers == [answers[0]] * 4
    assert (answers[0][0], answers[0][1]["number"]) == (201, "B001")


def test_one_counter_is_opened_at_one_of_two_processes(two: Two) -> None:
    for number, counter in enumerate(two.counters[:2], start=1):
        two.first.call(f"tiepnhan{number}", "POST", f"counters/{counter}/close", {})

    def opens(who: tuple[RunningOffice, str]) -> int:
        return who[0].call(who[1], "POST", f"counters/{two.counters[0]}/open", {})[0]

    with ThreadPoolExecutor(2) as threads:
        people = [(two.first, "tiepnhan1"), (two.second, "tiepnhan2")]
        assert sorted(threads.map(opens, people)) == [200, 409]
