"""The cast as rows: made once in a process, then stored again as it was in one go.

Making it takes some seventy statements of Django's, a twentieth of a second of the processor, and
nearly every test begins with it.
"""

import pickle
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import connection, transaction

from tests.cast import Cast, make_cast
from tests.emptying import filled_of, tables_of


@dataclass(frozen=True)
class Rows:
    """All rows of one table: the statement that stores them, and its values."""

    statement: str
    values: list[Any]


@dataclass(frozen=True)
class Stored:
    """A cast in rows, and as the objects that were returned."""

    tables: list[str]
    rows: list[Rows]
    objects: bytes


_stored: dict[str, Stored] = {}


def cast_store() -> Cast:
    """Store the cast and return it; the keys are those of the first time in this process.

    Where a test commits beside Redis they are new: what Redis still carries of another test must
    not be taken for this one's.
    """
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        return make_cast()
    known = _stored.get(connection.vendor)
    if known is None:
        return _first()
    if filled_of(connection, known.tables):  # the test has stored something before
        return make_cast()
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # takes several statements at once
            whole = ";".join(one.statement for one in known.rows)
            cursor.execute(whole, [value for one in known.rows for value in one.values])
        else:
            for one in known.rows:
                cursor.execute(one.statement, one.values)
    cast: Cast = pickle.loads(known.objects)  # noqa: S301 (written below)
    return cast


def _first() -> Cast:
    """Make the cast, and keep it if the database was empty before."""
    was_empty = not filled_of(connection, tables_of(connection))
    cast = make_cast()
    if was_empty:
        tables = filled_of(connection, tables_of(connection))
        rows = [_rows(table) for table in tables]
        _stored[connection.vendor] = Stored(tables, rows, pickle.dumps(cast))
    return cast


def _rows(table: str) -> Rows:
    """Return what stores the rows that are in the table now, with their keys."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {quote(table)}")  # noqa: S608 (our table)
        rows = cursor.fetchall()
        columns = [quote(column[0]) for column in cursor.description or ()]
    places = ", ".join([f"({', '.join(['%s'] * len(columns))})"] * len(rows))
    statement = f"INSERT INTO {quote(table)} ({', '.join(columns)}) VALUES {places}"  # noqa: S608 (the same)
    return Rows(statement, [_as_stored(value) for row in rows for value in row])


def _as_stored(value: object) -> object:
    """Return what SQLite, which has no type of its own for them, stores for dates and times."""
    is_text = connection.vendor == "sqlite" and isinstance(value, date | datetime | time)
    return str(value) if is_text else value
