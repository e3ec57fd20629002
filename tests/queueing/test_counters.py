"""Counters open, pause and close; one officer each, and whoever may not is told why."""

from collections.abc import Callable

import pytest

from onestop.directory.models import User
from onestop.directory.refusals import BadInput, NotAllowed, NotFound, StateForbids
from queueing.models import Counter, QueueEvent
from queueing.services import (
    counter_call_next,
    counter_close,
    counter_open,
    counter_pause,
    ticket_finish,
    ticket_transfer,
)
from tests.queueing.day import Day, stored


def pause(day: Day, reason: str = "Nghỉ giải lao", officer: User | None = None) -> Counter:
    """Pause counter 1 as An or somebody else."""
    return counter_pause(
        counter_id=day.cast.counter_1.pk,
        reason=reason,
        actor=officer or day.cast.an,
        now=day.now,
    )


def close(day: Day, officer: User | None = None) -> Counter:
    """Close counter 1 as An or somebody else."""
    return counter_close(
        counter_id=day.cast.counter_1.pk, actor=officer or day.cast.an, now=day.now
    )


def test_an_officer_opens_pauses_and_closes(day: Day) -> None:
    assert (day.open().state, day.open().officer) == ("open", day.cast.an)
    assert (pause(day).state, pause(day).pause_reason) == ("paused", "Nghỉ giải lao")
    reopened = day.open()
    assert (reopened.state, reopened.pause_reason) == ("open", "")
    closed = close(day)
    assert (closed.state, closed.officer) == ("closed", None)
    assert day.kinds() == [
        "counter.opened",
        "counter.paused",
        "counter.paused",
        "counter.opened",
        "counter.closed",
    ]


def test_opening_and_closing_twice_is_not_an_event(day: Day) -> None:
    day.open()
    day.open()
    close(day)
    close(day)
    assert day.kinds() == ["counter.opened", "counter.closed"]


def test_the_reason_of_a_pause_is_in_its_event(day: Day) -> None:
    day.open()
    pause(day, "  Họp giao ban ")
    event = day.last_event()
    assert (event.counter, event.actor) == (day.cast.counter_1, day.cast.an)
    assert event.data == {"reason": "Họp giao ban"}


@pytest.mark.parametrize(
    "reason", ["", "   ", "x" * 201, "x" * 20_000_000, "hai\ndòng", "\x00", "\u202eđảo"]
)
def test_a_reason_is_one_printable_line(day: Day, reason: str) -> None:
    day.open()
    with pytest.raises(BadInput) as refused:
        pause(day, reason)
    assert list(refused.value.errors) == ["reason"]
    assert Counter.objects.get(pk=day.cast.counter_1.pk).state == "open"


def test_a_reason_is_kept_in_composed_letters(day: Day) -> None:
    day.open()
    assert pause(day, "Nghi\u0309").pause_reason == "Nghỉ"


def test_a_closed_counter_is_not_paused(day: Day) -> None:
    with pytest.raises(StateForbids, match="Quầy 1 đang đóng"):
        pause(day)


def test_the_second_to_open_is_told_who_was_first(day: Day) -> None:
    day.cast.counter_1.staff.add(day.cast.binh)
    day.open()
    for _ in range(2):
        with pytest.raises(StateForbids, match="Quầy 1 đang do Trần Thị An phụ trách"):
            day.open(officer=day.cast.binh)
        pause(day)
    assert Counter.objects.get(pk=day.cast.counter_1.pk).officer == day.cast.an


def test_a_colleague_does_not_operate_an_open_counter(day: Day) -> None:
    day.cast.counter_1.staff.add(day.cast.binh)
    day.open()
    day.issue()
    with pytest.raises(StateForbids, match="Trần Thị An"):
        day.call(officer=day.cast.binh)
    with pytest.raises(StateForbids, match="Trần Thị An"):
        pause(day, officer=day.cast.binh)


def test_a_colleague_frees_a_counter_that_was_left_open(day: Day) -> None:
    day.cast.counter_1.staff.add(day.cast.binh)
    day.open()
    close(day, day.cast.binh)
    assert day.open(officer=day.cast.binh).officer == day.cast.binh


def test_nobody_sits_at_two_counters(day: Day) -> None:
    day.cast.counter_2.staff.add(day.cast.an)
    day.open()
    with pytest.raises(StateForbids, match="Bạn đang phụ trách Quầy 1"):
        day.open(day.cast.counter_2)
    close(day)
    assert day.open(day.cast.counter_2).officer == day.cast.an


def test_a_counter_whose_officer_left_the_office_is_free(day: Day) -> None:
    day.open()
    day.cast.counter_1.staff.add(day.cast.binh)
    Counter.objects.update(officer=None)  # what the deletion of an account leaves
    assert day.open(officer=day.cast.binh).officer == day.cast.binh


def test_a_counter_that_serves_does_not_close(day: Day) -> None:
    ticket = day.called()
    with pytest.raises(StateForbids, match="Quầy 1 còn số A001"):
        close(day)
    ticket_finish(ticket_id=ticket.pk, actor=day.cast.an, now=day.now)
    assert close(day).state == "closed"


def test_a_counter_pauses_while_it_serves_and_finishes_in_peace(day: Day) -> None:
    ticket = day.called()
    day.issue()
    pause(day)
    ticket_finish(ticket_id=ticket.pk, actor=day.cast.an, now=day.now)
    with pytest.raises(StateForbids, match="Quầy 1 đang tạm dừng"):
        day.call()
    day.open()
    assert day.call().ticket.number == "A002"


def test_tickets_that_were_expected_go_back_to_everybody(day: Day) -> None:
    day.open(day.cast.counter_2, day.cast.binh)
    ticket = day.called()
    ticket_transfer(
        ticket_id=ticket.pk, counter_id=day.cast.counter_2.pk, actor=day.cast.an, now=day.now
    )
    assert (
        counter_call_next(counter_id=day.cast.counter_1.pk, actor=day.cast.an, now=day.now) is None
    )
    counter_close(counter_id=day.cast.counter_2.pk, actor=day.cast.binh, now=day.now)
    assert stored(ticket).wanted_counter is None
    assert day.last_event().data == {"released": 1}
    assert day.call().ticket == ticket


@pytest.mark.parametrize("service", [counter_open, counter_close, counter_call_next])
@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("binh", NotAllowed),  # of the office, but not of this counter
        ("chi", NotAllowed),
        ("dung", NotAllowed),
        ("giang", NotAllowed),
        ("quan", NotAllowed),
        ("xuan", NotFound),
    ],
)
def test_only_the_staff_of_a_counter_operates_it(
    day: Day, service: Callable[..., object], who: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        service(counter_id=day.cast.counter_1.pk, actor=getattr(day.cast, who), now=day.now)
    assert not QueueEvent.objects.exists()


@pytest.mark.parametrize("counter_id", [0, -1, 999_999, 2**63, 10**30])
def test_a_counter_that_does_not_exist_is_not_found(day: Day, counter_id: int) -> None:
    with pytest.raises(NotFound):
        counter_open(counter_id=counter_id, actor=day.cast.an, now=day.now)
