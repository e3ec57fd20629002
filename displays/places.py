"""The places of many tickets at once: one order for all that the same counters call."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from queueing.dispatch import Rules, in_order
from queueing.estimates import wait_range
from queueing.models import Queue, Ticket
from queueing.waiting import (
    as_waiting,
    counters_calling,
    recent_service_seconds,
    rivals,
    rules_of,
)


@dataclass(frozen=True, slots=True)
class Place:
    """How many are called before a ticket, and how long that takes, in seconds."""

    ahead: int
    wait: dict[str, int] | None


NOT_WAITING = Place(0, None)


def places(office_id: int, tickets: Iterable[Ticket], now: datetime) -> dict[int, Place]:
    """Return each ticket's place by its id, as `queueing.selectors.ticket_view` tells it.

    Tickets of one service that want no other counter have the same rivals: the order is made once
    for all of them.
    """
    queue = Queue.objects.filter(office_id=office_id).first() or Queue(office_id=office_id)
    found = {}
    for _key, group in groupby(sorted(tickets, key=_rivalry), key=_rivalry):
        found.update(_places_of_rivals(list(group), rules_of(queue), now))
    return found


def _rivalry(ticket: Ticket) -> tuple[bool, str, int, int]:
    waits = ticket.state == Ticket.State.WAITING
    return (waits, str(ticket.day), ticket.service_id, ticket.wanted_counter_id or 0)


def _places_of_rivals(tickets: list[Ticket], rules: Rules, now: datetime) -> dict[int, Place]:
    first = tickets[0]
    if first.state != Ticket.State.WAITING:
        return dict.fromkeys((one.pk for one in tickets), NOT_WAITING)
    order = in_order(as_waiting(rivals(first)), rules, now)
    ahead = {choice.ticket_id: place for place, choice in enumerate(order)}
    seconds = recent_service_seconds(first.service_id, now)
    counters = counters_calling(first)
    return {one.pk: _place(ahead.get(one.pk, 0), seconds, counters) for one in tickets}


def _place(ahead: int, seconds: list[float], counters: int) -> Place:
    wait = wait_range(ahead=ahead, service_seconds=seconds, counters=counters)
    return Place(ahead, wait._asdict() if wait else None)
