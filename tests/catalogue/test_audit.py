"""What an import changes stands in the audit, before and after; nothing where nothing changed."""

import pytest

from onestop.catalogue.importers import days_off_import, procedures_import
from onestop.directory.models import AuditEvent
from tests.catalogue.files import Table

pytestmark = pytest.mark.django_db

BIRTH = {
    "code": "1.001193",
    "name": "Đăng ký khai sinh",
    "field": "Hộ tịch",
    "level": "commune",
    "processing_value": "0",
    "processing_unit": "working_day",
    "processing_text": "Trong ngày",
    "fee_text": "Miễn",
    "code_checked": "yes",
    "time_checked": "yes",
    "note": "",
}
CULTURE = {"date": "2026-11-24", "kind": "off", "name": "Ngày Văn hóa", "notice": "28/2026/QH16"}


def test_a_changed_procedure_is_told_by_what_differs(table: Table) -> None:
    procedures_import(table([BIRTH]))
    procedures_import(table([BIRTH | {"fee_text": "8.000 đồng"}]))
    added, changed = AuditEvent.objects.filter(action="catalogue.procedures")
    assert (added.before, added.after["1.001193"]["name"]) == ({}, "Đăng ký khai sinh")
    assert changed.before == {"1.001193": {"fee_text": "Miễn"}}
    assert changed.after == {"1.001193": {"fee_text": "8.000 đồng"}}


def test_a_changed_calendar_is_told_day_by_day(table: Table) -> None:
    days_off_import(table([CULTURE]))
    days_off_import(table([CULTURE | {"name": "Ngày Văn hóa Việt Nam"}]))
    added, changed = AuditEvent.objects.filter(action="calendar.days_off")
    assert set(added.after) == {"2026-11-24"}
    assert changed.before == {"2026-11-24": {"name": "Ngày Văn hóa"}}
    assert changed.after == {"2026-11-24": {"name": "Ngày Văn hóa Việt Nam"}}


def test_the_same_table_again_leaves_no_row(table: Table) -> None:
    for _ in range(2):
        procedures_import(table([BIRTH]))
        days_off_import(table([CULTURE]))
    assert AuditEvent.objects.count() == 2
