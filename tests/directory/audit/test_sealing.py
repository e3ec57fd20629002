"""Sealing in batches: nothing twice, nothing left out, also what comes late."""

from datetime import timedelta

import pytest

from onestop.directory.audit import sealing
from onestop.directory.audit.sealing import LATE_WITHIN, audit_seal
from onestop.directory.models import AuditEvent, AuditSeal
from tests.directory.audit.writing import NOW, counted, found, write

pytestmark = pytest.mark.django_db


def put(row_id: int) -> None:
    """Store a row under an id of its own, as one that is committed after later ones."""
    AuditEvent.objects.create(id=row_id, at=NOW, action="late", subject="case:1", origin="system")


@pytest.fixture
def end() -> int:
    """Return the last id that was sealed before the test's own rows."""
    (first,) = write()
    audit_seal(now=NOW)
    return first


def test_everything_is_sealed_once() -> None:
    write(5)
    assert audit_seal(now=NOW) == 5
    assert audit_seal(now=NOW) == 0
    assert counted()[:2] == (5, 0)
    assert found() == []


def test_much_is_sealed_in_batches_that_are_chained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "BATCH", 3)
    write(8)
    assert audit_seal(now=NOW) == 8
    assert list(AuditSeal.objects.values_list("number", "count")) == [(1, 3), (2, 3), (3, 2)]
    digests = list(AuditSeal.objects.values_list("digest", flat=True))
    assert list(AuditSeal.objects.values_list("previous", flat=True)) == ["", *digests[:2]]
    assert found() == []


def test_what_is_written_after_the_seal_waits_for_the_next() -> None:
    write(2)
    audit_seal(now=NOW)
    write(3)
    assert counted()[:2] == (2, 3)
    assert found() == []


def test_a_row_that_comes_late_is_taken_in_by_the_next_seal(end: int) -> None:
    put(end + 3)
    audit_seal(now=NOW)
    assert AuditSeal.objects.latest("number").missing == [[end + 1, end + 2]]
    put(end + 2)
    assert found() == []
    assert audit_seal(now=NOW) == 1
    assert AuditSeal.objects.latest("number").late == [end + 2]
    assert audit_seal(now=NOW) == 0
    assert found() == []


def test_late_and_new_rows_share_a_seal(end: int) -> None:
    put(end + 3)
    audit_seal(now=NOW)
    for row_id in (end + 1, end + 2, end + 5):
        put(row_id)
    assert audit_seal(now=NOW) == 3
    last = AuditSeal.objects.latest("number")
    assert (last.late, last.missing) == ([end + 1, end + 2], [[end + 4, end + 4]])
    assert found() == []


def test_a_long_stop_of_the_sealer_loses_no_late_row(end: int) -> None:
    put(end + 2)
    audit_seal(now=NOW)
    put(end + 1)
    assert audit_seal(now=NOW + 10 * LATE_WITHIN) == 1
    assert found() == []


def test_what_appears_in_an_old_hole_was_put_there(end: int) -> None:
    put(end + 2)
    audit_seal(now=NOW)
    put(end + 3)
    audit_seal(now=NOW + LATE_WITHIN + timedelta(seconds=1))
    put(end + 1)
    assert audit_seal(now=NOW + LATE_WITHIN + timedelta(minutes=1)) == 0
    assert found() == [("row_inserted", end + 1)]


def test_seals_never_go_back_in_time(end: int) -> None:
    put(end + 1)
    audit_seal(now=NOW - timedelta(days=1))
    assert AuditSeal.objects.latest("number").at == NOW
    assert found() == []
