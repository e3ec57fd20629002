"""Every change of a ticket and of a counter stands in the audit, at little cost."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from onestop.directory.audit import acting_from
from onestop.directory.models import AuditEvent
from queueing.models import QueueEvent
from queueing.services import counter_close, counter_pause, ticket_finish, ticket_start
from tests.queueing.day import Day


def test_a_turn_is_a_row_for_each_event(day: Day) -> None:
    with acting_from("api 10.0.0.7"):
        ticket = day.called()
        ticket_start(ticket_id=ticket.pk, actor=day.cast.an, now=day.now)
        ticket_finish(ticket_id=ticket.pk, actor=day.cast.an, now=day.now)
    rows = list(AuditEvent.objects.values_list("action", "actor_id", "origin"))
    events = QueueEvent.objects.order_by("seq").values_list("kind", "actor_id")
    assert rows == [(kind, actor_id, "api 10.0.0.7") for kind, actor_id in events]


def test_a_row_names_ticket_counter_and_event(day: Day) -> None:
    ticket = day.called()
    row = AuditEvent.objects.get(action="ticket.called")
    event = QueueEvent.objects.get(kind="ticket.called")
    assert (row.subject, row.office_id) == (f"ticket:{ticket.pk}", day.cast.office.pk)
    assert row.after == {"seq": event.seq, "counter": day.cast.counter_1.pk}


def test_a_counter_s_changes_are_rows_without_the_typed_reason(day: Day) -> None:
    counter = day.open()
    counter_pause(counter_id=counter.pk, reason="Bà Lan mệt", actor=day.cast.an, now=day.now)
    counter_close(counter_id=counter.pk, actor=day.cast.an, now=day.now)
    rows = list(AuditEvent.objects.filter(subject=f"counter:{counter.pk}"))
    assert [row.action.partition(".")[2] for row in rows] == ["opened", "paused", "closed"]
    assert "Lan" not in repr([row.after for row in rows])


def test_it_costs_a_ticket_one_statement(day: Day) -> None:
    with CaptureQueriesContext(connection) as queries:
        day.issue()
    inserts = [one["sql"] for one in queries if "directory_audit" in one["sql"]]
    assert len(inserts) == 1
