"""Emptying the database after a test that commits: only of what holds rows, in a few statements.

Django empties all of some eighty tables, then makes its content types and permissions anew: a
tenth of a second of the processor for each test. Those never change here, so they may stay.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import cache

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import TransactionTestCase

from onestop.directory.audit.guards import TABLES, guards_create, guards_drop

# What `migrate` has written stays as it is.
KEPT = {"django_migrations", "django_content_type", "auth_permission"}
GUARDED = {table for table, _key in TABLES}


def database_empty(connection: BaseDatabaseWrapper) -> None:
    """Remove every row that a test may have stored, the audit's too; counters of keys go on."""
    with transaction.atomic(using=connection.alias):
        if connection.vendor == "postgresql":
            _truncate(connection)
        else:
            _delete(connection)


def _truncate(connection: BaseDatabaseWrapper) -> None:
    """Empty all tables at once: that waits for whoever still writes, and sees all rows."""
    names = ", ".join(connection.ops.quote_name(one) for one in tables_of(connection))
    with _unguarded(connection), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {names}")


def _delete(connection: BaseDatabaseWrapper) -> None:
    """Empty the tables that hold rows."""
    filled = filled_of(connection, tables_of(connection))
    unguarded = nullcontext() if GUARDED.isdisjoint(filled) else _unguarded(connection)
    with unguarded, connection.cursor() as cursor:
        for table in filled:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608 (ours)


@contextmanager
def _unguarded(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Let the audit be emptied: the product itself never may."""
    guards_drop(connection)
    yield
    guards_create(connection)


def filled_of(connection: BaseDatabaseWrapper, tables: Sequence[str]) -> list[str]:
    """Return which of the tables hold rows, in their order."""
    quote = connection.ops.quote_name
    asked = ", ".join(f"EXISTS (SELECT 1 FROM {quote(table)})" for table in tables)  # noqa: S608 (our tables)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}")
        found: Sequence[bool] = cursor.fetchone()
    return [table for table, is_filled in zip(tables, found, strict=True) if is_filled]


def tables_of(connection: BaseDatabaseWrapper) -> Sequence[str]:
    """Return every table in which a test may store something."""
    return _tables(connection.alias)


@cache
def _tables(alias: str) -> tuple[str, ...]:
    names = connections[alias].introspection.django_table_names(
        only_existing=True, include_views=False
    )
    return tuple(sorted({*names} - KEPT))


def emptied_after(case: TransactionTestCase) -> None:
    """Do what `TransactionTestCase` does after each test, on the databases that it may use."""
    for alias in case._databases_names(include_mirrors=False):  # type: ignore[attr-defined]  # noqa: SLF001
        database_empty(connections[alias])
