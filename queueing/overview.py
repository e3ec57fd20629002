"""What the screens of an office show of its queue, read with few statements written by hand.

It is read after every change while anybody watches, and each millisecond is one that a call takes
to the screens: building these queries anew each time took longer than everything else together.
"""

from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from onestop.directory.rows import moment_read, rows_read

# How many calls the queue shows, and how many events it looks back for them.
RECENT_CALLS = 10
RECENT_EVENTS = 500
# The most events read at once.
MOST_EVENTS = 1000

View = dict[str, Any]

COUNTERS_SQL = (
    "SELECT counter.id, counter.name, counter.state, counter.side, counter.pause_reason,"
    " ticket.id, ticket.number, service.code, ticket.state, ticket.called_at"
    " FROM queueing_counter AS counter"
    " LEFT JOIN queueing_ticket AS ticket"
    " ON ticket.counter_id = counter.id AND ticket.state IN ('called', 'serving')"
    " LEFT JOIN queueing_service AS service ON service.id = ticket.service_id"
    " WHERE counter.office_id = %s ORDER BY counter.position, counter.id"
)
SERVICES_SQL = (
    "SELECT service.code, service.name, service.name_en, service.active, line.waiting"
    " FROM queueing_service AS service LEFT JOIN"
    " (SELECT service_id, COUNT(*) AS waiting FROM queueing_ticket"
    " WHERE office_id = %s AND state = 'waiting' AND day = %s GROUP BY service_id) AS line"
    " ON line.service_id = service.id"
    " WHERE service.office_id = %s ORDER BY service.position, service.code"
)
CALLS_SQL = (
    "SELECT event.ticket_id, event.number, counter.id, counter.name, event.at"
    " FROM queueing_queueevent AS event"
    " LEFT JOIN queueing_counter AS counter ON counter.id = event.counter_id"
    " WHERE event.office_id = %s AND event.seq > %s AND event.seq <= %s AND event.at >= %s"
    " AND event.kind IN ('ticket.called', 'ticket.recalled')"
    " ORDER BY event.seq DESC LIMIT %s"
)
EVENTS_SQL = (
    "SELECT event.seq, event.kind, event.at, event.number, event.ticket_id,"
    " counter.id, counter.name"
    " FROM queueing_queueevent AS event"
    " LEFT JOIN queueing_counter AS counter ON counter.id = event.counter_id"
    " WHERE event.office_id = %s AND event.seq > %s ORDER BY event.seq LIMIT %s"
)
NAMES_SQL = (
    "SELECT office.code, office.name, queue.seq FROM directory_office AS office"
    " LEFT JOIN queueing_queue AS queue ON queue.office_id = office.id WHERE office.id = %s"
)
SEQ_SQL = "SELECT seq FROM queueing_queue WHERE office_id = %s"


class Happened(NamedTuple):
    """An event as screens need it; `counter` as it stands beside a call."""

    seq: int
    kind: str
    at: datetime
    number: str
    ticket_id: int | None
    counter: View | None


def sequence_read(office_id: int) -> int:
    """Return the sequence of the office's last event; 0: there is none."""
    return int(next(iter(rows_read(SEQ_SQL, office_id)), (0,))[0])


def events_after(office_id: int, seq: int, limit: int) -> list[Happened]:
    """Return the office's events after `seq` in their order, at most `limit` (1,000) of them."""
    return [
        Happened(seq, kind, moment_read(at), number, ticket_id, place_view(*counter))
        for seq, kind, at, number, ticket_id, *counter in rows_read(
            EVENTS_SQL, office_id, seq, min(limit, MOST_EVENTS)
        )
    ]


def lobby_overview(office_id: int, now: datetime) -> View | None:
    """Return the office's name and what `overview` does; None where there is no such office.

    Whoever asks sees to it that all of it is read at one moment.
    """
    for code, name, seq in rows_read(NAMES_SQL, office_id):
        return {"office": {"code": code, "name": name}, **overview(office_id, seq or 0, now)}
    return None


def overview(office_id: int, seq: int, now: datetime) -> View:
    """Return counters, services and latest calls, where the office is at the event `seq`."""
    return {
        "counters": [_counter(*row) for row in rows_read(COUNTERS_SQL, office_id)],
        "services": _services(office_id, now),
        "recent": _recent_calls(office_id, seq, now),
    }


def _counter(*row: Any) -> View:
    ticket_id, number, service, state, called_at = row[5:]
    ticket = {"id": ticket_id, "number": number, "service": service, "state": state}
    return {
        **dict(zip(("id", "name", "state", "side", "pause_reason"), row[:5], strict=True)),
        "ticket": {**ticket, "called_at": local_read(called_at)} if ticket_id else None,
    }


def _services(office_id: int, now: datetime) -> list[View]:
    day = connection.ops.adapt_datefield_value(timezone.localdate(now))
    return [
        {"code": code, "name": name, "name_en": name_en, "active": active, "waiting": waiting or 0}
        for code, name, name_en, active, waiting in rows_read(
            SERVICES_SQL, office_id, day, office_id
        )
    ]


def _recent_calls(office_id: int, seq: int, now: datetime) -> list[View]:
    """Return the latest call of each ticket today, newest first."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    since = connection.ops.adapt_datetimefield_value(midnight)
    asked = (office_id, seq - RECENT_EVENTS, seq, since, 2 * RECENT_CALLS)
    latest: dict[int | None, View] = {}
    for ticket_id, number, counter_id, name, at in rows_read(CALLS_SQL, *asked):
        call = {"number": number, "counter": place_view(counter_id, name), "at": local_read(at)}
        latest.setdefault(ticket_id, call)
    return list(latest.values())[:RECENT_CALLS]


def place_view(counter_id: int | None, name: str | None) -> View | None:
    """Return a counter as it stands beside a ticket or a call."""
    return None if counter_id is None else {"id": counter_id, "name": name}


def local_read(at: datetime | None) -> datetime | None:
    """Return a time that was read, in the office's zone."""
    return at and timezone.localtime(moment_read(at))
