"""Events: gap-free in the order of commits, sent within their transaction, enough to retell all."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from queueing import services
from queueing.models import Queue, QueueEvent, Ticket
from queueing.signals import queue_changed
from tests.queueing.day import Day


@contextmanager
def listening(receiver: Any) -> Iterator[None]:
    """Connect a receiver for a while."""
    queue_changed.connect(receiver)
    try:
        yield
    finally:
        queue_changed.disconnect(receiver)


def test_each_event_is_told_once_within_its_transaction(day: Day) -> None:
    told: list[tuple[int, bool]] = []

    def receiver(events: list[QueueEvent], **_: object) -> None:
        told.extend((one.seq, connection.in_atomic_block) for one in events)

    with listening(receiver):
        day.called()
    assert told == [(1, True), (2, True), (3, True)]


class PaperJamError(Exception):
    """What a room above may raise."""


def test_what_a_receiver_refuses_has_not_happened(day: Day) -> None:
    def receiver(events: list[QueueEvent], **_: object) -> None:
        raise PaperJamError(events[0].number)

    with listening(receiver), pytest.raises(PaperJamError):
        day.issue()
    assert not Ticket.objects.exists()
    assert not QueueEvent.objects.exists()
    assert Queue.objects.get(office=day.cast.office).seq == 0


def test_a_receiver_reads_what_it_needs_without_queries(
    day: Day, django_assert_num_queries: Any
) -> None:
    seen: list[str] = []

    def receiver(events: list[QueueEvent], **_: object) -> None:
        [event] = events
        with django_assert_num_queries(0):
            ticket, counter = event.ticket, event.counter
            assert ticket is not None
            assert counter is not None
            seen.append(f"{event.office.code} {ticket.service.name} {counter.name}")

    day.open()
    day.issue()
    with listening(receiver):
        day.call()
    assert seen == ["mau Hộ tịch Quầy 1"]


def test_a_new_office_s_queue_begins_with_its_first_event(day: Day) -> None:
    Queue.objects.all().delete()
    day.issue()
    assert Queue.objects.get(office=day.cast.office).seq == 1


def test_offices_count_for_themselves(day: Day) -> None:
    day.issue()
    service = day.cast.other_office.services.create(code="dat-dai", name="Đất đai", letter="D")
    services.ticket_issue(
        office=day.cast.other_office, service_code=service.code, actor=None, now=day.now
    )
    assert list(QueueEvent.objects.values_list("seq", flat=True)) == [1, 1]
