"""How many are ahead: as many as are really called before, if nobody else comes."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest

from queueing.models import CounterService, Queue, Ticket
from queueing.selectors import tickets_waiting
from queueing.services import ticket_finish, ticket_transfer
from queueing.waiting import recent_service_seconds, rules_of, tickets_ahead
from tests.queueing.day import Day


def ahead(day: Day, ticket: Ticket) -> int:
    """Return how many are ahead of the ticket now."""
    rules = rules_of(Queue.objects.get(office=day.cast.office))
    return tickets_ahead(Ticket.objects.get(pk=ticket.pk), rules, day.now)


def test_who_came_earlier_is_ahead(day: Day) -> None:
    tickets = [day.issue() for _ in range(3)]
    assert [ahead(day, one) for one in tickets] == [0, 1, 2]


def test_a_priority_class_that_came_later_is_ahead_too(day: Day) -> None:
    ordinary, elderly = day.issue(), day.issue(elderly=True)
    assert (ahead(day, ordinary), ahead(day, elderly)) == (1, 0)


def test_other_services_of_the_same_counters_count(day: Day) -> None:
    day.issue("chung-thuc")
    assert ahead(day, day.issue("ho-tich")) == 1


def test_services_of_other_counters_do_not(day: Day) -> None:
    day.cast.counter_1.services.set([day.cast.civil])
    day.cast.counter_2.services.set([day.cast.certify])
    day.issue("chung-thuc")
    assert ahead(day, day.issue("ho-tich")) == 0


def test_a_service_without_a_counter_counts_its_own(day: Day) -> None:
    CounterService.objects.all().delete()
    day.issue("ho-tich")
    assert ahead(day, day.issue("ho-tich")) == 1


def test_who_is_expected_at_one_counter_waits_for_that_counter(day: Day) -> None:
    day.cast.counter_1.services.set([day.cast.civil])
    day.cast.counter_2.services.set([day.cast.certify])
    day.open(day.cast.counter_2, day.cast.binh)
    ticket = day.called()
    day.issue("ho-tich")
    day.issue("chung-thuc")
    ticket_transfer(
        ticket_id=ticket.pk, counter_id=day.cast.counter_2.pk, actor=day.cast.an, now=day.now
    )
    assert ahead(day, ticket) == 0
    assert ahead(day, day.issue("chung-thuc")) == 2


@pytest.mark.parametrize("seed", range(5))
def test_what_is_said_is_what_happens(day: Day, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 (a simulation)
    day.cast.counter_2.staff.clear()
    for _ in range(25):
        day.later(chance.uniform(0, 5))
        day.issue(chance.choice(["ho-tich", "chung-thuc"]), elderly=chance.random() < 0.4)
    said = {one.pk: ahead(day, one) for one in Ticket.objects.all()}
    listed = [one.ticket.pk for one in tickets_waiting(day.cast.office, now=day.now)]
    day.open()
    called = []
    for _ in range(25):
        ticket = day.call().ticket
        called.append(ticket.pk)
        ticket_finish(ticket_id=ticket.pk, actor=day.cast.an, now=day.now)
    assert called == listed
    assert [said[one] for one in called] == list(range(25))


def test_without_priority_the_answer_is_counted_and_not_read(
    day: Day, django_assert_num_queries: Any
) -> None:
    tickets = [day.issue() for _ in range(30)]
    with django_assert_num_queries(1):
        assert tickets_ahead(tickets[-1], rules_of(Queue()), day.now) == 29


def test_service_times_are_those_of_recent_turns_of_the_service(day: Day) -> None:
    day.open()
    for minutes in (3, 5):
        day.issue()
        ticket = day.call().ticket
        day.later(minutes)
        ticket_finish(ticket_id=ticket.pk, actor=day.cast.an, now=day.now)
    assert recent_service_seconds(day.cast.civil.pk, day.now) == [300.0, 180.0]
    assert recent_service_seconds(day.cast.certify.pk, day.now) == []
    assert recent_service_seconds(day.cast.civil.pk, day.now + timedelta(days=15)) == []
