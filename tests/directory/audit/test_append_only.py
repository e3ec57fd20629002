"""The database itself refuses to change the audit."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from onestop.directory.audit.guards import REFUSAL, guards_create, guards_drop, guards_missing
from onestop.directory.audit.sealing import audit_seal
from onestop.directory.models import AuditEvent, AuditSeal
from tests.directory.audit.writing import NOW, write

pytestmark = pytest.mark.django_db


def sql(text: str) -> None:
    """Run a statement as anybody with access to the database could."""
    with connection.cursor() as cursor:
        cursor.execute(text)


def rows() -> list[str]:
    """Return everything that the audit holds."""
    return [repr(list(one.objects.values())) for one in (AuditEvent, AuditSeal)]


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: AuditEvent.objects.update(subject="case:0"),
        lambda: AuditEvent.objects.all().delete(),
        lambda: AuditSeal.objects.update(count=0),
        lambda: AuditSeal.objects.all().delete(),
        lambda: sql("UPDATE directory_auditevent SET action = 'x'"),
        lambda: sql("DELETE FROM directory_auditseal"),
    ],
)
def test_nothing_is_changed_or_deleted(attempt: Callable[[], object]) -> None:
    write(2)
    audit_seal(now=NOW)
    before = rows()
    with pytest.raises(DatabaseError, match=REFUSAL), transaction.atomic():
        attempt()
    assert rows() == before


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_postgresql_does_not_empty_the_tables() -> None:
    write()
    for table in ("directory_auditevent", "directory_auditseal"):
        with pytest.raises(DatabaseError, match=REFUSAL), transaction.atomic():
            sql(f"TRUNCATE {table}")
    assert AuditEvent.objects.count() == 1


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no REPLACE")
def test_sqlite_does_not_replace_a_row() -> None:
    write()
    with pytest.raises(DatabaseError, match=REFUSAL), transaction.atomic():
        sql(
            "INSERT OR REPLACE INTO directory_auditevent "
            "SELECT * FROM directory_auditevent ORDER BY id LIMIT 1"
        )
    assert AuditEvent.objects.get().action == "case.stop"


def test_triggers_that_were_lost_stand_again_after_migrating() -> None:
    guards_drop(connection)
    assert guards_missing(connection)
    guards_create(connection)
    assert guards_missing(connection) == []
