"""Triggers by which the database itself refuses to change the audit.

They are made by a migration and again after each `migrate`, because SQLite rebuilds a table to
alter it and loses its triggers with the old one. Whoever may change the database's schema can drop
them: what is changed then is found by `audit_verify`.
"""

from collections.abc import Iterator
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

# Each table with its key.
TABLES = (("directory_auditevent", "id"), ("directory_auditseal", "number"))
REFUSAL = "the audit is append-only"

_FUNCTION = f"""
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
# SQLite's REPLACE deletes a row without telling the trigger against deleting.
_SQLITE = {
    "no_update": "BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
    "no_delete": "BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
    "no_replace": "BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = "
    "NEW.{key}) BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
}
_POSTGRESQL = {
    "no_change": "BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "no_truncate": "BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
}
_STANDING = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A')",
}


def guards_missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of the triggers that should stand in the database and do not."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING[connection.vendor])
        standing = {row[0] for row in cursor.fetchall()}
    return [name for name, _table, _sql in _guards(connection) if name not in standing]


def guards_create(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers that are missing."""
    missing = set(guards_missing(connection))
    if not missing:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for name, table, sql in _guards(connection):
            if name in missing:
                _drop(connection, cursor, name, table)  # one that stands but is disabled
                cursor.execute(f"CREATE TRIGGER {name} {sql}")


def guards_drop(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away, for a migration that must."""
    with connection.cursor() as cursor:
        for name, table, _sql in _guards(connection):
            _drop(connection, cursor, name, table)


def _drop(connection: BaseDatabaseWrapper, cursor: Any, name: str, table: str) -> None:
    place = f" ON {table}" if connection.vendor == "postgresql" else ""
    cursor.execute(f"DROP TRIGGER IF EXISTS {name}{place}")


def _guards(connection: BaseDatabaseWrapper) -> Iterator[tuple[str, str, str]]:
    """Yield name, table and definition of each trigger."""
    kinds = _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE
    for table, key in TABLES:
        for kind, sql in kinds.items():
            filled = sql.format(table=table, key=key, refusal=REFUSAL)
            yield f"{table}_{kind}", table, filled
