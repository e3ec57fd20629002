"""How often a page asks the database, however long the queue is."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from queueing.forms.once import new_key
from queueing.services import ticket_hold
from tests.queueing.day import Day
from tests.queueing.pages.window import Window


def asked(client: Client, address: str) -> int:
    """Return how many queries a page takes."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def crowd(day: Day) -> None:
    """Let thirty people come, of whom some are put aside."""
    for turn in range(30):
        day.issue("chung-thuc" if turn % 2 else "ho-tich", elderly=turn % 3 == 0)
    for _ in range(3):
        ticket_hold(ticket_id=day.call().ticket.pk, actor=day.cast.an, now=day.now)


@pytest.mark.parametrize("address", ["", "now/", "?panel=pause"])
def test_a_crowd_costs_the_desk_nothing(open_window: Window, day: Day, address: str) -> None:
    alone = asked(open_window.client, open_window.address + address)
    crowd(day)
    assert asked(open_window.client, open_window.address + address) == alone <= 16


def test_a_crowd_costs_the_kiosk_nothing(kiosk: Client, day: Day) -> None:
    day.open()
    day.issue()
    alone = asked(kiosk, "/kiosk/mau/")
    crowd(day)
    # One query for each service whose recent turns are looked at.
    assert asked(kiosk, "/kiosk/mau/") == alone <= 10


def test_taking_a_number_costs_little(kiosk: Client, day: Day) -> None:
    crowd_key, late_key = new_key(), new_key()
    counts = []
    for key in (crowd_key, late_key):
        with CaptureQueriesContext(connection) as queries:
            kiosk.post("/kiosk/mau/tickets/", {"service": "ho-tich", "key": key})
        counts.append(len(queries))
    assert max(counts) <= 32
    assert day
