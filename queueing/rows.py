"""The statements of the hot calls that are written by hand, beside the models that own the tables.

Django's query builder would build them anew for each ticket, which costs more than the database
needs to carry them out. Constraints and migrations stay with the models.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection

from onestop.directory.models import Office
from onestop.directory.rows import NewRows
from queueing.models import Queue, QueueEvent, Ticket

NEW_TICKETS = NewRows(Ticket)
NEW_EVENTS = NewRows(QueueEvent)

# What a move may change of a ticket, in the order of the statement.
MOVING = (
    "state",
    "service_id",
    "counter_id",
    "wanted_counter_id",
    "owed_counter_id",
    "outcome",
    "case_id",
    "call_reason",
)
MOVING_TIMES = ("waiting_since", "called_at", "started_at", "ended_at")
SET = ", ".join(f"{name} = %s" for name in (*MOVING, *MOVING_TIMES))
MOVE_SQL = f"UPDATE queueing_ticket SET {SET} WHERE id = %s"  # noqa: S608 (names of columns)

QUEUE_SQL = (
    "UPDATE queueing_queue SET seq = %s, last_event_at = %s, priority_streak = %s WHERE id = %s"
)

SERIES_SQL = "SELECT letter, last FROM queueing_numberseries WHERE office_id = %s AND day = %s"
# The queue's row is locked: nobody else counts in the office's series.
COUNT_SQL = (
    "INSERT INTO queueing_numberseries (office_id, letter, day, last) VALUES (%s, %s, %s, %s)"
    " ON CONFLICT (office_id, letter, day) DO UPDATE SET last = excluded.last"
)

LINE_SQL = (
    "SELECT service_id, wanted_counter_id, COUNT(*),"
    " SUM(CASE WHEN waiting_since > %s THEN 1 ELSE 0 END) FROM queueing_ticket"
    " WHERE office_id = %s AND state = 'waiting' AND day = %s"
    " GROUP BY service_id, wanted_counter_id"
)
SERVING_SQL = (
    "SELECT taken.counter_id, taken.service_id FROM queueing_counter_services AS taken"
    " JOIN queueing_counter AS counter ON counter.id = taken.counter_id"
    " WHERE counter.office_id = %s"
)
TURNS_SQL = (
    "SELECT called_at, ended_at FROM queueing_ticket WHERE service_id = %s"
    " AND state = 'finished' AND ended_at > %s AND called_at IS NOT NULL"
    " ORDER BY ended_at DESC LIMIT %s"
)


class InLine(NamedTuple):
    """How many are `waiting` for a service; with `wanted_counter_id` for that counter alone.

    `later` of them have come after the moment of which the line was read.
    """

    service_id: int
    wanted_counter_id: int | None
    waiting: int
    later: int


def line_read(office_id: int, day: date, at: datetime) -> list[InLine]:
    """Return who waits in the office on the date, counted."""
    adapt = connection.ops
    with connection.cursor() as cursor:
        values = [adapt.adapt_datetimefield_value(at), office_id, adapt.adapt_datefield_value(day)]
        cursor.execute(LINE_SQL, values)
        return [InLine(*row) for row in cursor.fetchall()]


def serving_read(office_id: int) -> dict[int, set[int]]:
    """Return the ids of the services of each counter of the office that has any."""
    found: dict[int, set[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(SERVING_SQL, [office_id])
        for counter_id, service_id in cursor.fetchall():
            found.setdefault(counter_id, set()).add(service_id)
    return found


def turns_read(service_id: int, *, since: datetime, most: int) -> list[tuple[datetime, datetime]]:
    """Return when the latest turns of the service were called and ended, the last one first."""
    after = connection.ops.adapt_datetimefield_value(since)
    with connection.cursor() as cursor:
        cursor.execute(TURNS_SQL, [service_id, after, most])
        return [(_moment(called), _moment(ended)) for called, ended in cursor.fetchall()]


def _moment(value: Any) -> datetime:
    """Return a time that was read: SQLite keeps it as text."""
    if isinstance(value, datetime):
        return value
    moment: datetime = connection.ops.convert_datetimefield_value(value, None, connection)  # type: ignore[attr-defined]  # SQLite's alone
    return moment


def ticket_store(ticket: Ticket) -> None:
    """Store what has moved of a ticket whose row is locked."""
    adapt = connection.ops.adapt_datetimefield_value
    values = [_plain(getattr(ticket, name)) for name in MOVING]
    times = [adapt(getattr(ticket, name)) for name in MOVING_TIMES]
    with connection.cursor() as cursor:
        cursor.execute(MOVE_SQL, [*values, *times, ticket.pk])


def queue_store(row: Queue) -> None:
    """Store how far the events of the queue, whose row is locked, have come."""
    at = connection.ops.adapt_datetimefield_value(row.last_event_at)
    with connection.cursor() as cursor:
        cursor.execute(QUEUE_SQL, [row.seq, at, row.priority_streak, row.pk])


def series_read(office: Office, day: date) -> dict[str, int]:
    """Return the last number of each series of the date; the queue's row must be locked."""
    with connection.cursor() as cursor:
        cursor.execute(SERIES_SQL, [office.pk, connection.ops.adapt_datefield_value(day)])
        return dict(cursor.fetchall())


def series_store(office: Office, day: date, last: Mapping[str, int]) -> None:
    """Store the last number of the series; the queue's row must be locked."""
    on = connection.ops.adapt_datefield_value(day)
    with connection.cursor() as cursor:
        for letter, number in last.items():
            cursor.execute(COUNT_SQL, [office.pk, letter, on, number])


def _plain(value: str | int | None) -> str | int | None:
    """Return a choice as the text that it is."""
    return str(value) if isinstance(value, str) else value
