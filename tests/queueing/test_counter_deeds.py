"""More that a counter does: outcome, further matter, hand over, undo, a pause between recalls."""

import pytest

from onestop.directory.refusals import BadInput, StateForbids
from queueing.models import Ticket
from queueing.services import (
    counter_hand_over,
    counter_recall,
    ticket_finish,
    ticket_further,
    ticket_hold,
    ticket_no_show,
    ticket_start,
    ticket_undo,
)
from tests.queueing.day import Day, stored


def served(day: Day) -> Ticket:
    """Return a ticket that An serves at counter 1."""
    return ticket_start(ticket_id=day.called().pk, actor=day.cast.an, now=day.now)


def undo(day: Day, ticket: Ticket) -> Ticket:
    """Let An take back what was noted last."""
    return ticket_undo(ticket_id=ticket.pk, actor=day.cast.an, now=day.now)


def test_a_turn_ends_with_what_was_done(day: Day) -> None:
    ticket = served(day)
    ticket_finish(ticket_id=ticket.pk, outcome="advised", actor=day.cast.an, now=day.now)
    assert stored(ticket).outcome == "advised"
    assert day.last_event().data == {"outcome": "advised"}


def test_an_outcome_that_nobody_knows_ends_nothing(day: Day) -> None:
    ticket = served(day)
    with pytest.raises(BadInput) as refused:
        ticket_finish(ticket_id=ticket.pk, outcome="ngu-trua", actor=day.cast.an, now=day.now)
    assert list(refused.value.errors) == ["outcome"]
    assert stored(ticket).state == "serving"


def test_a_further_matter_keeps_number_and_counter(day: Day) -> None:
    ticket = served(day)
    further = ticket_further(
        ticket_id=ticket.pk, service_code="chung-thuc", actor=day.cast.an, now=day.now
    )
    assert (further.number, further.state) == (ticket.number, "serving")
    assert (further.service, further.counter) == (day.cast.certify, day.cast.counter_1)
    assert day.last_event().kind == "ticket.further"


@pytest.mark.parametrize("step", [ticket_finish, ticket_hold])
def test_what_was_noted_by_mistake_is_taken_back(day: Day, step: object) -> None:
    ticket = served(day)
    assert callable(step)
    step(ticket_id=ticket.pk, actor=day.cast.an, now=day.now)
    assert undo(day, ticket).state == "serving"
    assert (stored(ticket).ended_at, day.last_event().kind) == (None, "ticket.restored")


def test_a_missed_call_taken_back_is_a_call_again(day: Day) -> None:
    ticket = day.called()
    ticket_no_show(ticket_id=ticket.pk, actor=day.cast.an, now=day.now)
    assert undo(day, ticket).state == "called"


def test_after_a_minute_nothing_is_taken_back(day: Day) -> None:
    ticket = served(day)
    ticket_finish(ticket_id=ticket.pk, actor=day.cast.an, now=day.now)
    day.later(1)
    with pytest.raises(StateForbids, match="không hoàn tác được nữa"):
        undo(day, ticket)
    assert stored(ticket).state == "finished"


def test_nothing_is_taken_back_while_the_next_is_here(day: Day) -> None:
    ticket = served(day)
    ticket_finish(ticket_id=ticket.pk, actor=day.cast.an, now=day.now)
    day.issue()
    day.call()
    with pytest.raises(StateForbids, match="Quầy 1 đã có số A002"):
        undo(day, ticket)


def test_a_colleague_takes_nothing_back(day: Day) -> None:
    ticket = served(day)
    ticket_finish(ticket_id=ticket.pk, actor=day.cast.an, now=day.now)
    with pytest.raises(StateForbids):
        ticket_undo(ticket_id=ticket.pk, actor=day.cast.binh, now=day.now)


def test_a_colleague_goes_on_with_the_ticket(day: Day) -> None:
    ticket = served(day)
    day.cast.counter_1.staff.add(day.cast.binh)
    counter = counter_hand_over(
        counter_id=day.cast.counter_1.pk, to="binh", actor=day.cast.an, now=day.now
    )
    assert counter.officer == day.cast.binh
    ticket_finish(ticket_id=ticket.pk, actor=day.cast.binh, now=day.now)


def test_a_counter_goes_to_its_own_staff_who_sit_nowhere_else(day: Day) -> None:
    counter = day.open()
    with pytest.raises(BadInput):
        counter_hand_over(counter_id=counter.pk, to="binh", actor=day.cast.an, now=day.now)
    day.cast.counter_1.staff.add(day.cast.binh)
    day.open(day.cast.counter_2, day.cast.binh)
    with pytest.raises(StateForbids, match="Quầy 2"):
        counter_hand_over(counter_id=counter.pk, to="binh", actor=day.cast.an, now=day.now)


def test_an_announcement_is_heard_out_before_the_next(day: Day) -> None:
    day.called()
    counter_id = day.cast.counter_1.pk
    counter_recall(counter_id=counter_id, actor=day.cast.an, now=day.now)
    with pytest.raises(StateForbids, match="vừa được gọi lại"):
        counter_recall(counter_id=counter_id, actor=day.cast.an, now=day.later(1 / 60))
    counter_recall(counter_id=counter_id, actor=day.cast.an, now=day.later(5 / 60))
