"""A ticket at the counter: started, finished, put aside, sent on."""

from collections.abc import Callable

import pytest

from onestop.directory.refusals import BadInput, NotAllowed, NotFound, StateForbids
from queueing.models import QueueEvent, Service, Ticket
from queueing.services import (
    counter_close,
    ticket_cancel,
    ticket_finish,
    ticket_hold,
    ticket_no_show,
    ticket_resume,
    ticket_start,
    ticket_transfer,
)
from tests.queueing.day import Day, stored

Move = Callable[..., Ticket]


def move(day: Day, service: Move, ticket: Ticket) -> Ticket:
    """Move a ticket on as An."""
    return service(ticket_id=ticket.pk, actor=day.cast.an, now=day.now)


def transfer(day: Day, ticket: Ticket, to: str = "", counter_id: int | None = None) -> Ticket:
    """Send a ticket on as An, to a service or a counter."""
    return ticket_transfer(
        ticket_id=ticket.pk,
        service_code=to or None,
        counter_id=counter_id,
        actor=day.cast.an,
        now=day.now,
    )


def test_a_turn_from_call_to_end(day: Day) -> None:
    ticket = day.called()
    started = day.later(1)
    assert move(day, ticket_start, ticket).started_at == started
    ended = day.later(9)
    move(day, ticket_finish, ticket)
    kept = stored(ticket)
    assert (kept.state, kept.counter) == ("finished", day.cast.counter_1)
    assert (kept.started_at, kept.ended_at) == (started, ended)
    assert day.kinds()[-2:] == ["ticket.serving", "ticket.finished"]


def test_what_took_a_moment_is_finished_at_once(day: Day) -> None:
    ticket = move(day, ticket_finish, day.called())
    assert (ticket.state, ticket.started_at) == ("finished", None)


def test_who_does_not_come_frees_the_counter(day: Day) -> None:
    ticket = move(day, ticket_no_show, day.called())
    assert (ticket.state, ticket.ended_at) == ("no_show", None)
    assert day.last_event().counter == day.cast.counter_1
    day.issue()
    assert day.call().ticket.number == "A002"


@pytest.mark.parametrize(
    ("before", "aside"), [((), ticket_hold), ((ticket_start,), ticket_hold), ((), ticket_no_show)]
)
def test_who_comes_back_has_the_old_place(day: Day, before: tuple[Move, ...], aside: Move) -> None:
    ticket = day.called()
    for step in before:
        move(day, step, ticket)
    move(day, aside, ticket)
    issued_at = day.now
    day.later(10)
    day.issue()
    back = move(day, ticket_resume, ticket)
    assert (back.state, back.waiting_since) == ("waiting", issued_at)
    assert (back.counter, back.called_at, back.started_at, back.call_reason) == (
        None,
        None,
        None,
        "",
    )
    assert day.last_event().kind == "ticket.resumed"
    assert day.call().ticket == ticket


def test_a_ticket_of_yesterday_does_not_come_back(day: Day) -> None:
    ticket = move(day, ticket_hold, day.called())
    day.later(24 * 60)
    with pytest.raises(StateForbids, match="của ngày khác"):
        move(day, ticket_resume, ticket)


def test_a_transfer_to_a_service_keeps_number_and_place(day: Day) -> None:
    ticket = day.called()
    day.later(5)
    day.issue("chung-thuc")
    moved = transfer(day, ticket, "chung-thuc")
    assert (moved.number, moved.service) == ("A001", day.cast.certify)
    assert (moved.state, moved.counter) == ("waiting", None)
    event = day.last_event()
    assert (event.kind, event.counter) == ("ticket.transferred", day.cast.counter_1)
    assert event.data == {"from_service": "ho-tich", "to_service": "chung-thuc"}
    assert day.call().ticket == ticket


def test_a_transfer_to_a_counter_waits_for_that_counter(day: Day) -> None:
    day.open(day.cast.counter_2, day.cast.binh)
    day.cast.counter_2.services.clear()
    ticket = day.called()
    transfer(day, ticket, counter_id=day.cast.counter_2.pk)
    assert day.last_event().data == {"to_counter": day.cast.counter_2.pk}
    other = day.issue()
    assert day.call().ticket == other
    assert day.call(day.cast.counter_2, day.cast.binh).ticket == ticket


def test_a_further_transfer_forgets_the_wanted_counter(day: Day) -> None:
    day.open(day.cast.counter_2, day.cast.binh)
    ticket = transfer(day, day.called(), counter_id=day.cast.counter_2.pk)
    assert transfer(day, ticket, "chung-thuc").wanted_counter is None


@pytest.mark.parametrize("step", [ticket_start, ticket_hold])
def test_also_who_is_served_or_held_is_sent_on(day: Day, step: Move) -> None:
    ticket = move(day, step, day.called())
    assert transfer(day, ticket, "chung-thuc").state == "waiting"


def test_a_transfer_goes_to_one_place(day: Day) -> None:
    ticket = day.called()
    with pytest.raises(BadInput):
        transfer(day, ticket)
    with pytest.raises(BadInput):
        transfer(day, ticket, "chung-thuc", day.cast.counter_2.pk)
    assert stored(ticket).state == "called"


def test_a_transfer_to_what_is_not_here_names_the_field(day: Day) -> None:
    ticket = day.called()
    with pytest.raises(BadInput) as refused:
        transfer(day, ticket, "khong-co")
    assert list(refused.value.errors) == ["service"]
    day.cast.counter_2.office = day.cast.other_office
    day.cast.counter_2.save()
    for counter_id in (day.cast.counter_2.pk, 999_999, 10**30):
        with pytest.raises(BadInput) as refused:
            transfer(day, ticket, counter_id=counter_id)
        assert list(refused.value.errors) == ["counter"]
    assert stored(ticket).state == "called"


def test_a_transfer_to_what_is_closed_is_refused(day: Day) -> None:
    ticket = day.called()
    with pytest.raises(StateForbids, match="Quầy 2 đang đóng"):
        transfer(day, ticket, counter_id=day.cast.counter_2.pk)
    Service.objects.filter(code="chung-thuc").update(active=False)
    with pytest.raises(BadInput, match="đang đóng"):
        transfer(day, ticket, "chung-thuc")


# What may be done in which state; everything else is refused and changes nothing.
ALLOWED: dict[Move, set[str]] = {
    ticket_start: {"called"},
    ticket_finish: {"called", "serving"},
    ticket_no_show: {"called"},
    ticket_hold: {"called", "serving"},
    ticket_resume: {"held", "no_show"},
    ticket_cancel: {"waiting", "called", "held", "no_show"},
}


@pytest.mark.parametrize("state", Ticket.State.values)
@pytest.mark.parametrize("service", ALLOWED)
def test_the_state_allows_or_forbids(day: Day, service: Move, state: str) -> None:
    ticket = day.called()
    place = None if state == "waiting" else day.cast.counter_1
    Ticket.objects.filter(pk=ticket.pk).update(state=state, counter=place)
    before = day.kinds()
    if state in ALLOWED[service]:
        move(day, service, ticket)
        assert len(day.kinds()) == len(before) + 1
    else:
        with pytest.raises(StateForbids, match="Số A001 đang ở trạng thái"):
            move(day, service, ticket)
        assert (stored(ticket).state, day.kinds()) == (state, before)


@pytest.mark.parametrize("service", [ticket_start, ticket_finish, ticket_no_show, ticket_hold])
def test_only_the_officer_at_its_counter_moves_a_called_ticket(day: Day, service: Move) -> None:
    ticket = day.called()
    refusals = {
        "binh": NotAllowed,  # of the office, but not of this counter
        "chi": NotAllowed,
        "giang": NotAllowed,
        "quan": NotAllowed,
        "xuan": NotFound,
    }
    for who, refusal in refusals.items():
        with pytest.raises(refusal):
            service(ticket_id=ticket.pk, actor=getattr(day.cast, who), now=day.now)
    day.cast.counter_1.staff.add(day.cast.binh)
    with pytest.raises(StateForbids, match="Trần Thị An"):
        service(ticket_id=ticket.pk, actor=day.cast.binh, now=day.now)
    assert stored(ticket).state == "called"


def test_who_may_not_is_told_so_before_the_state(day: Day) -> None:
    ticket = move(day, ticket_finish, day.called())
    with pytest.raises(NotAllowed):
        ticket_finish(ticket_id=ticket.pk, actor=day.cast.giang, now=day.now)


@pytest.mark.parametrize("ticket_id", [0, -1, 999_999, 2**63, 10**30])
def test_a_ticket_that_does_not_exist_is_not_found(day: Day, ticket_id: int) -> None:
    with pytest.raises(NotFound):
        ticket_start(ticket_id=ticket_id, actor=day.cast.an, now=day.now)


def test_any_receptionist_brings_back_what_was_put_aside(day: Day) -> None:
    ticket = move(day, ticket_hold, day.called())
    counter_close(counter_id=day.cast.counter_1.pk, actor=day.cast.an, now=day.now)
    assert ticket_resume(ticket_id=ticket.pk, actor=day.cast.binh, now=day.now).state == "waiting"


def test_events_name_no_case_and_nobody(day: Day) -> None:
    move(day, ticket_finish, day.called())
    known = {"print", "language", "ahead", "wait", "reason", "rule"}
    assert all(set(event.data) <= known for event in QueueEvent.objects.all())
