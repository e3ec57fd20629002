"""Tampering by somebody who can drop the triggers is found and named."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from onestop.directory.audit import sealing
from onestop.directory.audit.anchor import anchor_move, anchor_path
from onestop.directory.audit.guards import guards_drop
from onestop.directory.audit.sealing import audit_seal
from onestop.directory.models import AuditEvent, AuditSeal
from tests.directory.audit.writing import NOW, attacking, found, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def ids(monkeypatch: pytest.MonkeyPatch, settings: LazySettings, tmp_path: Path) -> list[int]:
    """Return the ids of nine rows in three seals."""
    settings.ONESTOP_DATA = tmp_path
    monkeypatch.setattr(sealing, "BATCH", 3)
    written = write(9)
    audit_seal(now=NOW)
    assert found() == []
    return written


def sql(text: str, *parameters: str | int) -> None:
    """Run a statement beside the product."""
    with attacking(), connection.cursor() as cursor:
        cursor.execute(text, parameters)


@pytest.mark.parametrize(
    "change",
    ["subject = 'case:99'", "actor_id = 7", "at = '2026-11-01 00:00:00+00:00'", "\"after\" = '{}'"],
)
def test_an_altered_row_is_named(ids: list[int], change: str) -> None:
    sql(f"UPDATE directory_auditevent SET {change} WHERE id = %s", ids[4])  # noqa: S608 (a test's words)
    assert found() == [("row_altered", ids[4])]


def test_a_removed_row_is_named(ids: list[int]) -> None:
    sql("DELETE FROM directory_auditevent WHERE id = %s", ids[4])
    assert found() == [("row_removed", ids[4])]


def test_a_row_that_changed_its_place_is_one_removed_and_one_unsealed(ids: list[int]) -> None:
    sql("UPDATE directory_auditevent SET id = %s WHERE id = %s", ids[-1] + 100, ids[4])
    assert found() == [("row_removed", ids[4])]


def test_an_inserted_row_is_named(ids: list[int]) -> None:
    AuditEvent.objects.create(id=ids[-1] + 2, at=NOW, action="x", subject="case:1", origin="system")
    audit_seal(now=NOW)
    audit_seal(now=NOW)
    later = NOW + 2 * sealing.LATE_WITHIN
    AuditEvent.objects.create(id=ids[-1] + 3, at=NOW, action="x", subject="case:1", origin="system")
    audit_seal(now=later)
    AuditEvent.objects.create(id=ids[-1] + 1, at=NOW, action="x", subject="case:1", origin="system")
    audit_seal(now=later)
    assert found() == [("row_inserted", ids[-1] + 1)]


def test_a_rewritten_seal_is_named_with_its_rows(ids: list[int]) -> None:
    sql("DELETE FROM directory_auditevent WHERE id = %s", ids[4])
    sql(
        "UPDATE directory_auditseal SET missing = %s, count = 2 WHERE number = 2",
        json.dumps([[ids[4], ids[4]]]),
    )
    faults = found()
    assert ("seal_broken", 2) in faults
    assert {kind for kind, _what in faults} <= {"seal_broken", "row_altered", "row_removed"}


def test_a_seal_forged_without_the_key_breaks_the_chain(ids: list[int]) -> None:
    sql("DELETE FROM directory_auditseal WHERE number = 3")
    sql("UPDATE directory_auditevent SET action = 'x' WHERE id = %s", ids[-1])
    with override_settings(SECRET_KEY="another key"):
        audit_seal(now=NOW)
    assert ("seal_broken", 3) in found()


def test_a_removed_seal_is_named(ids: list[int]) -> None:
    assert ids
    sql("DELETE FROM directory_auditseal WHERE number = 2")
    assert found() == [("seal_removed", 2)]
    sql("DELETE FROM directory_auditseal WHERE number = 1")
    assert found() == [("seal_removed", 1), ("seal_removed", 2)]


def test_seals_taken_off_the_end_are_known_by_the_noted_one(ids: list[int]) -> None:
    anchor_move()
    noted = anchor_path().read_text()
    assert noted.startswith("3:")
    sql("DELETE FROM directory_auditseal WHERE number > 1")
    sql("UPDATE directory_auditevent SET action = 'x' WHERE id = %s", ids[-1])
    audit_seal(now=NOW)
    anchor_move()
    assert anchor_path().read_text() == noted
    assert found(noted) == [("head_changed", "3")]


def test_the_note_follows_the_chain(ids: list[int]) -> None:
    assert ids
    anchor_move()
    write()
    audit_seal(now=NOW)
    anchor_move()
    head = AuditSeal.objects.latest("number")
    assert anchor_path().read_text() == f"{head.number}:{head.digest}"


def test_rows_sealed_before_the_secret_changed_still_verify(
    ids: list[int], settings: LazySettings
) -> None:
    assert ids
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "the next secret"
    write()
    audit_seal(now=NOW)
    assert found() == []


def test_missing_triggers_are_said() -> None:
    guards_drop(connection)
    assert {kind for kind, _name in found()} == {"guard_missing"}


def test_the_command_says_what_is_wrong_and_fails(ids: list[int]) -> None:
    sql("DELETE FROM directory_auditevent WHERE id IN (%s, %s)", ids[1], ids[7])
    said = StringIO()
    with pytest.raises(SystemExit, match="1"):
        call_command("audit_verify", json=True, stdout=said)
    answer = json.loads(said.getvalue())
    assert not answer["ok"]
    assert [one["what"] for one in answer["faults"]] == [ids[1], ids[7]]


def test_the_command_counts_what_is_not_sealed_yet(ids: list[int]) -> None:
    assert ids
    write(2)
    said = StringIO()
    call_command("audit_verify", stdout=said)
    assert "9 rows in 3 seals verified, 0 faults; 2 rows not sealed yet" in said.getvalue()


def test_the_command_takes_a_head_that_was_noted_elsewhere(ids: list[int]) -> None:
    assert ids
    with pytest.raises(SystemExit, match="1"):
        call_command("audit_verify", head="3:0123", stdout=StringIO())
