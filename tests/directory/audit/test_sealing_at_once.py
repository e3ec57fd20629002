"""Many write while several seal: every row is sealed once, and the chain holds."""

from collections.abc import Callable

import pytest
from django.db import transaction

from onestop.directory.audit.sealing import audit_seal
from onestop.directory.models import AuditEvent, AuditSeal
from tests.at_once import at_once
from tests.directory.audit.writing import NOW, counted, found, write

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS, TURNS, SEALERS = 6, 15, 3


def writes() -> int:
    """Write rows in transactions, of which each third is undone and leaves holes."""
    for turn in range(TURNS):
        with transaction.atomic():
            write(2)
            transaction.set_rollback(turn % 3 == 0)
    return 0


def seals() -> int:
    """Seal again and again."""
    return sum(audit_seal(now=NOW) for _ in range(TURNS))


def test_every_row_is_sealed_once() -> None:
    works: list[Callable[[], int]] = [writes] * WRITERS + [seals] * SEALERS
    sealed = sum(at_once(works)) + audit_seal(now=NOW)
    assert sealed == AuditEvent.objects.count() == WRITERS * TURNS * 2 * 2 // 3
    assert counted()[:2] == (sealed, 0)
    assert found() == []


def test_two_at_once_write_one_seal() -> None:
    write(20)
    assert sorted(at_once([lambda: audit_seal(now=NOW)] * 4)) == [0, 0, 0, 20]
    assert AuditSeal.objects.count() == 1
    assert found() == []
