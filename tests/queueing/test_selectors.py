"""Reading the queue: what the API and the screens are given, in few queries."""

from typing import Any

import pytest
from django.db import connection

from onestop.directory.refusals import NotAllowed, NotFound
from queueing.models import Counter, Queue
from queueing.overview import events_after
from queueing.selectors import (
    counters_of,
    queue_view,
    ticket_at,
    ticket_by_token,
    ticket_seen_by,
    ticket_view,
    tickets_aside,
    tickets_waiting,
)
from queueing.services import (
    counter_close,
    counter_recall,
    ticket_finish,
    ticket_hold,
    ticket_no_show,
)
from queueing.signals import queue_changed
from queueing.tokens import ticket_token
from tests.queueing.day import Day


def test_a_waiting_ticket_says_who_is_ahead_and_how_to_follow_it(day: Day) -> None:
    day.issue()
    ticket = day.issue("chung-thuc", elderly=True)
    view = ticket_view(ticket, now=day.now)
    token = ticket_token(ticket.pk)
    url = view.pop("url")
    assert url.startswith("http")
    assert url.endswith(f"/t/{token}/")
    assert view == {
        "id": ticket.pk,
        "number": "B001",
        "service": "chung-thuc",
        "state": "waiting",
        "ahead": 0,
        "wait": None,
        "token": token,
        "issued_at": day.now,
        "appointment_at": None,
        "priority": "nguoi-cao-tuoi",
        "counter": None,
        "called_at": None,
        "reason": "",
        "case": None,
    }


def test_a_called_ticket_says_where_and_why(day: Day) -> None:
    view = ticket_view(day.called(), now=day.now)
    assert view["counter"] == {"id": day.cast.counter_1.pk, "name": "Quầy 1"}
    assert view["reason"] == "Đến trước, đã chờ 0 phút."
    assert (view["called_at"], view["ahead"], view["wait"]) == (day.now, 0, None)


def test_the_wait_is_told_once_it_can_be_known(day: Day) -> None:
    day.open()
    for _ in range(5):
        day.issue()
        ticket = day.call().ticket
        day.later(4)
        ticket_finish(ticket_id=ticket.pk, actor=day.cast.an, now=day.now)
    day.issue()
    second = day.issue()
    assert ticket_view(second, now=day.now)["wait"] == {"low": 240, "high": 480}
    counter_close(counter_id=day.cast.counter_1.pk, actor=day.cast.an, now=day.now)
    assert ticket_view(second, now=day.now)["wait"] is None


def test_a_token_opens_its_ticket(day: Day) -> None:
    ticket = day.issue()
    assert ticket_by_token(ticket_token(ticket.pk)) == ticket
    assert ticket_by_token(ticket_token(ticket.pk + 1)) is None
    assert ticket_by_token("7-abc") is None


def test_a_ticket_is_seen_in_its_office_only(day: Day) -> None:
    ticket = day.issue()
    assert ticket_seen_by(day.cast.giang, ticket.pk) == ticket
    with pytest.raises(NotFound):
        ticket_seen_by(day.cast.xuan, ticket.pk)
    with pytest.raises(NotFound):
        ticket_seen_by(day.cast.an, 10**30)
    day.cast.chi.is_active = False
    with pytest.raises(NotAllowed):
        ticket_seen_by(day.cast.chi, ticket.pk)


def test_the_queue_at_a_moment(day: Day) -> None:
    ticket = day.called()
    day.issue("chung-thuc")
    day.later(1)
    counter_recall(counter_id=day.cast.counter_1.pk, actor=day.cast.an, now=day.now)
    view = queue_view(day.cast.office, now=day.now)
    assert view["seq"] == 5
    first, second = view["counters"]
    assert (first["name"], first["state"], first["ticket"]["number"]) == ("Quầy 1", "open", "A001")
    assert first["ticket"]["id"] == ticket.pk
    assert (second["name"], second["state"], second["ticket"]) == ("Quầy 2", "closed", None)
    assert [(one["code"], one["waiting"]) for one in view["services"]] == [
        ("ho-tich", 0),
        ("chung-thuc", 1),
    ]
    place = {"id": day.cast.counter_1.pk, "name": "Quầy 1"}
    assert view["recent"] == [{"number": "A001", "counter": place, "at": day.now}]


def test_the_latest_call_stands_first_and_yesterday_s_do_not_stand(day: Day) -> None:
    day.open()
    for _ in range(3):
        day.issue()
        ticket_finish(ticket_id=day.call().ticket.pk, actor=day.cast.an, now=day.now)
    recent = queue_view(day.cast.office, now=day.now)["recent"]
    assert [one["number"] for one in recent] == ["A003", "A002", "A001"]
    day.later(24 * 60)
    assert queue_view(day.cast.office, now=day.now)["recent"] == []


def test_another_office_s_queue_is_not_in_it(day: Day) -> None:
    day.called()
    view = queue_view(day.cast.other_office, now=day.now)
    assert view == {"seq": 0, "counters": [], "services": [], "recent": []}


def test_a_queue_that_never_rests_is_read_under_its_lock(
    day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each look at the sequence finds one event more, so that no two looks agree."""
    looks = iter(range(100, 200))

    def restless(office_id: int) -> Queue:
        return Queue(office_id=office_id, seq=next(looks))

    day.issue()
    monkeypatch.setattr("queueing.selectors._queue", restless)
    assert queue_view(day.cast.office, now=day.now)["seq"] == 1


def fill(day: Day, counters: int, tickets: int) -> None:
    """Add counters with a called ticket each, and tickets that wait."""
    for number in range(counters):
        counter = Counter.objects.create(office=day.cast.office, name=f"Thêm {number}")
        ticket = day.issue()
        ticket.state, ticket.counter = "called", counter
        ticket.save()
    for _ in range(tickets):
        day.issue("chung-thuc")


@pytest.mark.parametrize(("counters", "tickets"), [(1, 1), (12, 40)])
def test_reading_costs_the_same_however_many_wait(
    day: Day, django_assert_num_queries: Any, counters: int, tickets: int
) -> None:
    fill(day, counters, tickets)
    office = day.cast.office
    with django_assert_num_queries(5):
        queue_view(office, now=day.now)
    with django_assert_num_queries(2):
        assert len(tickets_waiting(office, now=day.now)) == tickets
    with django_assert_num_queries(3):
        tickets_waiting(office, counter=day.cast.counter_1, now=day.now)
    ticket = ticket_by_token(ticket_token(tickets_waiting(office, now=day.now)[-1].ticket.pk))
    assert ticket is not None
    with django_assert_num_queries(4):
        assert ticket_view(ticket, now=day.now)["ahead"] == tickets - 1


def test_who_waits_is_listed_with_the_reason_of_the_place(day: Day) -> None:
    day.issue()
    day.issue(elderly=True)
    day.cast.counter_2.services.set([day.cast.certify])
    lines = tickets_waiting(day.cast.office, now=day.now)
    assert [(one.ticket.number, one.reason) for one in lines] == [
        ("A002", "Đối tượng ưu tiên: Người cao tuổi."),
        ("A001", "Đến trước, đã chờ 0 phút."),
    ]
    assert tickets_waiting(day.cast.office, counter=day.cast.counter_2, now=day.now) == []


def test_who_was_put_aside_is_listed_for_today(day: Day) -> None:
    held = day.called()
    ticket_hold(ticket_id=held.pk, actor=day.cast.an, now=day.now)
    day.issue()
    missed = day.call().ticket
    ticket_no_show(ticket_id=missed.pk, actor=day.cast.an, now=day.now)
    assert tickets_aside(day.cast.office, now=day.now) == [held, missed]
    day.later(24 * 60)
    assert tickets_aside(day.cast.office, now=day.now) == []


def test_the_ticket_at_a_counter_and_the_counters_of_an_officer(day: Day) -> None:
    ticket = day.called()
    assert ticket_at(day.cast.counter_1) == ticket
    assert ticket_at(day.cast.counter_2) is None
    assert counters_of(day.cast.an) == [day.cast.counter_1]
    assert counters_of(day.cast.giang) == []


def test_events_are_read_on_from_any_place(day: Day, django_assert_num_queries: Any) -> None:
    day.called()
    with django_assert_num_queries(1):
        events = events_after(day.cast.office.pk, 1, 10)
        assert [(event.seq, event.kind) for event in events] == [
            (2, "ticket.issued"),
            (3, "ticket.called"),
        ]
        assert events[1].counter == {"id": day.cast.counter_1.pk, "name": "Quầy 1"}
    assert [event.seq for event in events_after(day.cast.office.pk, 0, 2)] == [1, 2]
    assert events_after(day.cast.other_office.pk, 0, 10) == []


def queries_of(action: Any) -> int:
    """Return how many queries of this room's tables the action makes."""
    seen: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 (Django's own signature)
        seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        action()
    return len([sql for sql in seen if '"queueing_' in sql])


def test_issuing_and_calling_cost_the_same_however_many_wait(
    day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue_changed, "send", lambda **_: [])  # what rooms above add is theirs
    day.open()

    def call() -> None:
        ticket_finish(ticket_id=day.call().ticket.pk, actor=day.cast.an, now=day.now)

    few = queries_of(day.issue), queries_of(call)
    fill(day, 0, 60)
    day.issue()
    assert (queries_of(day.issue), queries_of(call)) == few
    assert few[0] <= 10
    assert few[1] <= 20
