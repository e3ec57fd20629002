"""The preview draws what a printer would print, and refuses what it does not know."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops

from printing.preview import BORDER, UnknownCommandError, slip_picture
from printing.slips import slip_bytes
from tests.printing.decoder import decode
from tests.printing.samples import SAMPLES


def drawn(data: bytes, width: int = 576, text: str = "raster") -> Image.Image:
    with Image.open(BytesIO(slip_picture(data, width_dots=width, text=text))) as picture:
        return picture.convert("L")


@pytest.mark.parametrize("width", [576, 384])
@pytest.mark.parametrize("name", SAMPLES)
def test_it_has_the_dots_of_the_printer(name: str, width: int) -> None:
    data = slip_bytes(SAMPLES[name], width_dots=width, text="raster")
    printed = decode(data, width).picture
    picture = drawn(data, width).crop((BORDER, BORDER, BORDER + width, BORDER + printed.height))
    ink = picture.point(lambda dot: 0 if dot == 0 else 255)  # without the line of the cut
    assert ImageChops.difference(ink, printed).getbbox() is None


@pytest.mark.parametrize("text", ["TCVN-3", "WPC1258:52", "VISCII:27"])
@pytest.mark.parametrize("name", SAMPLES)
def test_it_draws_the_printer_s_own_letters(name: str, text: str) -> None:
    data = slip_bytes(SAMPLES[name], width_dots=384, text=text)
    dark = drawn(data, 384, text).histogram()[0]
    assert dark > 5000


def test_it_draws_a_code_that_the_printer_would_draw() -> None:
    drawn_here = slip_bytes(SAMPLES["ticket"], width_dots=576, text="raster")
    drawn_there = slip_bytes(SAMPLES["ticket"], width_dots=576, text="raster", native_codes=True)
    assert drawn(drawn_there).size == drawn(drawn_here).size


@pytest.mark.parametrize(
    ("data", "offset"),
    [
        (b"\x1b@\x1bp0", 2),  # opens a cash drawer
        (b"\x1b@AB\x07", 4),
        (b"\x1b@\x1dv0\x04\x01\x00\x01\x00\xff", 2),  # a raster in no known mode
        (b"\x1b@\x1d(k\x03\x001C", 2),  # a code of nothing
        (b"\x1b@\x1dv0\x00\x02\x00\x02\x00\xff", 2),  # ends too early
        (b"\x1b@\x1bt\x05", 2),  # another code page
        (b"\x1ba", 0),
        (b"\x1b", 0),
    ],
)
def test_unknown_command_is_named_and_not_skipped(data: bytes, offset: int) -> None:
    with pytest.raises(UnknownCommandError, match=data[offset : offset + 4].hex(" ")) as problem:
        slip_picture(data, width_dots=576)
    assert problem.value.offset == offset


def test_nothing_at_all_is_blank_paper() -> None:
    assert set(drawn(b"").tobytes()) == {255}


def test_long_line_goes_on_below() -> None:
    one, two = drawn(b"\x1b@" + b"A" * 48 + b"\n"), drawn(b"\x1b@" + b"A" * 49 + b"\n")
    assert two.height == one.height + 30
