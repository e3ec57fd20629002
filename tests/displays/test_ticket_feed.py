"""A ticket's page: its own events, its place after every other, and nothing about others."""

import json

import pytest
from channels.db import database_sync_to_async
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from displays.reading import queue_read
from displays.selectors import ticket_views
from displays.viewers import Audience, Viewer
from queueing import services
from queueing.models import Ticket
from queueing.selectors import ticket_view
from queueing.tokens import ticket_token
from tests.cast import Cast
from tests.displays.conftest import Floor, Open

SHOWN = {
    *("type", "seq", "at", "number", "state", "ahead", "wait", "counter"),
    *("service", "service_name", "service_name_en"),
}


def address(ticket: Ticket) -> str:
    """Return the websocket of a ticket."""
    return f"/ws/tickets/{ticket_token(ticket.pk)}"


async def test_the_snapshot_tells_the_place_and_nothing_else(floor: Floor, screen: Open) -> None:
    await floor.issue()
    ticket = await floor.issue()
    snapshot = await (await screen(address(ticket))).message()
    assert set(snapshot) == SHOWN
    assert (snapshot["number"], snapshot["state"]) == (ticket.number, "waiting")
    assert (snapshot["ahead"], snapshot["wait"], snapshot["counter"]) == (1, None, None)
    assert (snapshot["service"], snapshot["service_name"]) == ("ho-tich", "Hộ tịch")


async def test_a_call_before_it_brings_it_forward(floor: Floor, screen: Open) -> None:
    await floor.open()
    first = await floor.issue()
    phone = await screen(address(await floor.issue()))
    assert (await phone.message())["ahead"] == 1
    await floor.call()
    event = await phone.news()
    assert (event["kind"], event["number"], event["counter"]) == ("none", None, None)
    assert event["now"] == {"ahead": 0}
    assert first.number not in json.dumps(event)


async def test_who_comes_later_changes_nothing(floor: Floor, screen: Open) -> None:
    phone = await screen(address(await floor.issue()))
    await phone.message()
    await floor.issue()
    event = await phone.news()
    assert event["kind"] == "none"
    assert "now" not in event


async def test_its_own_call_says_where_to_go(floor: Floor, screen: Open, cast: Cast) -> None:
    await floor.open()
    ticket = await floor.issue()
    phone = await screen(address(ticket))
    await phone.message()
    await floor.call()
    event = await phone.news()
    counter = {"id": cast.counter_1.pk, "name": "Quầy 1"}
    assert (event["kind"], event["number"], event["counter"]) == (
        "ticket.called",
        ticket.number,
        counter,
    )
    assert event["now"] == {"state": "called", "counter": counter}


async def test_giving_up_reaches_the_phone(floor: Floor, screen: Open) -> None:
    ticket = await floor.issue()
    phone = await screen(address(ticket))
    await phone.message()
    await database_sync_to_async(services.ticket_give_up)(ticket_id=ticket.pk, now=timezone.now())
    event = await phone.news()
    assert (event["kind"], event["now"]["state"]) == ("ticket.cancelled", "cancelled")


@pytest.mark.parametrize("priority", [None, "nguoi-cao-tuoi"])
def test_every_place_is_the_one_that_the_api_tells(
    floor: Floor, cast: Cast, priority: str | None
) -> None:
    floor.open_now()
    for number in range(6):
        services.ticket_issue(
            office=cast.office,
            service_code=("ho-tich", "chung-thuc")[number % 2],
            priority_code=priority if number % 3 == 0 else None,
            actor=None,
            now=timezone.now(),
        )
    tickets = list(Ticket.objects.select_related("office", "service", "priority", "case"))
    now = timezone.now()
    views = ticket_views(cast.office.pk, [one.pk for one in tickets], now)
    for one in tickets:
        told = ticket_view(one, now=now)
        assert (views[one.pk]["ahead"], views[one.pk]["wait"]) == (told["ahead"], told["wait"])


def test_five_hundred_phones_cost_no_more_queries_than_one(floor: Floor, cast: Cast) -> None:
    tickets = [floor.issue_now() for _ in range(12)]
    counts = [_queries(cast, tickets[:1]), _queries(cast, tickets)]
    assert counts[0] == counts[1]


def _queries(cast: Cast, tickets: list[Ticket]) -> int:
    viewers = frozenset(Viewer(Audience.TICKET, cast.office.pk, one.pk) for one in tickets)
    with CaptureQueriesContext(connection) as captured:
        queue_read(cast.office.pk, 1, viewers, frozenset())
    return len(captured)
