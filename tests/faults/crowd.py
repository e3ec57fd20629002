"""Clients that take numbers and counters that call, until their office dies under them."""

import asyncio
import json
from contextlib import closing, suppress
from dataclasses import dataclass, field
from typing import Any

from tests.bench.client import Call, Connection
from tests.bench.places import Place

GONE = (OSError, asyncio.IncompleteReadError)


@dataclass
class Told:
    """What was acknowledged: tickets by id, and calls as (ticket, counter)."""

    tickets: dict[int, str] = field(default_factory=dict)
    calls: list[tuple[int, int]] = field(default_factory=list)


def free(place: Place) -> None:
    """End the turns that a kill has left at the counters."""
    officers = dict(zip(place.counters, place.office.tokens, strict=True))
    for counter in place.office.call("tiepnhan1", "GET", "offices/demo/queue")[1]["counters"]:
        ticket, officer = counter["ticket"], officers[counter["id"]]
        if ticket and ticket["state"] == "called":
            place.office.call(officer, "POST", f"tickets/{ticket['id']}/start", {})
        if ticket:
            place.office.call(officer, "POST", f"tickets/{ticket['id']}/finish", {})


async def press(place: Place, told: Told, *, clients: int, answers: int) -> None:
    """Work until so many answers have come, then kill the office with everybody still asking."""
    reached = asyncio.Event()
    seen = 0

    def count() -> None:
        nonlocal seen
        seen += 1
        if seen >= answers:
            reached.set()

    work = [_client(place, told, count) for _ in range(clients)]
    work += [_counter(place, told, count, number) for number in range(len(place.counters))]
    tasks = [asyncio.create_task(one) for one in work]
    await asyncio.wait_for(reached.wait(), 120)
    assert place.office.process is not None
    place.office.process.kill()
    await asyncio.gather(*tasks)


async def _client(place: Place, told: Told, count: Any) -> None:
    body = {"service": "ho-tich", "print": False}
    call = Call("/api/v1/offices/demo/tickets", place.tokens[0], body)
    with suppress(*GONE), closing(await Connection.open(place.office.port)) as connection:
        while True:
            ticket = await _asked(connection, place, call)
            told.tickets[ticket["id"]] = ticket["number"]
            count()


async def _counter(place: Place, told: Told, count: Any, number: int) -> None:
    counter, token = place.counters[number], place.tokens[number]
    with suppress(*GONE), closing(await Connection.open(place.office.port)) as connection:
        while True:
            path = f"/api/v1/counters/{counter}/call-next"
            called = await _asked(connection, place, Call(path, token))
            if called is None:
                continue
            if "ticket" not in called:  # still at the counter: a call that nobody heard of
                return
            ticket_id = called["ticket"]["id"]
            told.calls.append((ticket_id, counter))
            count()
            for step in ("start", "finish"):
                await _asked(connection, place, Call(f"/api/v1/tickets/{ticket_id}/{step}", token))


async def _asked(connection: Connection, place: Place, call: Call) -> Any:
    status, body = await connection.send(call.encoded(f"127.0.0.1:{place.office.port}"))
    assert status in {200, 201, 204, 409}, (status, body)
    return json.loads(body) if body else None
