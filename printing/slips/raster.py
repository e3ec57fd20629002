"""A slip as raster: Vietnamese comes out right on any ESC/POS printer, whatever letters it has.

Each line is put together from letters that are drawn once, in 1 bit, cropped to its ink and sent as
`GS v 0`; blank rows are fed. A line that was made before (the office's name, the instructions)
comes from a cache.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import Any

from django.utils.translation import gettext as _
from PIL import Image, ImageDraw

from printing.fonts import Face, face_font, has_letter
from printing.slips.codes import code_matrix, module_of, native_code
from printing.slips.errors import SlipError
from printing.slips.parts import (
    Code,
    Figure,
    Gap,
    Number,
    Part,
    Parts,
    Picture,
    Rule,
    Run,
    Size,
    Text,
)
from printing.slips.printer import HIGHEST_RASTER, cut_slip, feed_dots, slip_printer
from printing.slips.wrapping import Line, balanced, wrapped
from printing.text import printable

# Of Noto Sans in parts of an em: two marks on a capital and a dot below still lie within the line.
ASCENT, DESCENT = 1.15, 0.25
# Blank dots at either edge: few printers reach the paper's edge exactly.
MARGIN = 8
NARROW = 384  # dots across 58 mm paper
FONT_SIZES: Mapping[bool, Mapping[Size, int]] = {
    False: {Size.SMALL: 21, Size.BODY: 24, Size.LARGE: 34, Size.TITLE: 30},
    True: {Size.SMALL: 20, Size.BODY: 23, Size.LARGE: 28, Size.TITLE: 26},
}
NUMBER_SIZE = {False: 140, True: 128}
SMALLEST_NUMBER = 20
SMALLEST_LINE = 12
SHARE_OF_NUMBER = 0.94
AROUND_NUMBER = 12  # dots
BETWEEN = 16  # dots between the two sides of a table's line
QUIET_ZONE = 4  # modules
INK = 255  # a dot that is printed, in a 1-bit image
RASTER = b"\x1dv0"
# Modes of GS v 0: each dot once, or as a square of four.
SINGLE, FOURFOLD = 0, 3

# Unicode's categories of what a name is made of: in its place nothing else may stand on paper.
LETTERS_AND_DIGITS = "LN"


class UndrawableError(SlipError):
    """A letter that the font lacks; the sentence names it and the cure."""

    def __init__(self, letter: str) -> None:
        sentence = _("Phiếu không in được chữ «%(letter)s». Hãy viết bằng chữ Việt rồi in lại.")
        super().__init__(sentence % {"letter": letter})


@dataclass(frozen=True)
class Strip:
    """A band of paper: blank rows, the commands that print its ink, blank rows."""

    above: int
    raster: bytes
    below: int
    centred: bool


@dataclass(frozen=True)
class Glyph:
    """A drawn letter: its ink, where that begins beside and below the pen, and the pen's way."""

    ink: Image.Image | None
    left: int
    top: int
    advance: int


def raster_slip(parts: Parts, width_dots: int, *, native_codes: bool = False) -> bytes:
    """Return the slip as ESC/POS bytes for paper of `width_dots` (203 dpi)."""
    printer = slip_printer(width_dots)
    printer.hw("INIT")
    raster_parts(printer, parts, width_dots, native_codes=native_codes)
    cut_slip(printer)
    return bytes(printer.output)


def raster_parts(printer: Any, parts: Parts, width: int, *, native_codes: bool = False) -> None:
    """Print parts on a printer that is aligned to the left; it stays where the parts leave it."""
    blank, middle = 0, False
    for part in parts:
        for strip in _part_strips(part, width, native_codes=native_codes):
            blank += strip.above
            if strip.raster:
                feed_dots(printer, blank)
                if strip.centred != middle:
                    middle = strip.centred
                    printer.set(align="center" if middle else "left")
                printer._raw(strip.raster)  # noqa: SLF001 (whole commands; python-escpos has no such door)
                blank = 0
            blank += strip.below
    feed_dots(printer, blank)


def _part_strips(part: Part, width: int, *, native_codes: bool) -> Iterator[Strip]:
    match part:
        case Text():
            yield from _text_strips(part, width)
        case Number():
            yield number_strip(printable(part.text), width)
        case Code():
            yield (
                native_strip(part.content, width)
                if native_codes
                else code_strip(part.content, width)
            )
        case Figure():
            yield from _figure_strips(part, width)
        case Picture():
            yield picture_strip(part)
        case Rule():
            yield _rule_strip(width)
        case Gap():
            yield Strip(part.dots, b"", 0, centred=False)


@lru_cache(maxsize=512)
def _text_strips(text: Text, width: int) -> tuple[Strip, ...]:
    size = FONT_SIZES[width <= NARROW][text.size]
    marker = f"{printable(text.marker)} " if text.marker else ""
    indent = _length(Run(marker), size)
    room = width - 2 * MARGIN - indent
    if text.centred:
        lines = balanced(text.runs, room, lambda run: _length(run, size))
        return tuple(line_strip(line, size, 0, centred=True) for line in lines)
    lines = wrapped(text.runs, room, lambda run: _length(run, size))
    first = [line_strip((Run(marker), *line), size, MARGIN) for line in lines[:1]]
    return (*first, *(line_strip(line, size, MARGIN + indent) for line in lines[1:]))


@lru_cache(maxsize=512)
def _figure_strips(figure: Figure, width: int) -> tuple[Strip, ...]:
    """Return the lines of the label, with the value at the right end of the last."""
    size = FONT_SIZES[width <= NARROW][Size.BODY]
    value = Run(printable(figure.value), bold=True)
    room = width - 2 * MARGIN - BETWEEN - _length(value, size)
    label = (Run(figure.label, figure.bold),)
    lines = wrapped(label, max(room, width // 2), lambda run: _length(run, size)) or [()]
    right = width - MARGIN - _length(value, size)
    above = [line_strip(line, size, MARGIN) for line in lines[:-1]]
    return (*above, _line_with_value(lines[-1], value, size, right))


def _line_with_value(line: Line, value: Run, size: int, right: int) -> Strip:
    canvas = _canvas(right + _length(value, size), size)
    _draw(canvas, line, size, MARGIN)
    _draw(canvas, (value,), size, right)
    return _strip(canvas, centred=False)


def fitting_size(line: Line, width: int) -> int:
    """Return how large a line is drawn that stands among a printer's own letters, dots an em."""
    size = FONT_SIZES[width <= NARROW][Size.BODY]
    while size > SMALLEST_LINE and sum(_length(run, size) for run in line) > width - MARGIN:
        size -= 1
    return size


def _length(run: Run, size: int) -> int:
    return sum(_glyph(letter, run.bold, size).advance for letter in run.text)


@lru_cache(maxsize=4096)
def _glyph(letter: str, bold: bool, size: int) -> Glyph:  # noqa: FBT001 (a letter's weight)
    """Return a letter in 1 bit; a sign (no letter, no digit) that the font lacks is an empty box.

    Raises `UndrawableError`.
    """
    face = Face.BOLD if bold else Face.REGULAR
    if unicodedata.category(letter)[0] in LETTERS_AND_DIGITS and not has_letter(face, letter):
        raise UndrawableError(letter)
    font = face_font(face, size)
    left, top, right, bottom = font.getbbox(letter, mode="1", anchor="ls")
    advance = round(font.getlength(letter, mode="1"))
    if right <= left or bottom <= top:
        return Glyph(None, 0, 0, advance)
    ink = Image.new("1", (int(right - left), int(bottom - top)))
    ImageDraw.Draw(ink).text((-left, -top), letter, font=font, fill=INK, anchor="ls")
    return Glyph(ink, int(left), int(top), advance)


def line_strip(line: Line, size: int, left: int, *, centred: bool = False) -> Strip:
    """Return one line of text; raises `UndrawableError`."""
    start = left + (size if centred else 0)
    canvas = _canvas(start + sum(_length(run, size) for run in line), size)
    _draw(canvas, line, size, start)
    return _strip(canvas, centred=centred)


def _canvas(width: int, size: int) -> Image.Image:
    return Image.new("1", (width + size, ceil(size * ASCENT) + ceil(size * DESCENT)))


def _draw(canvas: Image.Image, line: Line, size: int, x: int) -> None:
    base = ceil(size * ASCENT)
    for run in line:
        for letter in run.text:
            glyph = _glyph(letter, run.bold, size)
            if glyph.ink is not None:
                canvas.paste(INK, (x + glyph.left, base + glyph.top), glyph.ink)
            x += glyph.advance


@lru_cache(maxsize=64)
def number_strip(text: str, width: int) -> Strip:
    """Return one word as large as its measure and the paper allow."""
    run, size = Run(text, bold=True), NUMBER_SIZE[width <= NARROW]
    while size > SMALLEST_NUMBER and _length(run, size) > width * SHARE_OF_NUMBER:
        size -= 2
    # Digits and capitals fill little of a line's height: the blank above and below is set anew.
    raster = line_strip((run,), size, 0, centred=True).raster
    return Strip(AROUND_NUMBER, raster, AROUND_NUMBER, centred=True)


@lru_cache(maxsize=4)
def _rule_strip(width: int) -> Strip:
    canvas = Image.new("1", (width, 14))
    ImageDraw.Draw(canvas).rectangle((0, 6, width - 1, 7), fill=INK)
    return _strip(canvas, centred=False)


def code_strip(content: str, width: int) -> Strip:
    """Return a QR code; where a module has an even number of dots, at a quarter of the bytes."""
    rows = code_matrix(content)
    module = module_of(len(rows), width)
    factor, mode = (module // 2, FOURFOLD) if module % 2 == 0 else (module, SINGLE)
    small = Image.frombytes("L", (len(rows), len(rows)), b"".join(rows))
    large = small.resize((len(rows) * factor,) * 2, Image.Resampling.NEAREST)
    ink = large.point(lambda dark: INK * dark, "1")
    zone = QUIET_ZONE * module
    return Strip(zone, raster_command(ink, mode), zone, centred=True)


def native_strip(content: str, width: int) -> Strip:
    """Return the commands with which the printer draws a QR code itself."""
    side = len(code_matrix(content))
    module = module_of(side, width)
    zone = QUIET_ZONE * module
    return Strip(zone, native_code(content, module), zone, centred=True)


def picture_strip(picture: Picture) -> Strip:
    """Return dots that were drawn before."""
    ink = Image.frombytes("1", (picture.width, picture.height), picture.rows)
    return _strip(ink, centred=True)


def _strip(canvas: Image.Image, *, centred: bool) -> Strip:
    """Return a drawing (ink is set) cropped to its ink; a left-hand one keeps its distance."""
    box = canvas.getbbox()
    if box is None:
        return Strip(canvas.height, b"", 0, centred)
    left, top, right, bottom = box
    ink = canvas.crop((left if centred else 0, top, right, bottom))
    return Strip(top, raster_command(ink), canvas.height - bottom, centred)


def raster_command(ink: Image.Image, mode: int = SINGLE) -> bytes:
    """Return `GS v 0` for a drawing, in pieces that small printers buffer.

    Written here and not by python-escpos, which takes longer for it than the drawing took and
    knows no other mode.
    """
    columns, dots = -(-ink.width // 8), ink.tobytes()
    pieces = []
    for top in range(0, ink.height, HIGHEST_RASTER):
        rows = dots[columns * top : columns * (top + HIGHEST_RASTER)]
        count = len(rows) // columns
        size = columns.to_bytes(2, "little") + count.to_bytes(2, "little")
        pieces.append(RASTER + bytes([mode]) + size + rows)
    return b"".join(pieces)
