"""Storing an audit row: one INSERT that is written once, for the queue issues tickets with it.

The columns are `at, actor_id, stood_in_for_id, office_id, action, subject, origin, before, after`;
`before` and `after` are JSON objects, `at` is as the database's other times. `ROW_SQL` and
`row_values` serve who writes several statements at once.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from onestop.directory.origin import origin_here

Facts = Mapping[str, Any]

ROW_SQL = (
    "INSERT INTO directory_auditevent (at, actor_id, stood_in_for_id, office_id, action, subject,"
    ' origin, "before", "after") VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id'
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
        cursor.execute(ROW_SQL, row_values(**facts))
        return int(cursor.fetchone()[0])
