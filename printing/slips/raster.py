"""A slip as raster: Vietnamese comes out right on any ESC/POS printer, whatever letters it has.

Each line is drawn once in 1 bit, cropped to its ink and sent as `GS v 0`; blank rows are fed. A
line that was drawn before (the office's name, the instructions) comes from a cache.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import segno
from PIL import Image, ImageChops, ImageDraw
from PIL.ImageFont import FreeTypeFont

from printing.fonts import Face, face_font
from printing.slips.parts import Code, Gap, Number, Part, Parts, Rule, Run, Size, Text
from printing.slips.printer import HIGHEST_RASTER, cut_slip, feed_dots, slip_printer
from printing.slips.wrapping import Line, balanced, wrapped
from printing.text import printable

# Ascent and line height of Noto Sans in parts of an em: two marks on a capital and a dot below
# still lie within the line.
ASCENT = 1.07
LINE_HEIGHT = 1.37
# Blank dots at either edge: few printers reach the paper's edge exactly.
MARGIN = 8
NARROW = 384  # dots across 58 mm paper
FONT_SIZES: Mapping[bool, Mapping[Size, int]] = {
    False: {Size.SMALL: 24, Size.BODY: 27, Size.LARGE: 34, Size.TITLE: 32},
    True: {Size.SMALL: 21, Size.BODY: 24, Size.LARGE: 28, Size.TITLE: 27},
}
NUMBER_SIZE = {False: 210, True: 150}
# Dots of a QR module: 0.75 mm and 0.6 mm are read by old phones in poor light.
MODULE = {False: 6, True: 5}
SMALLEST_NUMBER = 20
SHARE_OF_NUMBER = 0.94
AROUND_NUMBER = 14  # dots
QUIET_ZONE = 4  # modules
INK = 255  # a dot that is printed, in a 1-bit image


@dataclass(frozen=True)
class Strip:
    """A band of paper: blank rows, the commands that print its ink, blank rows."""

    above: int
    raster: bytes
    below: int
    centred: bool


def raster_slip(parts: Parts, width_dots: int) -> bytes:
    """Return the slip as ESC/POS bytes for paper of `width_dots` (203 dpi)."""
    printer = slip_printer(width_dots)
    printer.hw("INIT")
    blank, middle = 0, False
    for strip in _strips(parts, width_dots):
        blank += strip.above
        if strip.raster:
            feed_dots(printer, blank)
            if strip.centred != middle:
                middle = strip.centred
                printer.set(align="center" if middle else "left")
            printer._raw(strip.raster)  # noqa: SLF001 (made by python-escpos, kept in the cache)
            blank = 0
        blank += strip.below
    cut_slip(printer)
    return bytes(printer.output)


def _strips(parts: Parts, width: int) -> Iterator[Strip]:
    for part in parts:
        yield from _part_strips(part, width)


def _part_strips(part: Part, width: int) -> Iterator[Strip]:
    match part:
        case Text():
            yield from _text_strips(part, width)
        case Number():
            yield _number_strip(printable(part.text), width)
        case Code():
            yield code_strip(part.content, width)
        case Rule():
            yield _rule_strip(width)
        case Gap():
            yield Strip(part.dots, b"", 0, centred=False)


@lru_cache(maxsize=512)
def _text_strips(text: Text, width: int) -> tuple[Strip, ...]:
    size = FONT_SIZES[width <= NARROW][text.size]
    marker = f"{printable(text.marker)} " if text.marker else ""
    indent = round(_length(Run(marker), size))
    room = width - 2 * MARGIN - indent
    if text.centred:
        lines = balanced(text.runs, room, lambda run: _length(run, size))
        return tuple(_line_strip(line, size, 0, centred=True) for line in lines)
    lines = wrapped(text.runs, room, lambda run: _length(run, size))
    first = [_line_strip((Run(marker), *line), size, MARGIN) for line in lines[:1]]
    return (*first, *(_line_strip(line, size, MARGIN + indent) for line in lines[1:]))


@lru_cache(maxsize=4096)
def _length(run: Run, size: int) -> float:
    return _font(run, size).getlength(run.text, mode="1")


def _font(run: Run, size: int) -> FreeTypeFont:
    return face_font(Face.BOLD if run.bold else Face.REGULAR, size)


def _line_strip(line: Line, size: int, left: int, *, centred: bool = False) -> Strip:
    """Return one line of text; letters that the font lacks show as an empty box."""
    canvas = Image.new("1", (_line_width(line, size) + left + 2 * size, round(size * LINE_HEIGHT)))
    draw = ImageDraw.Draw(canvas)
    x = float(left + (size if centred else 0))
    for run in line:
        place = (round(x), round(size * ASCENT))
        draw.text(place, run.text, font=_font(run, size), fill=INK, anchor="ls")
        x += _length(run, size)
    return _strip(canvas, centred=centred)


def _line_width(line: Line, size: int) -> int:
    return round(sum(_length(run, size) for run in line))


@lru_cache(maxsize=64)
def _number_strip(text: str, width: int) -> Strip:
    run, size = Run(text, bold=True), NUMBER_SIZE[width <= NARROW]
    while size > SMALLEST_NUMBER and _length(run, size) > width * SHARE_OF_NUMBER:
        size -= 2
    # Digits and capitals fill little of a line's height: the blank above and below is set anew.
    raster = _line_strip((run,), size, 0, centred=True).raster
    return Strip(AROUND_NUMBER, raster, AROUND_NUMBER, centred=True)


@lru_cache(maxsize=4)
def _rule_strip(width: int) -> Strip:
    canvas = Image.new("1", (width, 14))
    ImageDraw.Draw(canvas).rectangle((0, 6, width - 1, 7), fill=INK)
    return _strip(canvas, centred=False)


def code_strip(content: str, width: int) -> Strip:
    """Return a QR code; level M survives a fold or a scratch on thermal paper."""
    module = MODULE[width <= NARROW]
    code = segno.make_qr(content, error="m")
    rows = [bytes(row) for row in code.matrix]
    small = Image.frombytes("L", (len(rows[0]), len(rows)), b"".join(rows))
    large = small.resize((small.width * module, small.height * module), Image.Resampling.NEAREST)
    zone = QUIET_ZONE * module
    ink = _strip(large.point(lambda dark: 255 * dark, "1"), centred=True)
    return Strip(zone, ink.raster, zone, centred=True)


def _strip(canvas: Image.Image, *, centred: bool) -> Strip:
    """Return a drawing (ink is set) cropped to its ink; a left-hand one keeps its distance."""
    box = canvas.getbbox()
    if box is None:
        return Strip(canvas.height, b"", 0, centred)
    left, top, right, bottom = box
    ink = canvas.crop((left if centred else 0, top, right, bottom))
    return Strip(top, _raster(ink), canvas.height - bottom, centred)


def _raster(ink: Image.Image) -> bytes:
    printer = slip_printer(ink.width)
    printer.image(ImageChops.invert(ink), fragment_height=HIGHEST_RASTER)
    return bytes(printer.output)
