"""Many at once, on real connections: no number twice, no ticket called twice, none lost."""

import json
import time
from collections import Counter as Tally
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import chain
from threading import Event

import pytest
from django.test import Client
from django.utils import timezone

from onestop.directory.models import User
from onestop.directory.rights import Role
from onestop.directory.services import access_token_issue
from queueing.models import Counter, NumberSeries, QueueEvent, Ticket
from queueing.services import (
    counter_call_next,
    counter_open,
    ticket_finish,
    ticket_issue,
)
from tests.at_once import at_once, outcome
from tests.cast import Cast, make_user

ISSUERS = 50
TICKETS_EACH = 4
CALLERS = 20

pytestmark = pytest.mark.usefixtures("transactional_db")


@dataclass
class Crowd:
    """Citizens who all come at once, and the counters that call them until none is left."""

    cast: Cast
    still_issuing: Iterator[int] = field(default_factory=lambda: iter(range(ISSUERS)))
    closing_time: Event = field(default_factory=Event)

    def issue(self, kiosk: int) -> list[str]:
        """Take numbers of two services in turn; the last kiosk to end announces it."""
        numbers = [
            ticket_issue(
                office=self.cast.office,
                service_code=("ho-tich", "chung-thuc")[(kiosk + one) % 2],
                actor=None,
                now=timezone.now(),
            ).number
            for one in range(TICKETS_EACH)
        ]
        if next(self.still_issuing) == ISSUERS - 1:
            self.closing_time.set()
        return numbers

    def serve(self, counter: Counter, officer: User) -> list[str]:
        """Call and finish until all have been issued and none waits."""
        served: list[str] = []
        counter_open(counter_id=counter.pk, actor=officer, now=timezone.now())
        while True:
            none_will_come = self.closing_time.is_set()
            call = counter_call_next(counter_id=counter.pk, actor=officer, now=timezone.now())
            if call is not None:
                served.append(call.ticket.number)
                ticket_finish(ticket_id=call.ticket.pk, actor=officer, now=timezone.now())
            elif none_will_come:
                return served
            else:
                time.sleep(0.02)


def staffed_counters(cast: Cast) -> list[tuple[Counter, User]]:
    """Return counters that serve everything, with an officer each."""
    found = []
    for number in range(CALLERS):
        officer = make_user(f"can-bo-{number}", f"Cán bộ {number}", cast.office, Role.RECEPTIONIST)
        counter = Counter.objects.create(office=cast.office, name=f"Quầy đông {number}")
        counter.services.set([cast.civil, cast.certify])
        counter.staff.set([officer])
        found.append((counter, officer))
    return found


def test_fifty_issue_while_twenty_call(cast: Cast) -> None:
    crowd = Crowd(cast)
    works = [partial(crowd.issue, kiosk) for kiosk in range(ISSUERS)]
    works += [partial(crowd.serve, *pair) for pair in staffed_counters(cast)]
    results = at_once(works)
    issued = [*chain(*results[:ISSUERS])]
    ensure_numbers_once(issued)
    assert sorted(chain(*results[ISSUERS:])) == sorted(issued)
    ensure_nothing_lost(cast)


def ensure_numbers_once(numbers: list[str]) -> None:
    """Check that every series was given once and without gaps, and is stored as it was given."""
    half = ISSUERS * TICKETS_EACH // 2
    expected = [f"{letter}{one:03}" for letter in "AB" for one in range(1, half + 1)]
    assert sorted(numbers) == expected
    assert sorted(Ticket.objects.values_list("number", flat=True)) == expected
    assert set(NumberSeries.objects.values_list("last", flat=True)) == {half}


def ensure_nothing_lost(cast: Cast) -> None:
    """Check by the events that every ticket had its turn, in the order in which they came."""
    events = list(QueueEvent.objects.filter(office=cast.office).order_by("seq"))
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    turns = ISSUERS * TICKETS_EACH
    assert Tally(event.kind for event in events) == {
        "counter.opened": CALLERS,
        "ticket.issued": turns,
        "ticket.called": turns,
        "ticket.finished": turns,
    }
    waiting: list[int | None] = []
    for event in events:
        if event.kind == "ticket.issued":
            waiting.append(event.ticket_id)
        if event.kind == "ticket.called":
            assert waiting.pop(0) == event.ticket_id
    assert set(Ticket.objects.values_list("state", flat=True)) == {"finished"}


def test_of_two_who_open_one_counter_one_does(cast: Cast) -> None:
    cast.counter_1.staff.add(cast.binh)
    now = timezone.now()

    def opens(officer: User) -> Callable[[], str]:
        return lambda: outcome(
            lambda: counter_open(counter_id=cast.counter_1.pk, actor=officer, now=now)
        )

    assert sorted(at_once([opens(cast.an), opens(cast.binh)])) == ["done", "refused"]
    assert QueueEvent.objects.count() == 1


def test_of_two_counters_that_one_officer_opens_one_opens(cast: Cast) -> None:
    cast.counter_2.staff.add(cast.an)
    now = timezone.now()

    def opens(counter: Counter) -> Callable[[], str]:
        return lambda: outcome(lambda: counter_open(counter_id=counter.pk, actor=cast.an, now=now))

    results = at_once([opens(cast.counter_1), opens(cast.counter_2)])
    assert sorted(results) == ["done", "refused"]


def test_of_two_calls_to_one_counter_one_calls(cast: Cast) -> None:
    now = timezone.now()
    counter_open(counter_id=cast.counter_1.pk, actor=cast.an, now=now)
    for _ in range(2):
        ticket_issue(office=cast.office, service_code="ho-tich", actor=None, now=now)

    def calls() -> str:
        return outcome(
            lambda: counter_call_next(counter_id=cast.counter_1.pk, actor=cast.an, now=now)
        )

    assert sorted(at_once([calls, calls])) == ["done", "refused"]
    assert Ticket.objects.filter(state="called").count() == 1


def test_one_ticket_for_two_counters_goes_to_one(cast: Cast) -> None:
    now = timezone.now()
    counter_open(counter_id=cast.counter_1.pk, actor=cast.an, now=now)
    counter_open(counter_id=cast.counter_2.pk, actor=cast.binh, now=now)
    ticket_issue(office=cast.office, service_code="ho-tich", actor=None, now=now)

    def calls(counter: Counter, officer: User) -> Callable[[], str]:
        return lambda: outcome(
            lambda: counter_call_next(counter_id=counter.pk, actor=officer, now=now)
        )

    results = at_once([calls(cast.counter_1, cast.an), calls(cast.counter_2, cast.binh)])
    assert sorted(results) == ["done", "nobody"]


def test_one_key_sent_twice_at_once_gives_one_ticket(cast: Cast, monday_morning: datetime) -> None:
    token = access_token_issue(user=cast.an, now=monday_morning - timedelta(days=1))

    def sends() -> tuple[int, bytes]:
        answer = Client().post(
            "/api/v1/offices/mau/tickets",
            json.dumps({"service": "ho-tich"}),
            content_type="application/json",
            headers={"Authorization": f"Bearer {token}", "Idempotency-Key": "kiosk-1-0001"},
        )
        return answer.status_code, answer.content

    first, *others = at_once([sends] * 4)
    assert first[0] == 201
    assert others == [first] * 3
    assert list(Ticket.objects.values_list("number", flat=True)) == ["A001"]
    assert QueueEvent.objects.count() == 1
