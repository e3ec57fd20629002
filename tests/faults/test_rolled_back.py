"""A call that fails at the last moment changes nobody's place, and tells nobody."""

from collections.abc import Callable
from typing import Any

import pytest
from django.dispatch import Signal
from django.forms.models import model_to_dict

from queueing.models import Counter, Queue, QueueEvent, Ticket
from queueing.selectors import tickets_waiting
from queueing.services import counter_call_next, ticket_finish
from queueing.signals import queue_changed
from tests.queueing.day import Day


class PowerCut(Exception):
    """Something breaks after everything was written, before it is committed."""


def breaks(**_news: Any) -> None:
    raise PowerCut


def broken(deed: Callable[[], object], signal: Signal = queue_changed) -> None:
    """Do it, and let it break at the end of its transaction."""
    signal.connect(breaks, weak=False)
    try:
        with pytest.raises(PowerCut):
            deed()
    finally:
        signal.disconnect(breaks)


def seen() -> list[Any]:
    """Return every row of the queue."""
    tables = (Queue, Counter, Ticket, QueueEvent)
    return [model_to_dict(one) for table in tables for one in table.objects.order_by("pk")]


def test_a_call_that_is_rolled_back_leaves_every_row_as_it_was(day: Day) -> None:
    day.open()
    for turn in range(4):
        day.issue(elderly=turn % 2 == 0)
    before = seen()
    broken(day.call)
    assert seen() == before


def test_the_same_ticket_is_called_next_time_for_the_same_reason(day: Day) -> None:
    day.open()
    day.issue()
    day.issue(elderly=True)
    [first, *_rest] = tickets_waiting(day.cast.office, counter=day.cast.counter_1, now=day.now)
    broken(day.call)
    call = day.call()
    assert (call.ticket, call.reason) == (first.ticket, first.reason)
    assert day.kinds().count("ticket.called") == 1


def test_a_number_that_is_rolled_back_is_given_to_the_next(day: Day) -> None:
    broken(day.issue)
    assert (day.issue().number, day.last_event().seq) == ("A001", 1)


def test_an_end_that_is_rolled_back_leaves_the_turn_at_the_counter(day: Day) -> None:
    ticket = day.called()
    broken(lambda: ticket_finish(ticket_id=ticket.pk, actor=day.cast.an, now=day.now))
    assert Ticket.objects.get().state == "called"
    ticket_finish(ticket_id=ticket.pk, actor=day.cast.an, now=day.now)
    counter = day.cast.counter_1.pk
    assert counter_call_next(counter_id=counter, actor=day.cast.an, now=day.now) is None
