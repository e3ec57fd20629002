"""Personal values beside the audit: hidden, erasable, and the chain holds without them."""

import pytest
from django.db import connection

from onestop.directory.audit import audit_record, audit_values_erase, audit_values_of
from onestop.directory.audit.sealing import audit_seal
from onestop.directory.models import AuditEvent, AuditValue
from tests.directory.audit.writing import NOW, found

pytestmark = pytest.mark.django_db
PHONE, OTHER = "0912345678", "0987654321"


def change(subject: str = "case:1") -> AuditEvent:
    """Record that a phone number was changed."""
    event_id = audit_record(
        action="case.correct",
        subject=subject,
        actor=None,
        now=NOW,
        after={"by": "citizen"},
        personal={"phone": (PHONE, OTHER), "email": (None, ""), "name": ("", "Nguyễn Thị Mẫu")},
    )
    return AuditEvent.objects.get(pk=event_id)


def test_the_row_says_which_fields_changed_and_nothing_more() -> None:
    event = change()
    assert set(event.before) == {"phone"}
    assert set(event.after) == {"by", "phone", "name"}
    assert set(event.after["phone"]) == {"digest"}
    assert event.before["phone"] != event.after["phone"]


def test_neither_table_holds_a_value_in_clear() -> None:
    change()
    with connection.cursor() as cursor:
        for table in ("directory_auditevent", "directory_auditvalue"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 (one of two names)
            stored = repr(cursor.fetchall())
            assert not any(value in stored for value in (PHONE, OTHER, "Nguyễn"))


def test_who_has_the_key_reads_the_values() -> None:
    event = change()
    assert list(audit_values_of(subject="case:1")) == [
        (event.pk, "phone", PHONE, OTHER),
        (event.pk, "name", "", "Nguyễn Thị Mẫu"),
    ]


def test_the_same_value_has_another_digest_each_time() -> None:
    assert change().after["phone"] != change().after["phone"]


def test_erased_values_are_gone_and_the_chain_holds() -> None:
    event = change()
    change("case:2")
    audit_seal(now=NOW)
    assert audit_values_erase(subject="case:1") == 2
    assert list(audit_values_of(subject="case:1")) == []
    assert len(list(audit_values_of(subject="case:2"))) == 2
    assert AuditEvent.objects.get(pk=event.pk).after == event.after
    assert found() == []


def test_an_altered_value_does_not_fit_its_digest() -> None:
    event = change()
    stored = AuditValue.objects.get(field="phone")
    AuditValue.objects.filter(field="phone").update(before=stored.after)
    assert found() == [("value_altered", f"{event.pk} phone")]
    AuditValue.objects.filter(field="phone").update(before="nonsense")
    assert found() == [("value_altered", f"{event.pk} phone")]


def test_a_value_without_its_event_was_put_there() -> None:
    AuditValue.objects.create(event_id=99, subject="case:1", field="phone", salt=b"", after="")
    assert found() == [("value_altered", "99 phone")]
