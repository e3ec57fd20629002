"""Text in the printer's own letters: byte for byte TCVN-3, or an error before any byte."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printing.slips import UnencodableError, slip_bytes
from printing.text import VIETNAMESE_LETTERS
from tests.printing.decoder import decode
from tests.printing.samples import APOLOGY, RECEIPT, SAMPLES, TICKET

# From the standard's table: page 30 has small letters, page 31 capitals.
BYTES = {
    "ấ": b"\x1bt\x1e\xca",
    "ặ": b"\x1bt\x1e\xc6",
    "đ": b"\x1bt\x1e\xae",
    "ỵ": b"\x1bt\x1e\xfe",
    "Đ": b"\x1bt\x1f\xa7",
    "Ấ": b"\x1bt\x1f\xca",
    "Ỵ": b"\x1bt\x1f\xfe",
    "Ă": b"\x1bt\x1f\xa1",
}


def printed(name: str, width: int = 576) -> str:
    slip = replace(TICKET, service=name)
    return decode(slip_bytes(slip, width_dots=width, text="TCVN-3"), width).text


@pytest.mark.parametrize("letter", sorted(VIETNAMESE_LETTERS))
def test_every_vietnamese_letter_comes_out(letter: str) -> None:
    assert letter in printed(f"x{letter}x")


@pytest.mark.parametrize("letter", BYTES)
def test_letter_has_the_bytes_of_the_standard(letter: str) -> None:
    page = "ầ" if letter.isupper() else "Ầ"  # so that the page must be changed
    data = slip_bytes(replace(TICKET, service=page + letter), width_dots=576, text="TCVN-3")
    assert BYTES[letter] in data


def test_slips_read_as_they_were_written() -> None:
    sheet = decode(slip_bytes(RECEIPT, width_dots=576, text="TCVN-3"), 576)
    for words in (
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "Mã hồ sơ",
        "Người nộp: Nguyễn Thị Phượng",
        "Hẹn trả kết quả",
        "thứ Sáu, 27/11/2026 lúc 17:30",
        "1. Tờ khai theo mẫu (bản chính, 1 tờ)",
        "Phí, lệ phí: Miễn lệ phí",
    ):
        assert words in sheet.text


@settings(max_examples=40, deadline=None)
@given(name=st.text(alphabet=sorted(VIETNAMESE_LETTERS) + list("abcXYZ0189 -/.,"), max_size=300))
def test_lines_are_never_longer_than_the_paper(name: str) -> None:
    sheet = decode(slip_bytes(replace(APOLOGY, applicant=name), width_dots=384, text="TCVN-3"), 384)
    assert max(len(line) for line in sheet.lines) <= 384 // 12


@pytest.mark.parametrize("letter", ["🙂", "漢", "ß", "Œ", "Я"])
def test_letter_outside_the_code_page_is_an_error_that_names_it(letter: str) -> None:
    slip = replace(TICKET, service=f"Hộ tịch {letter}")
    with pytest.raises(UnencodableError, match=letter):
        slip_bytes(slip, width_dots=576, text="TCVN-3")


def test_signs_of_ours_have_plain_stand_ins() -> None:
    assert '"Hẹn" - trả...' in printed("«Hẹn» – trả…")


def test_no_question_mark_is_ever_printed() -> None:
    samples: list[Any] = [TICKET, RECEIPT, APOLOGY]
    for slip in samples:
        assert "?" not in decode(slip_bytes(slip, width_dots=384, text="TCVN-3"), 384).text


@pytest.mark.parametrize("page", ["WPC1258:52", "WPC1258:27", "VISCII:27"])
@pytest.mark.parametrize("name", SAMPLES)
def test_other_code_pages_say_the_same(name: str, page: str) -> None:
    """Lines with one of the six letters that VISCII lacks are drawn, so they are no text."""
    slip = SAMPLES[name]
    said = decode(slip_bytes(slip, width_dots=576, text="TCVN-3"), 576).lines
    here = decode(slip_bytes(slip, width_dots=576, text=page), 576, page).lines
    lacking = set("ẲẴẪỶỸỴ") if page.startswith("VISCII") else set()
    assert here == [line for line in said if not lacking & set(line)]


@pytest.mark.parametrize("letter", sorted(VIETNAMESE_LETTERS - set("ẲẴẪỶỸỴ")))
def test_every_letter_comes_out_in_each(letter: str) -> None:
    for page in ("WPC1258:52", "VISCII:27"):
        data = slip_bytes(replace(TICKET, service=f"x{letter}x"), width_dots=576, text=page)
        assert f"x{letter}x" in decode(data, 576, page).text


def test_the_chinese_mode_is_left_where_printers_begin_in_it() -> None:
    for page, left in (("WPC1258:27", True), ("WPC1258:52", False), ("TCVN-3", False)):
        data = slip_bytes(TICKET, width_dots=576, text=page)
        assert (b"\x1c." in data) == left
