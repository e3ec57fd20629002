"""Storing an audit row: one INSERT that is written once, for the queue issues tickets with it.

The columns are `at, actor_id, stood_in_for_id, office_id, action, subject, origin, before, after`;
`before` and `after` are JSON objects, `at` is as the database's other times. `row_values` and
`rows_write` serve who collects rows and writes them together.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from onestop.directory.origin import origin_here

Facts = Mapping[str, Any]

ROW_SQL = (
    "INSERT INTO directory_auditevent (at, actor_id, stood_in_for_id, office_id, action, subject,"
    ' origin, "before", "after") VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)'
)
NOTHING = "{}"


def row_values(
    *,
    at: datetime,
    actor_id: int | None,
    office_id: int | None,
    action: str,
    subject: str,
    before: Facts | None = None,
    after: Facts | None = None,
    stood_in_for_id: int | None = None,
    origin: str | None = None,
) -> tuple[Any, ...]:
    """Return the parameters of `ROW_SQL`; without `origin` that of what runs now."""
    return (
        connection.ops.adapt_datetimefield_value(at),
        actor_id,
        stood_in_for_id,
        office_id,
        action,
        subject,
        origin_here() if origin is None else origin,
        json.dumps(before, ensure_ascii=False) if before else NOTHING,
        json.dumps(after, ensure_ascii=False) if after else NOTHING,
    )


def row_write(**facts: Any) -> int:
    """Store a row of what `row_values` takes and return its id."""
    with connection.cursor() as cursor:
        cursor.execute(f"{ROW_SQL} RETURNING id", row_values(**facts))
        return int(cursor.fetchone()[0])


def rows_write(rows: Sequence[tuple[Any, ...]]) -> None:
    """Store several rows, each given as its `row_values`, in their order."""
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(ROW_SQL, rows)
