"""Whatever people are called, a slip is a slip: no command, nothing clipped, no crash."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printing.slips import Slip, SlipError, slip_bytes
from printing.text import VIETNAMESE_LETTERS, printable
from tests.printing.decoder import decode
from tests.printing.samples import APOLOGY, RECEIPT, SUPPLEMENT, TICKET

anything = st.text(max_size=300)


def comes_out(slip: Slip, width: int, said: str) -> bool:
    """Tell whether a slip comes out whole, or is refused for a letter of what it says."""
    try:
        data = slip_bytes(slip, width_dots=width, text="raster")
    except SlipError as refusal:
        return any(f"«{one}»" in str(refusal) for one in printable(said))
    return decode(data, width).cuts == 1


@settings(max_examples=40, deadline=None)
@given(name=anything, reason=anything, width=st.sampled_from([576, 384]))
def test_any_name_and_reason_print(name: str, reason: str, width: int) -> None:
    assert comes_out(replace(APOLOGY, applicant=name, reason=reason), width, name + reason)


@settings(max_examples=20, deadline=None)
@given(text=anything)
def test_any_office_service_and_number_print(text: str) -> None:
    slip = replace(TICKET, office=text, service=text, number=text[:12], priority=text)
    assert comes_out(slip, 384, text)


@pytest.mark.parametrize("width", [576, 384])
def test_name_of_300_letters_is_wrapped(width: int) -> None:
    short = decode(slip_bytes(RECEIPT, width_dots=width, text="raster"), width)
    long = replace(RECEIPT, applicant="Ẫ" * 300)
    sheet = decode(slip_bytes(long, width_dots=width, text="raster"), width)
    assert len(sheet.rows) > len(short.rows) + 300


def test_commands_in_a_name_are_not_carried_out() -> None:
    evil = "An\x1b@\x1dV\x00\x10\x14\x01\x1bp0 Bình\n\r\x00"
    for text in ("raster", "TCVN-3"):
        wanted = slip_bytes(replace(APOLOGY, applicant="An@ Vp0 Bình"), width_dots=576, text=text)
        assert slip_bytes(replace(APOLOGY, applicant=evil), width_dots=576, text=text) == wanted


def test_decomposed_text_prints_as_composed() -> None:
    composed = replace(APOLOGY, applicant="Nguyễn Thị Phượng")
    decomposed = replace(APOLOGY, applicant="Nguye\u0302\u0303n Thi\u0323 Phu\u031bo\u031b\u0323ng")
    assert slip_bytes(composed, width_dots=576, text="raster") == slip_bytes(
        decomposed, width_dots=576, text="raster"
    )


@pytest.mark.parametrize("letter", ["漢", "א", "ب", "٣"])
def test_a_letter_that_the_font_lacks_is_named_before_the_paper_moves(letter: str) -> None:
    with pytest.raises(SlipError, match=f"«{letter}»"):
        slip_bytes(replace(APOLOGY, applicant=f"An {letter}"), width_dots=576, text="raster")


def test_letters_of_other_alphabets_that_the_font_has_are_printed() -> None:
    slip = replace(APOLOGY, applicant="Łukasz Ωμέγα Żółć Юрий")
    assert decode(slip_bytes(slip, width_dots=576, text="raster"), 576).cuts == 1


def test_a_sign_that_the_font_lacks_shows_as_a_box() -> None:
    """Two different such signs look the same, and not like nothing."""
    shown = [
        slip_bytes(replace(APOLOGY, applicant=name), width_dots=576, text="raster")
        for name in ("🙂", "🜁", "")
    ]
    assert shown[0] == shown[1] != shown[2]


def test_slip_ends_with_a_feed_and_one_cut() -> None:
    data = slip_bytes(TICKET, width_dots=576, text="raster")
    sheet = decode(data, 576)
    assert data.endswith(b"\x1dV\x00")
    assert sheet.cuts == 1
    assert sheet.blank_after_last_ink >= 120  # 15 mm: the cutter is above the head


def test_blank_rows_are_fed_and_not_sent() -> None:
    data = slip_bytes(TICKET, width_dots=576, text="raster")
    sheet = decode(data, 576)
    assert len(data) < len(sheet.rows) * 576 // 8 // 2


def test_nothing_is_said_on_standard_output(capfd: pytest.CaptureFixture[str]) -> None:
    """python-escpos prints a complaint for each picture on paper of unknown width."""
    for width in (576, 384):
        slip_bytes(replace(RECEIPT, applicant=f"Khổ {width}"), width_dots=width, text="raster")
    assert capfd.readouterr().out == ""


def test_copy_is_marked() -> None:
    original = decode(slip_bytes(TICKET, width_dots=576, text="TCVN-3"), 576)
    copy = decode(slip_bytes(replace(TICKET, is_copy=True), width_dots=576, text="TCVN-3"), 576)
    assert "BẢN SAO" not in original.text
    assert "BẢN SAO" in copy.text


def test_raster_ticket_is_short() -> None:
    """What a printer at 9,600 baud takes in 15 seconds is too long; of this one 14 kB are."""
    assert len(slip_bytes(TICKET, width_dots=576, text="raster")) <= 14_000


evil = st.text(
    alphabet=st.one_of(
        st.characters(max_codepoint=0x9F),
        st.sampled_from("\x1b\x1d\x1c\x10\x14\u202e\u200f\u0301\u0323אب🙂👨‍👩‍👧"),
        st.sampled_from(sorted(VIETNAMESE_LETTERS)),
    ),
    max_size=300,
)
EVERYTHING = ("raster", "TCVN-3", "WPC1258:27", "VISCII:27")


@settings(max_examples=60, deadline=None)
@given(
    name=evil,
    sample=st.sampled_from([APOLOGY, RECEIPT, SUPPLEMENT]),
    width=st.sampled_from([576, 384]),
    text=st.sampled_from(EVERYTHING),
)
def test_no_name_is_ever_a_command(name: str, sample: Any, width: int, text: str) -> None:
    """What comes out is what comes out of the name without its commands, or a clear refusal."""
    slip = replace(sample, applicant=name)
    try:
        data = slip_bytes(slip, width_dots=width, text=text)
    except SlipError as refusal:
        named = [one for one in printable(name) if f"«{one}»" in str(refusal)]
        assert named
        return
    clean = replace(sample, applicant=printable(name))
    assert data == slip_bytes(clean, width_dots=width, text=text)
    assert decode(data, width, text).cuts == 1
