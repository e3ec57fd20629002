"""Finding a procedure by a few words, with or without diacritics."""

import unicodedata
from typing import TYPE_CHECKING

import pytest

from onestop.catalogue.importers import procedures_import
from onestop.catalogue.models import Procedure
from onestop.catalogue.rows import PROCEDURES_FILE
from onestop.catalogue.search import found, plain
from onestop.catalogue.selectors import procedures_found

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries


@pytest.mark.parametrize("typed", ["khai sinh", "Khai Sinh", "khái sinh", "kh si", "sinh khai"])
def test_diacritics_case_and_endings_need_not_be_typed(typed: str) -> None:
    assert found(typed, ("1.001193", "Đăng ký khai sinh", "Hộ tịch"))


def test_words_of_name_code_and_field_may_be_mixed() -> None:
    assert found("ho tich 1.0011 dang", ("1.001193", "Đăng ký khai sinh", "Hộ tịch"))


@pytest.mark.parametrize("typed", ["khai tu", "inh", "1.002"])
def test_every_word_has_to_begin_a_word(typed: str) -> None:
    assert not found(typed, ("1.001193", "Đăng ký khai sinh", "Hộ tịch"))


def test_composed_and_decomposed_letters_are_the_same() -> None:
    assert plain(unicodedata.normalize("NFD", "Đường  Số 1\tẤp")) == plain("Đường Số 1 Ấp")
    assert plain("Đường Số 1 Ấp") == "duong so 1 ap"


@pytest.fixture
def catalogue(db: None) -> None:  # noqa: ARG001 (the fixture opens the database)
    """Store the shipped procedures."""
    procedures_import(PROCEDURES_FILE)


def codes(text: str) -> list[str]:
    return [one.code for one in procedures_found(text)]


@pytest.mark.usefixtures("catalogue")
def test_the_likeliest_comes_first() -> None:
    assert codes("ket hon")[0] == "1.000894"
    assert codes("dang ky khai sinh")[0] == "1.001193"
    assert codes("1.001193") == ["1.001193"]


@pytest.mark.usefixtures("catalogue")
def test_nothing_that_is_not_meant() -> None:
    assert codes("khai sinh kết hợp") == ["1.000689"]
    assert codes("không có gì như thế") == []


@pytest.mark.usefixtures("catalogue")
def test_an_empty_wish_lists_the_first_procedures() -> None:
    assert codes("") == sorted(codes(""))
    assert len(codes("")) == 20


@pytest.mark.usefixtures("catalogue")
def test_it_may_be_narrowed_and_asks_once(
    django_assert_num_queries: "DjangoAssertNumQueries",
) -> None:
    timed = Procedure.objects.exclude(processing_value=None)
    with django_assert_num_queries(1):
        matches = procedures_found("tam", among=timed)
        assert [(one.code, one.field.name) for one in matches] == [
            ("1.001570", "Thành lập và hoạt động hộ kinh doanh"),
            ("1.002755", "Đăng ký, quản lý cư trú"),
            ("1.004194", "Đăng ký, quản lý cư trú"),
        ]
