"""One deed by many hands at once: one winner, a clear answer for the others, nothing twice."""

from collections import Counter as Tally
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from onestop.directory.refusals import BadInput, StateForbids
from onestop.directory.rights import Role
from queueing.forms.once import new_key
from queueing.models import Appointment, Counter, QueueEvent, Ticket
from queueing.services import (
    appointment_cancel,
    appointment_check_in,
    counter_call_next,
    counter_close,
    counter_hand_over,
    kiosk_check_in,
    ticket_finish,
    ticket_further,
    ticket_hold,
    ticket_resume,
    ticket_start,
    ticket_transfer,
    ticket_undo,
)
from tests.at_once import at_once, outcome
from tests.cast import make_user
from tests.queueing.appointing import book, takes_appointments
from tests.queueing.day import Day, stored

HANDS = 8
Deed = Callable[..., object]

pytestmark = pytest.mark.usefixtures("transactional_db")


@pytest.fixture
def ticket(day: Day) -> Ticket:
    """Return a ticket that An serves at counter 1."""
    return ticket_start(ticket_id=day.called().pk, actor=day.cast.an, now=day.now)


def by_an(day: Day, deed: Deed, **facts: Any) -> Callable[[], str]:
    """Return the deed as An's, to be done later; it tells what came of it."""
    return lambda: outcome(partial(deed, actor=day.cast.an, now=day.now, **facts))


def won(results: list[str]) -> dict[str, int]:
    return dict(Tally(results))


def gapless() -> bool:
    """Tell whether the events are numbered without gaps."""
    seqs = list(QueueEvent.objects.order_by("seq").values_list("seq", flat=True))
    return seqs == list(range(1, len(seqs) + 1))


def test_a_counter_is_handed_over_once(day: Day, ticket: Ticket) -> None:
    colleagues = [
        make_user(f"can-bo-{one}", f"Cán bộ {one}", day.cast.office, Role.RECEPTIONIST)
        for one in range(HANDS)
    ]
    counter = day.cast.counter_1
    counter.staff.add(*colleagues)
    deed = partial(counter_hand_over, counter_id=counter.pk)
    results = at_once(by_an(day, deed, to=one.username) for one in colleagues)
    assert won(results) == {"done": 1, "refused": HANDS - 1}
    counter.refresh_from_db()
    assert counter.officer == colleagues[results.index("done")]
    assert stored(ticket).counter == counter
    assert day.kinds().count("counter.handed_over") == 1


def test_a_ticket_sent_to_who_closes_meanwhile_is_not_lost(day: Day, ticket: Ticket) -> None:
    day.open(day.cast.counter_2, day.cast.binh)

    def send() -> str:
        deed = by_an(day, ticket_transfer, ticket_id=ticket.pk, officer="binh")
        try:
            return deed()
        except BadInput:
            return "nobody sits there"

    def close() -> str:
        counter_close(counter_id=day.cast.counter_2.pk, actor=day.cast.binh, now=day.now)
        return "closed"

    sent, _closed = at_once([send, close])
    now = stored(ticket)
    assert now.wanted_counter is None
    assert (sent, now.state) in {("done", "waiting"), ("nobody sits there", "serving")}
    assert gapless()


@pytest.mark.parametrize("deed", [ticket_hold, ticket_finish])
def test_what_ends_a_turn_ends_it_once(day: Day, ticket: Ticket, deed: Deed) -> None:
    results = at_once([by_an(day, deed, ticket_id=ticket.pk)] * HANDS)
    assert won(results) == {"done": 1, "refused": HANDS - 1}
    assert gapless()


def test_a_held_number_comes_back_once(day: Day, ticket: Ticket) -> None:
    ticket_hold(ticket_id=ticket.pk, actor=day.cast.an, now=day.now)
    results = at_once([by_an(day, ticket_resume, ticket_id=ticket.pk)] * HANDS)
    assert won(results) == {"done": 1, "refused": HANDS - 1}
    assert day.kinds().count("ticket.resumed") == 1


def test_what_is_taken_back_while_the_next_is_called_leaves_one_at_the_counter(
    day: Day, ticket: Ticket
) -> None:
    day.issue()
    ticket_finish(ticket_id=ticket.pk, actor=day.cast.an, now=day.now)
    undo = by_an(day, ticket_undo, ticket_id=ticket.pk)
    call = by_an(day, counter_call_next, counter_id=day.cast.counter_1.pk)
    results = at_once([undo, undo, undo, call])
    assert won(results) == {"done": 1, "refused": 3}
    assert Ticket.objects.filter(counter=day.cast.counter_1, state__in=Ticket.ACTIVE).count() == 1


def test_a_further_matter_comes_before_the_end_or_not_at_all(day: Day, ticket: Ticket) -> None:
    further = by_an(day, ticket_further, ticket_id=ticket.pk, service_code="chung-thuc")
    results = at_once([further, further, by_an(day, ticket_finish, ticket_id=ticket.pk)])
    assert results[2] == "done"
    assert stored(ticket).state == "finished"
    assert day.kinds()[-1] == "ticket.finished"
    assert day.kinds().count("ticket.further") == results[:2].count("done")


def test_one_code_gives_one_number_and_the_others_are_told_it(day: Day) -> None:
    takes_appointments(day)
    code = book(day).code

    def come() -> str:
        try:
            return kiosk_check_in(
                key=new_key(), office=day.cast.office, code=code, language="vi", now=day.now
            ).number
        except StateForbids as refusal:
            return str(refusal.detail)

    results = at_once([come] * HANDS)
    told = "Mã hẹn này đã dùng: số A001, lấy lúc 09:00."
    assert won(results) == {"A001": 1, told: HANDS - 1}
    assert Ticket.objects.count() == 1
    assert gapless()


def test_the_last_place_of_a_slot_is_given_once(day: Day) -> None:
    takes_appointments(day, places=1)
    results = at_once([lambda: outcome(partial(book, day))] * HANDS)
    assert won(results) == {"done": 1, "refused": HANDS - 1}
    assert Appointment.objects.count() == 1


def test_a_code_that_is_cancelled_while_it_is_used_does_one_of_both(day: Day) -> None:
    takes_appointments(day)
    appointment = book(day)
    cancel = by_an(day, appointment_cancel, appointment_id=appointment.pk)

    def use() -> str:
        deed = partial(
            appointment_check_in, office=day.cast.office, code=appointment.code, now=day.now
        )
        return outcome(deed)

    assert won(at_once([cancel, use])) == {"done": 1, "refused": 1}
    appointment.refresh_from_db()
    assert (appointment.ticket is None) == (appointment.cancelled_at is not None)


def test_counters_stay_as_they_were_for_who_was_refused(day: Day, ticket: Ticket) -> None:
    close = by_an(day, counter_close, counter_id=day.cast.counter_1.pk)
    assert won(at_once([close] * 3)) == {"refused": 3}
    assert Counter.objects.get(pk=day.cast.counter_1.pk).officer == day.cast.an
    assert stored(ticket).state == "serving"
