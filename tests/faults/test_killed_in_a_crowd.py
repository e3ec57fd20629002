"""An office is killed again and again while a crowd takes numbers and counters call.

`ONESTOP_KILLS=10` for as many kills as a release is tried with.
"""

import asyncio
import json
import os
from pathlib import Path
from typing import Any

from tests.bench.places import Place, place, run_inside
from tests.faults.crowd import Told, free, press
from tests.running import own_database

KILLS = int(os.environ.get("ONESTOP_KILLS", "2"))
COUNTERS = 4
STORED = """
import json
from queueing.models import NumberSeries, QueueEvent, Ticket
calls = QueueEvent.objects.filter(kind="ticket.called")
print("stored", json.dumps({
    "tickets": list(Ticket.objects.order_by("sequence").values_list("id", "number", "sequence")),
    "last": [one.last for one in NumberSeries.objects.filter(letter="A")],
    "seqs": list(QueueEvent.objects.order_by("seq").values_list("seq", flat=True)),
    "calls": list(calls.values_list("ticket_id", "counter_id")),
}))
"""


def stored(running: Place) -> Any:
    """Return what the database holds."""
    printed = run_inside(running.office, STORED).splitlines()
    return json.loads(next(one for one in printed if one.startswith("stored "))[7:])


def test_what_was_told_is_there_once_after_every_kill(tmp_path: Path) -> None:
    told = Told()
    with own_database() as url, place(tmp_path, url, "", counters=COUNTERS) as running:
        for _ in range(KILLS):
            free(running)
            asyncio.run(press(running, told, clients=50, answers=100))
            running.office.end()
            running.office.start()
        found = stored(running)
    tickets = {ticket_id: number for ticket_id, number, _ in found["tickets"]}
    assert told.tickets.items() <= tickets.items()
    assert [one[2] for one in found["tickets"]] == list(range(1, len(tickets) + 1))
    assert found["last"] == [len(tickets)]
    assert found["seqs"] == list(range(1, len(found["seqs"]) + 1))
    calls = [tuple(one) for one in found["calls"]]
    assert set(told.calls) <= set(calls)
    assert len({ticket for ticket, _ in calls}) == len(calls)
