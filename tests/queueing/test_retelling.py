"""A day in which everything happens: its events tell the whole story, refusals tell nothing."""

from collections.abc import Callable
from random import Random

import pytest

from onestop.directory.refusals import Refusal
from queueing.models import Counter, QueueEvent, Ticket
from queueing.services import (
    counter_call,
    counter_call_next,
    counter_close,
    counter_open,
    counter_pause,
    counter_recall,
    ticket_cancel,
    ticket_finish,
    ticket_hold,
    ticket_no_show,
    ticket_resume,
    ticket_start,
    ticket_transfer,
    tickets_expire,
)
from tests.queueing.day import Day

# The state that an event leaves behind; a recall leaves it as it is.
TICKET_STATES = {
    "ticket.issued": "waiting",
    "ticket.called": "called",
    "ticket.serving": "serving",
    "ticket.held": "held",
    "ticket.no_show": "no_show",
    "ticket.resumed": "waiting",
    "ticket.transferred": "waiting",
    "ticket.finished": "finished",
    "ticket.cancelled": "cancelled",
    "ticket.expired": "expired",
}
COUNTER_STATES = {
    "counter.opened": "open",
    "counter.paused": "paused",
    "counter.closed": "closed",
}
# Whether a ticket in this state has a counter; who waited to the end has never had one.
PLACED = {"waiting": False, "called": True, "serving": True, "held": True, "no_show": True}
STEPS = 200
USUALLY = 0.8


class Chance:
    """Somebody does something, sensible or not."""

    def __init__(self, day: Day, seed: int) -> None:
        self.day = day
        self.random = Random(seed)  # noqa: S311 (a simulation)
        self.counters = [day.cast.counter_1, day.cast.counter_2]
        self.tickets: list[int] = []
        self.refused = 0

    def step(self) -> None:
        """Let a minute or so pass and one thing happen, or be refused."""
        self.day.later(self.random.uniform(0, 3))
        action = self.random.choice([self._issue, self._at_a_counter, self._with_a_ticket])
        try:
            action()
        except Refusal:
            self.refused += 1

    def _issue(self) -> None:
        code = self.random.choice(["ho-tich", "chung-thuc"])
        ticket = self.day.issue(code, elderly=self.random.random() < 0.3)
        self.tickets.append(ticket.pk)

    def _at_a_counter(self) -> None:
        services: list[Callable[..., object]] = [
            counter_open,
            counter_open,
            counter_call_next,
            counter_call_next,
            counter_call_next,
            counter_recall,
            self._pause,
            self._call_certain,
            counter_close,
        ]
        counter = self.random.choice(self.counters)
        staff = [self.day.cast.an, self.day.cast.binh]
        usual = self.random.random() < USUALLY
        officer = staff[self.counters.index(counter)] if usual else self.random.choice(staff)
        service = self.random.choice(services)
        service(counter_id=counter.pk, actor=officer, now=self.day.now)

    def _pause(self, **who: object) -> None:
        counter_pause(reason="Nghỉ", **who)  # type: ignore[arg-type]  # the facts of the step

    def _call_certain(self, **who: object) -> None:
        facts = {"ticket_id": self.random.choice(self.tickets or [0]), "reason": "Có hẹn"}
        counter_call(**facts, **who)  # type: ignore[arg-type]  # the facts of the step

    def _with_a_ticket(self) -> None:
        services: list[Callable[..., object]] = [
            ticket_start,
            ticket_start,
            ticket_finish,
            ticket_finish,
            ticket_no_show,
            ticket_hold,
            ticket_resume,
            ticket_cancel,
            self._transfer,
        ]
        ticket = self._somebody()
        officer = self.random.choice([self.day.cast.an, self.day.cast.binh])
        if ticket is not None and ticket.counter and self.random.random() < USUALLY:
            officer = ticket.counter.officer or officer
        service = self.random.choice(services)
        service(ticket_id=ticket.pk if ticket else 0, actor=officer, now=self.day.now)

    def _somebody(self) -> Ticket | None:
        """Return a ticket, usually one that has been called."""
        tickets = Ticket.objects.select_related("counter__officer").order_by("pk")
        if self.random.random() < USUALLY:
            tickets = tickets.filter(state__in=[*Ticket.ACTIVE, *Ticket.ASIDE])
        return self.random.choice(list(tickets) or [None])

    def _transfer(self, **who: object) -> None:
        where: dict[str, object] = self.random.choice(
            [{"service_code": "chung-thuc"}, {"counter_id": self.counters[1].pk}]
        )
        ticket_transfer(**where, **who)  # type: ignore[arg-type]  # the facts of the step


def retold() -> tuple[dict[int, str], dict[int, str]]:
    """Return the states of tickets and counters as the events alone tell them."""
    tickets: dict[int, str] = {}
    counters: dict[int, str] = {}
    for event in QueueEvent.objects.order_by("seq"):
        if event.kind in TICKET_STATES and event.ticket_id:
            tickets[event.ticket_id] = TICKET_STATES[event.kind]
        if event.kind in COUNTER_STATES and event.counter_id:
            counters[event.counter_id] = COUNTER_STATES[event.kind]
    return tickets, counters


def ensure_sound() -> None:
    """Check what must hold at every moment."""
    events = list(QueueEvent.objects.order_by("seq").values_list("seq", "at"))
    assert [seq for seq, _ in events] == list(range(1, len(events) + 1))
    assert [at for _, at in events] == sorted(at for _, at in events)
    for ticket in Ticket.objects.all():
        if ticket.state in PLACED:
            assert (ticket.counter_id is not None) == PLACED[ticket.state]
        final = ticket.state in {"finished", "cancelled", "expired"}
        assert final == (ticket.ended_at is not None)
    active = Ticket.objects.filter(state__in=["called", "serving"])
    assert {one.counter.state for one in active.select_related("counter") if one.counter} <= {
        "open",
        "paused",
    }


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_events_of_a_day_tell_the_state_of_everything(day: Day, seed: int) -> None:
    chance = Chance(day, seed)
    for _ in range(STEPS):
        chance.step()
    ensure_sound()
    tickets, counters = retold()
    assert tickets == dict(Ticket.objects.values_list("pk", "state"))
    shut = dict.fromkeys(Counter.objects.values_list("pk", flat=True), "closed")
    assert shut | counters == dict(Counter.objects.values_list("pk", "state"))
    assert 0 < chance.refused < STEPS
    assert len(set(day.kinds())) >= 10  # it was a lively day


def test_the_next_morning_finds_nothing_unfinished(day: Day) -> None:
    chance = Chance(day, seed=4)
    for _ in range(STEPS):
        chance.step()
    day.later(24 * 60)
    tickets_expire(now=day.now)
    ensure_sound()
    assert set(retold()[0].values()) <= {"finished", "cancelled", "expired"}
