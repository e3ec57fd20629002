"""Calling: the next by the rule, a certain one with a reason, and again."""

from collections.abc import Callable

import pytest
from django.utils import translation

from onestop.directory.refusals import BadInput, StateForbids
from queueing.models import Queue, QueueEvent, Service, Ticket
from queueing.services import (
    Call,
    counter_call,
    counter_call_next,
    counter_recall,
    ticket_finish,
    ticket_hold,
    ticket_no_show,
    ticket_start,
)
from tests.queueing.day import Day, stored


def finish(day: Day, ticket: Ticket) -> None:
    """End the turn at counter 1."""
    ticket_finish(ticket_id=ticket.pk, actor=day.cast.an, now=day.now)


def call_certain(day: Day, ticket_id: int, reason: str = "Bà có hẹn lúc 9 giờ") -> Call:
    """Call a ticket out of turn to counter 1."""
    return counter_call(
        counter_id=day.cast.counter_1.pk,
        ticket_id=ticket_id,
        reason=reason,
        actor=day.cast.an,
        now=day.now,
    )


def test_who_came_first_is_called_and_everybody_may_read_why(day: Day) -> None:
    day.open()
    ticket = day.issue()
    day.later(12)
    call = day.call()
    assert call.reason == "Đến trước, đã chờ 12 phút."
    kept = stored(ticket)
    assert (kept.state, kept.counter, kept.called_at) == ("called", day.cast.counter_1, day.now)
    assert kept.call_reason == call.reason
    event = day.last_event()
    assert (event.kind, event.number, event.actor) == ("ticket.called", "A001", day.cast.an)
    assert event.data == {"reason": call.reason, "rule": "first_come"}


def test_the_reason_is_in_the_office_s_language_whoever_calls(day: Day) -> None:
    day.open()
    day.issue()
    with translation.override("en"):
        assert day.call().reason == "Đến trước, đã chờ 0 phút."


def test_when_nobody_waits_nothing_happens(day: Day) -> None:
    day.open()
    call = counter_call_next(counter_id=day.cast.counter_1.pk, actor=day.cast.an, now=day.now)
    assert call is None
    assert day.kinds() == ["counter.opened"]


def test_two_priority_turns_then_an_ordinary_one(day: Day) -> None:
    day.open()
    for elderly in (False, False, True, True, True):
        day.issue(elderly=elderly)
    order = []
    for _ in range(5):
        ticket = day.call().ticket
        order.append(ticket.number)
        finish(day, ticket)
    assert order == ["A003", "A004", "A001", "A005", "A002"]
    assert Queue.objects.get(office=day.cast.office).priority_streak == 1


def test_after_the_longest_wait_an_ordinary_ticket_goes_first(day: Day) -> None:
    day.open()
    day.issue()
    day.later(44)
    day.issue(elderly=True)
    day.later(1)
    call = day.call()
    assert call.ticket.number == "A001"
    assert call.reason == "Đã chờ 45 phút; mức chờ lâu nhất là 45 phút."


def test_a_counter_calls_only_what_it_serves(day: Day) -> None:
    day.cast.counter_1.services.set([day.cast.certify])
    day.open()
    day.issue("ho-tich")
    day.issue("chung-thuc")
    assert day.call().ticket.number == "B001"


def test_tickets_of_a_service_that_was_closed_meanwhile_are_still_served(day: Day) -> None:
    day.open()
    day.issue()
    Service.objects.update(active=False)
    assert day.call().ticket.number == "A001"


def test_yesterday_s_tickets_are_not_called(day: Day) -> None:
    day.issue()
    day.later(24 * 60)
    day.open()
    day.issue()
    assert day.call().ticket.issued_at == day.now


def test_a_counter_that_still_serves_calls_nobody(day: Day) -> None:
    ticket = day.called()
    day.issue()
    for _ in range(2):
        with pytest.raises(StateForbids, match="Quầy 1 còn số A001"):
            day.call()
        if stored(ticket).state == "called":
            ticket_start(ticket_id=ticket.pk, actor=day.cast.an, now=day.now)


def test_a_closed_counter_calls_nobody(day: Day) -> None:
    day.issue()
    with pytest.raises(StateForbids, match="Quầy 1 đang đóng"):
        day.call()


def test_a_certain_ticket_is_called_out_of_turn_with_its_reason(day: Day) -> None:
    day.open()
    day.issue()
    wanted = day.issue("chung-thuc")
    call = call_certain(day, wanted.pk)
    assert call.reason == "Gọi đích danh: Bà có hẹn lúc 9 giờ"
    assert day.last_event().data == {"reason": call.reason, "rule": "by_hand"}
    assert stored(wanted).counter == day.cast.counter_1


def test_it_leaves_the_turns_of_others_as_they_are(day: Day) -> None:
    day.open()
    Queue.objects.update(priority_streak=1)
    call_certain(day, day.issue(elderly=True).pk)
    assert Queue.objects.get(office=day.cast.office).priority_streak == 1


@pytest.mark.parametrize("aside", [ticket_hold, ticket_no_show])
def test_who_was_put_aside_may_be_called_at_once(day: Day, aside: Callable[..., Ticket]) -> None:
    ticket = day.called()
    aside(ticket_id=ticket.pk, actor=day.cast.an, now=day.now)
    assert call_certain(day, ticket.pk).ticket.state == "called"


def test_a_ticket_that_is_over_is_not_called(day: Day) -> None:
    ticket = day.called()
    finish(day, ticket)
    with pytest.raises(StateForbids, match="Số A001 đang ở trạng thái “đã xong”"):
        call_certain(day, ticket.pk)


def test_a_ticket_at_another_counter_is_not_called_away(day: Day) -> None:
    ticket = day.called()
    day.open(day.cast.counter_2, day.cast.binh)
    with pytest.raises(StateForbids, match="đã gọi"):
        counter_call(
            counter_id=day.cast.counter_2.pk,
            ticket_id=ticket.pk,
            reason="Thử",
            actor=day.cast.binh,
            now=day.now,
        )


def test_a_ticket_of_another_day_is_not_called(day: Day) -> None:
    ticket = day.issue()
    day.later(24 * 60)
    day.open()
    with pytest.raises(StateForbids, match="của ngày khác"):
        call_certain(day, ticket.pk)


@pytest.mark.parametrize("ticket_id", [0, 999_999, 10**30])
def test_a_ticket_that_is_not_here_is_named_as_the_field(day: Day, ticket_id: int) -> None:
    day.open()
    with pytest.raises(BadInput) as refused:
        call_certain(day, ticket_id)
    assert list(refused.value.errors) == ["ticket"]


def test_another_office_s_ticket_is_not_here(day: Day) -> None:
    day.open()
    ticket = day.issue()
    Ticket.objects.update(office=day.cast.other_office)
    with pytest.raises(BadInput):
        call_certain(day, ticket.pk)


def test_out_of_turn_needs_a_reason(day: Day) -> None:
    day.open()
    ticket = day.issue()
    with pytest.raises(BadInput) as refused:
        call_certain(day, ticket.pk, " ")
    assert list(refused.value.errors) == ["reason"]
    assert stored(ticket).state == "waiting"


def recall(day: Day) -> Call:
    """Call again to counter 1."""
    return counter_recall(counter_id=day.cast.counter_1.pk, actor=day.cast.an, now=day.now)


def test_a_called_ticket_is_called_again(day: Day) -> None:
    ticket = day.called()
    first_called = ticket.called_at
    day.later(1)
    assert recall(day).ticket == ticket
    assert stored(ticket).called_at == first_called
    assert day.kinds()[-1] == QueueEvent.Kind.TICKET_RECALLED


def test_there_must_be_somebody_to_call_again(day: Day) -> None:
    with pytest.raises(StateForbids, match="Quầy 1 đang đóng"):
        recall(day)
    ticket = day.called()
    ticket_start(ticket_id=ticket.pk, actor=day.cast.an, now=day.now)
    with pytest.raises(StateForbids, match="đang phục vụ"):
        recall(day)
    finish(day, ticket)
    with pytest.raises(StateForbids, match="chưa gọi số nào"):
        recall(day)
