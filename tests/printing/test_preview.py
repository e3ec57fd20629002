"""The preview draws what a printer would print, and refuses what it does not know."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops

from printing.preview import BORDER, UnknownCommandError, slip_picture
from printing.slips import slip_bytes
from tests.printing.decoder import decode
from tests.printing.samples import SAMPLES


def drawn(data: bytes, width: int = 576) -> Image.Image:
    with Image.open(BytesIO(slip_picture(data, width_dots=width))) as picture:
        return picture.convert("L")


@pytest.mark.parametrize("width", [576, 384])
@pytest.mark.parametrize("name", SAMPLES)
def test_it_has_the_dots_of_the_printer(name: str, width: int) -> None:
    data = slip_bytes(SAMPLES[name], width_dots=width, text="raster")
    printed = decode(data, width).picture
    picture = drawn(data, width).crop((BORDER, BORDER, BORDER + width, BORDER + printed.height))
    ink = picture.point(lambda dot: 0 if dot == 0 else 255)  # without the line of the cut
    assert ImageChops.difference(ink, printed).getbbox() is None


@pytest.mark.parametrize("name", SAMPLES)
def test_it_draws_the_printer_s_own_letters(name: str) -> None:
    data = slip_bytes(SAMPLES[name], width_dots=384, text="TCVN-3")
    dark = drawn(data, 384).histogram()[0]
    assert dark > 5000


@pytest.mark.parametrize(
    ("data", "offset"),
    [
        (b"\x1b@\x1bp0", 2),  # opens a cash drawer
        (b"\x1b@AB\x07", 4),
        (b"\x1b@\x1dv0\x01\x01\x00\x01\x00\xff", 2),  # a raster of double width
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
