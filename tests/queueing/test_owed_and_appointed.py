"""Dispatch against the database: services in order, help, appointments, and who comes back."""

from datetime import timedelta

import pytest

from onestop.directory.refusals import BadInput
from queueing.models import CounterService, Ticket
from queueing.selectors import ticket_view, tickets_waiting
from queueing.services import (
    counter_close,
    ticket_finish,
    ticket_hold,
    ticket_issue,
    ticket_no_show,
    ticket_resume,
    ticket_transfer,
)
from tests.queueing.day import Day, stored


def served(day: Day, service: str, **facts: object) -> None:
    """Set how counter 1 takes a service."""
    CounterService.objects.filter(counter=day.cast.counter_1, service__code=service).update(**facts)


def appoint(ticket: Ticket, day: Day, minutes: float) -> Ticket:
    """Give the ticket an appointment so many minutes from now."""
    ticket.appointment_at = day.now + timedelta(minutes=minutes)
    ticket.save(update_fields=["appointment_at"])
    return ticket


def done(day: Day) -> Ticket:
    """Call the next to counter 1, end the turn, and return the ticket."""
    ticket = day.call().ticket
    return ticket_finish(ticket_id=ticket.pk, actor=day.cast.an, now=day.now)


def test_a_counter_takes_its_services_in_its_order(day: Day) -> None:
    day.open()
    served(day, "ho-tich", rank=2)
    second, first = day.issue("ho-tich"), day.issue("chung-thuc")
    assert [done(day), done(day)] == [first, second]


def test_the_longest_wait_outweighs_the_order_of_services(day: Day) -> None:
    day.open()
    served(day, "ho-tich", rank=2)
    forgotten = day.issue("ho-tich")
    day.later(46)
    day.issue("chung-thuc")
    call = day.call()
    assert call.ticket == forgotten
    assert call.reason == "Đã chờ 46 phút; mức chờ lâu nhất là 45 phút."


def test_a_counter_helps_only_when_its_own_have_nobody(day: Day) -> None:
    day.open()
    served(day, "ho-tich", helps=True)
    other = day.issue("ho-tich")
    day.later(50)
    own = day.issue("chung-thuc")
    assert done(day) == own
    call = day.call()
    assert (call.ticket, call.reason) == (other, "Quầy này hỗ trợ, đã chờ 50 phút.")


def test_an_appointment_goes_first_within_its_window(day: Day) -> None:
    day.open()
    first, early = day.issue(), appoint(day.issue(), day, 30)
    assert done(day) == first
    day.issue("chung-thuc", elderly=True)
    day.later(20)
    call = day.call()
    assert (call.ticket, call.reason) == (early, "Có hẹn lúc 09:30.")


def test_who_is_late_for_an_appointment_has_the_place_of_others(day: Day) -> None:
    day.open()
    first = day.issue()
    appoint(day.issue(), day, -16)
    assert done(day) == first


def test_a_held_ticket_is_owed_to_the_counter_that_held_it(day: Day) -> None:
    day.open()
    for _ in range(3):
        day.issue(elderly=True)
    held = day.call().ticket
    ticket_hold(ticket_id=held.pk, actor=day.cast.an, now=day.now)
    done(day)
    ticket_resume(ticket_id=held.pk, actor=day.cast.an, now=day.now)
    assert (
        tickets_waiting(day.cast.office, counter=day.cast.counter_1, now=day.now)[0].ticket == held
    )
    call = day.call()
    assert (call.ticket, call.reason) == (held, "Quay lại quầy đã tạm giữ số này.")
    assert stored(held).owed_counter is None


def test_a_closed_counter_is_owed_nobody(day: Day) -> None:
    held = day.called()
    ticket_hold(ticket_id=held.pk, actor=day.cast.an, now=day.now)
    ticket_resume(ticket_id=held.pk, actor=day.cast.an, now=day.now)
    assert stored(held).owed_counter == day.cast.counter_1
    counter_close(counter_id=day.cast.counter_1.pk, actor=day.cast.an, now=day.now)
    assert stored(held).owed_counter is None


def test_who_comes_back_within_the_grace_keeps_the_place(day: Day) -> None:
    missed = day.called()
    day.issue()
    ticket_no_show(ticket_id=missed.pk, actor=day.cast.an, now=day.now)
    ticket_resume(ticket_id=missed.pk, actor=day.cast.an, now=day.later(15))
    assert day.call().ticket == missed


def test_who_comes_back_later_goes_to_the_end_of_the_line(day: Day) -> None:
    missed = day.called()
    other = day.issue()
    ticket_no_show(ticket_id=missed.pk, actor=day.cast.an, now=day.now)
    ticket_resume(ticket_id=missed.pk, actor=day.cast.an, now=day.later(16))
    assert day.last_event().data == {"place": "end"}
    assert [done(day), done(day)] == [other, missed]


def test_a_ticket_goes_to_a_person_with_its_priority(day: Day) -> None:
    day.open()
    day.open(day.cast.counter_2, day.cast.binh)
    day.issue(elderly=True)
    ticket = day.call().ticket
    moved = ticket_transfer(ticket_id=ticket.pk, officer="binh", actor=day.cast.an, now=day.now)
    assert (moved.wanted_counter, moved.priority) == (day.cast.counter_2, day.cast.elderly)


@pytest.mark.parametrize("hours", [24, -24, 24 * 365 * 1000])
def test_an_appointment_of_another_day_gets_no_number(day: Day, hours: int) -> None:
    with pytest.raises(BadInput) as refused:
        ticket_issue(
            office=day.cast.office,
            service_code="ho-tich",
            appointment_at=day.now + timedelta(hours=hours),
            actor=day.cast.an,
            now=day.now,
        )
    assert list(refused.value.errors) == ["appointment_at"]
    assert not Ticket.objects.exists()


def test_a_ticket_is_issued_for_its_appointment(day: Day) -> None:
    ticket = ticket_issue(
        office=day.cast.office,
        service_code="ho-tich",
        appointment_at=day.now + timedelta(minutes=5),
        actor=day.cast.an,
        now=day.now,
    )
    assert ticket_view(ticket, now=day.now)["appointment_at"] == ticket.appointment_at
    day.open()
    assert day.call().reason == "Có hẹn lúc 09:05."
    assert ticket.number == "A001"
