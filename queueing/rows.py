"""The one statement of the hot calls that is written by hand, beside the models that own the table.

Django's query builder would build it anew for each ticket that moves, which costs more than the
database needs to carry it out.
"""

from django.db import connection

from queueing.models import Ticket

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


def ticket_store(ticket: Ticket) -> None:
    """Store what has moved of a ticket whose row is locked."""
    adapt = connection.ops.adapt_datetimefield_value
    values = [getattr(ticket, name) for name in MOVING]
    times = [adapt(getattr(ticket, name)) for name in MOVING_TIMES]
    with connection.cursor() as cursor:
        cursor.execute(MOVE_SQL, [*values, *times, ticket.pk])
