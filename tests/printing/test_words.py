"""Dates and text in the words of slips and letters."""

import unicodedata
from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from printing.text import VIETNAMESE_LETTERS, printable
from printing.words import form_date, form_moment, moment
from tests.printing.samples import MONDAY_MORNING


def test_moment_reads_as_people_say_it() -> None:
    assert moment(MONDAY_MORNING) == "thứ Hai, 23/11/2026 lúc 9:00"


def test_moment_is_on_the_office_s_clock() -> None:
    assert moment(datetime(2026, 11, 22, 2, 5, tzinfo=UTC)) == "Chủ nhật, 22/11/2026 lúc 9:05"


def test_form_moment_is_written_out() -> None:
    assert form_moment(MONDAY_MORNING) == "9 giờ 00 phút, ngày 23 tháng 11 năm 2026"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2027, 2, 5), "ngày 05 tháng 02 năm 2027"),
        (date(2027, 3, 10), "ngày 10 tháng 3 năm 2027"),
        (date(2026, 12, 1), "ngày 01 tháng 12 năm 2026"),
    ],
)
def test_decree_30_s_leading_zeros(day: date, words: str) -> None:
    assert form_date(day) == words


def test_forms_stay_vietnamese_on_an_english_page() -> None:
    with override("en"):
        assert form_date(date(2026, 11, 23)) == "ngày 23 tháng 11 năm 2026"


def test_there_are_134_letters() -> None:
    assert len(VIETNAMESE_LETTERS) == 134


@given(st.text())
def test_printable_text_holds_nothing_unseen(text: str) -> None:
    shown = printable(text)
    assert shown == unicodedata.normalize("NFC", shown)
    assert not any(unicodedata.category(one)[0] in "CM" for one in shown)
    assert shown == " ".join(shown.split())


@given(st.text(alphabet=sorted(VIETNAMESE_LETTERS)))
def test_printable_text_keeps_every_vietnamese_letter(text: str) -> None:
    assert printable(unicodedata.normalize("NFD", text)) == text
