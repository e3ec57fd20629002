"""The statements of the hot calls that are written by hand, beside the models that own the tables.

Django's query builder would build them anew for each ticket, which costs more than the database
needs to carry them out. Constraints and migrations stay with the models.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection

from onestop.directory.models import Office
from onestop.directory.rows import NewRows, moment_read, rows_read
from queueing.dispatch import HELP, Calling, Waiting
from queueing.models import Queue, QueueEvent, Ticket

# More than wait in any office.
MOST_WAITING = 100_000

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

WAITING_SQL = (
    "SELECT ticket.id, ticket.service_id, ticket.waiting_since, class.name,"
    " ticket.wanted_counter_id, ticket.appointment_at, ticket.owed_counter_id"
    " FROM queueing_ticket AS ticket"
    " LEFT JOIN queueing_priorityclass AS class ON class.id = ticket.priority_id"
    " WHERE ticket.office_id = %s AND ticket.state = 'waiting' AND ticket.day = %s AND ({which})"
    " ORDER BY ticket.waiting_since, ticket.id LIMIT %s"
)
# Sent to one of the counters; or of their services and owed there, or with an appointment now.
SPECIAL = (
    "ticket.wanted_counter_id IN ({counters}) OR ticket.wanted_counter_id IS NULL"
    " AND ticket.service_id IN ({services}) AND (ticket.owed_counter_id IN ({counters})"
    " OR ticket.appointment_at BETWEEN %s AND %s)"
)
# Of one line's services, with a priority class or without.
IN_LINE = (
    "ticket.wanted_counter_id IS NULL AND ticket.service_id IN ({services})"
    " AND ticket.priority_id IS {null}"
)
STAFF_SQL = (
    "SELECT counter.id, counter.office_id, staff.user_id FROM queueing_counter AS counter"
    " LEFT JOIN queueing_counter_staff AS staff ON staff.counter_id = counter.id"
    " WHERE counter.id IN ({counters})"
)
TAKEN_SQL = (
    "SELECT counter_id, service_id, rank, helps FROM queueing_counter_services"
    " WHERE counter_id IN ({counters})"
)
ACTIVE_SQL = (
    "SELECT counter_id, number FROM queueing_ticket"
    " WHERE counter_id IN ({counters}) AND state IN ('called', 'serving')"
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
        return [(moment_read(called), moment_read(ended)) for called, ended in cursor.fetchall()]


@dataclass(frozen=True)
class Place:
    """The office of a counter, and the ids of its staff."""

    office_id: int
    staff: set[int] = field(default_factory=set)


def staff_read(counter_ids: Iterable[int]) -> dict[int, Place]:
    """Return those of the counters that there are."""
    found: dict[int, Place] = {}
    for counter_id, office_id, user_id in _rows(STAFF_SQL, counters=counter_ids):
        place = found.setdefault(counter_id, Place(office_id))
        place.staff.update({user_id} - {None})
    return found


def callings_read(counter_ids: Iterable[int]) -> dict[int, Calling]:
    """Return each counter with its services and where each stands there."""
    ranks: dict[int, dict[int, int]] = {one: {} for one in counter_ids}
    for counter_id, service_id, rank, helps in _rows(TAKEN_SQL, counters=ranks):
        ranks[counter_id][service_id] = HELP + rank if helps else rank
    return {one: Calling(one, frozenset(ranked), ranked) for one, ranked in ranks.items()}


def active_read(counter_ids: Iterable[int]) -> dict[int, str]:
    """Return the number that is called to or served at each counter that has one."""
    return dict(_rows(ACTIVE_SQL, counters=counter_ids))


class WaitingLine:
    """Who waits in an office on a date, read as the dispatch rule reads it."""

    def __init__(self, office_id: int, day: date) -> None:
        self._values = (office_id, connection.ops.adapt_datefield_value(day))

    def special(
        self, counter_ids: Iterable[int], service_ids: Iterable[int], window: Iterable[datetime]
    ) -> list[Waiting]:
        """Return who was sent to one of the counters, is owed there, or has an appointment now."""
        which = _listing(SPECIAL, counters=counter_ids, services=service_ids)
        times = [connection.ops.adapt_datetimefield_value(one) for one in window]
        return self._read(which, times, MOST_WAITING)

    def first(self, service_ids: Iterable[int], most: int, *, with_class: bool) -> list[Waiting]:
        """Return who came first of those without a class, or of those with one."""
        null = "NOT NULL" if with_class else "NULL"
        return self._read(_listing(IN_LINE, services=service_ids, null=[null]), [], most)

    def _read(self, which: str, values: list[Any], most: int) -> list[Waiting]:
        sql = WAITING_SQL.replace("{which}", which)
        with connection.cursor() as cursor:
            cursor.execute(sql, [*self._values, *values, most])
            return [
                Waiting(
                    one, service, moment_read(since), name, wanted, at and moment_read(at), owed
                )
                for one, service, since, name, wanted, at, owed in cursor.fetchall()
            ]


def _rows(sql: str, **listed: Iterable[int]) -> list[tuple[Any, ...]]:
    return rows_read(_listing(sql, **listed))


def _listing(sql: str, **listed: Iterable[int | str]) -> str:
    """Return the SQL with lists of keys, which are ours, in the places of their names."""
    for name, keys in listed.items():
        sql = sql.replace(f"{{{name}}}", ", ".join(map(str, keys)) or "NULL")
    return sql


def tickets_store(tickets: Iterable[Ticket]) -> None:
    """Store what has moved of tickets whose rows are locked."""
    with connection.cursor() as cursor:
        cursor.executemany(MOVE_SQL, [_moving(one) for one in tickets])


def _moving(ticket: Ticket) -> list[Any]:
    adapt = connection.ops.adapt_datetimefield_value
    values = [_plain(getattr(ticket, name)) for name in MOVING]
    times = [adapt(getattr(ticket, name)) for name in MOVING_TIMES]
    return [*values, *times, ticket.pk]


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
