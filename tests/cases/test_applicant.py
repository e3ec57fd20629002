"""Who hands in a dossier, as typed."""

from dataclasses import asdict, replace

import pytest

from onestop.cases.applicants import ApplicantData, applicant_clean
from onestop.directory.refusals import BadInput
from tests.cases.desk import LAN, Desk


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", "   "),
        ("name", "Mẫu" * 67),
        ("name", "Mẫu\x1b@"),
        ("name", "Mẫu\x00"),
        ("name", "Mẫu\nAn"),
        ("name", "Mẫu\u202eAn"),
        ("name", "Mẫu\u200bAn"),
        ("name", "Mẫu\u2028An"),
        ("name", "Mẫu\ud800"),
        ("identity", "12345"),
        ("identity", "1234567890123"),
        ("identity", "12345678x"),
        ("identity", "١٢٣٤٥٦٧٨٩"),
        ("phone", "12-34"),
        ("phone", "khong co"),
        ("phone", "0912345678901234567"),
        ("email", "mau"),
        ("email", "a@" + "b" * 260 + ".vn"),
        ("address", "x" * 301),
        ("address", "Thôn\x07"),
    ],
)
def test_a_wrong_value_is_refused_by_its_field(field: str, typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        applicant_clean(replace(LAN, **{field: typed}))
    assert list(refused.value.errors) == [field]


@pytest.mark.parametrize(
    ("field", "typed", "clean"),
    [
        ("name", "  Nguyễn   Thị Mẫu ", "Nguyễn Thị Mẫu"),
        ("name", "Nguye\u0302\u0303n", "Nguyễn"),
        ("identity", "001 190 123 456", "001190123456"),
        ("identity", "012345678", "012345678"),
        ("identity", "", ""),
        ("phone", "0912.345.678", "0912345678"),
        ("phone", "+84 912 345 678", "+84912345678"),
        ("phone", "(0200) 000-000", "0200000000"),
        ("email", "", ""),
        ("address", "Thôn  Mẫu", "Thôn Mẫu"),
    ],
)
def test_a_right_value_is_kept_in_one_form(field: str, typed: str, clean: str) -> None:
    assert asdict(applicant_clean(replace(LAN, **{field: typed})))[field] == clean


def test_every_wrong_field_is_named_at_once() -> None:
    with pytest.raises(BadInput) as refused:
        applicant_clean(ApplicantData(name="", identity="1", phone="1", email="1"))
    assert list(refused.value.errors) == ["name", "identity", "phone", "email"]


def test_only_the_name_is_needed(desk: Desk) -> None:
    person = desk.receive(applicant=ApplicantData(name="Trần Văn Mẫu")).applicant
    assert (person.name, person.identity, person.phone, person.email) == (
        "Trần Văn Mẫu",
        "",
        "",
        "",
    )
