"""Importing procedures: what the table says is what is stored, twice as well as once."""

import unicodedata

import pytest

from onestop.catalogue.importers import Imported, procedures_import
from onestop.catalogue.models import Field, Procedure
from onestop.catalogue.rows import PROCEDURES_FILE
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
UNTIMED = BIRTH | {"code": "3.000323", "processing_value": "", "processing_unit": ""}


def test_the_shipped_catalogue() -> None:
    assert procedures_import(PROCEDURES_FILE) == Imported(created=70, changed=0, unchanged=0)
    assert Procedure.objects.count() == 70
    assert Procedure.objects.filter(processing_value=None).count() == 21
    assert Procedure.objects.filter(code_checked=True).count() == 63
    assert Procedure.objects.filter(time_checked=True).count() == 32
    assert Procedure.objects.filter(processing_value=0).count() == 11


def test_a_row_is_stored_as_it_stands() -> None:
    procedures_import(PROCEDURES_FILE)
    birth = Procedure.objects.select_related("field").get(code="1.001193")
    assert (birth.name, birth.field.name) == ("Đăng ký khai sinh", "Hộ tịch")
    assert birth.route == Procedure.Route.COMMUNE
    assert (birth.processing_value, birth.processing_unit) == (0, Procedure.Unit.WORKING_DAY)
    assert birth.fee_text == "Miễn (đúng hạn); quá hạn: HĐND cấp tỉnh quy định"
    assert birth.note == "Hạn đi đăng ký của công dân: 60 ngày kể từ ngày sinh (Đ15)"
    adoption = Procedure.objects.get(code="2.001263")
    assert (adoption.processing_value, adoption.processing_unit) == (30, "calendar_day")


def test_the_same_table_twice_changes_nothing() -> None:
    procedures_import(PROCEDURES_FILE)
    before = list(Procedure.objects.order_by("pk").values())
    assert procedures_import(PROCEDURES_FILE) == Imported(created=0, changed=0, unchanged=70)
    assert list(Procedure.objects.order_by("pk").values()) == before


def test_a_known_code_takes_the_new_values_and_keeps_its_row(table: Table) -> None:
    procedures_import(table([BIRTH, UNTIMED]))
    birth = Procedure.objects.get(code="1.001193")
    moved = BIRTH | {"name": "Đăng ký khai sinh (mới)", "field": "Dân cư", "level": "province"}
    assert procedures_import(table([moved])) == Imported(created=0, changed=1, unchanged=0)
    birth.refresh_from_db()
    assert (birth.name, birth.field.name, birth.route) == (
        "Đăng ký khai sinh (mới)",
        "Dân cư",
        "province",
    )
    assert Procedure.objects.filter(code="3.000323").exists()


def test_an_empty_time_does_not_erase_what_the_office_entered(table: Table) -> None:
    procedures_import(table([UNTIMED]))
    Procedure.objects.update(processing_value=4, processing_text="04 ngày làm việc")
    assert procedures_import(table([UNTIMED])).changed == 0
    untimed = Procedure.objects.get()
    assert (untimed.processing_value, untimed.processing_text) == (4, "04 ngày làm việc")


def test_the_clock_after_a_supplement_is_the_offices(table: Table) -> None:
    procedures_import(table([BIRTH]))
    Procedure.objects.update(supplement_clock=Procedure.SupplementClock.RESUME)
    procedures_import(table([BIRTH | {"name": "Khai sinh"}]))
    assert Procedure.objects.get().supplement_clock == Procedure.SupplementClock.RESUME


def test_text_is_stored_composed_and_without_space_around_it(table: Table) -> None:
    decomposed = unicodedata.normalize("NFD", "  Đăng ký kết hôn ")
    procedures_import(table([BIRTH | {"name": decomposed}]))
    assert Procedure.objects.get().name == "Đăng ký kết hôn"


def test_a_table_from_a_spreadsheet_is_read(table: Table) -> None:
    path = table([BIRTH])
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes() + b"\r\n\r\n")
    assert procedures_import(path).created == 1


def test_columns_may_come_in_any_order_and_others_beside_them(table: Table) -> None:
    shuffled = {"ghi chú riêng": "x"} | dict(reversed(list(BIRTH.items())))
    assert procedures_import(table([shuffled])).created == 1


def test_a_field_is_made_once(table: Table) -> None:
    Field.objects.create(name="Hộ tịch")
    procedures_import(table([BIRTH, UNTIMED]))
    assert Field.objects.count() == 1
