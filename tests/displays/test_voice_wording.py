"""Calls as they are read: numbers sign by sign, counters counted, in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from displays.voice.numerals import en_number, vi_number
from displays.voice.wording import SAID, Call, call_said


def test_a_call_in_vietnamese() -> None:
    said = call_said(Call("A012", "Quầy 3"), "vi")
    assert said == "Mời ông bà có số A không một hai, đến quầy số ba."


def test_a_call_in_english() -> None:
    said = call_said(Call("A012", "Quầy 3"), "en")
    assert said == "Number A zero one two, please go to counter three."


def test_a_short_call_has_number_and_counter_only() -> None:
    call = Call("B007", "Quầy số 12")
    assert call_said(call, "vi", short=True) == "Số bê không không bảy, quầy số mười hai."
    assert call_said(call, "en", short=True) == "Number B zero zero seven, counter twelve."


def test_a_number_beyond_its_width_is_read_to_its_end() -> None:
    assert "AB" not in call_said(Call("AB1000", "Quầy 1"), "vi")
    assert "A bê một không không không" in call_said(Call("AB1000", "Quầy 1"), "vi")


def test_a_counter_with_a_name_of_its_own_keeps_it() -> None:
    call = Call("Đ005", "Phòng 204 – Hộ tịch")
    assert call_said(call, "vi").endswith("đến phòng hai trăm linh bốn Hộ tịch.")
    assert call_said(call, "en").endswith("please see the screen for your counter.")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "không"),
        (10, "mười"),
        (11, "mười một"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (55, "năm mươi lăm"),
        (101, "một trăm linh một"),
        (110, "một trăm mười"),
        (1000, "một nghìn"),
        (2005, "hai nghìn không trăm linh năm"),
        (12345, "một hai ba bốn năm"),
    ],
)
def test_numbers_in_vietnamese(number: int, said: str) -> None:
    assert vi_number(number) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "zero"),
        (13, "thirteen"),
        (21, "twenty-one"),
        (105, "one hundred and five"),
        (1000, "one thousand"),
        (1200, "one thousand two hundred"),
        (2005, "two thousand and five"),
    ],
)
def test_numbers_in_english(number: int, said: str) -> None:
    assert en_number(number) == said


@pytest.mark.parametrize("name", [vi_number, en_number])
def test_no_two_numbers_are_said_alike(name: object) -> None:
    assert callable(name)
    said = [name(number) for number in range(10_000)]
    assert len(set(said)) == len(said)


@given(st.text(max_size=12), st.text(max_size=60), st.sampled_from(sorted(SAID)))
def test_whatever_a_counter_is_called_there_is_a_sentence(
    number: str, counter: str, language: str
) -> None:
    said = call_said(Call(number, counter), language)
    assert said.endswith(".")
    assert "<" not in said
