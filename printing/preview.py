"""Draws what a printer would print, from the very bytes that it would get.

Knows the commands that slips use, and nothing else: an unknown one raises `UnknownCommandError`
instead of being skipped, because a real printer might print it as letters.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, ImageDraw

from printing.fonts import Face, face_font
from printing.slips import SlipError

COLUMN, ROW = 12, 24  # dots of a letter in font A
LINE = 30  # dots of a line feed
LETTER_SIZE = 20  # font size whose letters are one column wide
BORDER = 16  # dots of paper shown beside what can be printed
PAGES = {30: "TCVN-3-1", 31: "TCVN-3-2"}
TWINS = str.maketrans({"Ð": "Đ"})
PAPER, BLACK, EDGE = 255, 0, 160
INK = 255  # a dot that is printed, in a 1-bit image


class UnknownCommandError(SlipError):
    """Bytes that no slip should hold; `offset` counts from the first byte."""

    def __init__(self, offset: int, data: bytes) -> None:
        sentence = _("Lệnh in lạ ở byte thứ %(offset)d: %(bytes)s.")
        shown = data[offset : offset + 4].hex(" ")
        super().__init__(sentence % {"offset": offset, "bytes": shown})
        self.offset = offset


@dataclass(frozen=True)
class _Letter:
    """A letter that waits in the line buffer."""

    text: str
    bold: bool
    times: tuple[int, int]


@dataclass
class _Paper:
    """The roll: bands of ink by the row at which they begin."""

    width: int
    row: int = 0
    bands: list[tuple[int, int, Image.Image]] = field(default_factory=list)
    cuts: list[int] = field(default_factory=list)

    def put(self, ink: Image.Image, align: int) -> None:
        left = (0, (self.width - ink.width) // 2, self.width - ink.width)[align]
        self.bands.append((left, self.row, ink))

    def picture(self) -> Image.Image:
        size = (self.width + 2 * BORDER, max(self.row, 1) + 2 * BORDER)
        picture = Image.new("L", size, PAPER)
        for left, top, ink in self.bands:
            picture.paste(BLACK, (left + BORDER, top + BORDER), ink)
        draw = ImageDraw.Draw(picture)
        for row in self.cuts:
            for x in range(0, picture.width, 16):
                draw.line((x, row + BORDER, x + 8, row + BORDER), fill=EDGE)
        return picture


@dataclass
class _State:
    """What commands change."""

    align: int = 0
    bold: bool = False
    times: tuple[int, int] = (1, 1)
    page: int = 0


class _Interpreter:
    """Reads the bytes once, from the first to the last."""

    def __init__(self, data: bytes, width: int) -> None:
        self.data = data
        self.at = 0  # the next byte
        self.start = 0  # the first one of this command
        self.paper = _Paper(width)
        self.state = _State()
        self.line: list[_Letter] = []

    def run(self) -> Image.Image:
        while self.at < len(self.data):
            self._step()
        self._print_line(0)
        return self.paper.picture()

    def _step(self) -> None:
        self.start = self.at
        for opening, command in COMMANDS.items():
            if self.data.startswith(opening, self.at):
                self.at += len(opening)
                if not command(self):
                    raise UnknownCommandError(self.start, self.data)
                return
        if self.data[self.at] < 0x20:  # noqa: PLR2004 (the first printable code)
            raise UnknownCommandError(self.start, self.data)
        self._letter(self._byte())

    def _byte(self) -> int:
        """Return the next byte; a command that the data end in is unknown."""
        if self.at >= len(self.data):
            raise UnknownCommandError(self.start, self.data)
        self.at += 1
        return self.data[self.at - 1]

    def _letter(self, code: int) -> None:
        text = chr(code) if code < 0x80 else _page(self.state.page)[code - 0x80]  # noqa: PLR2004 (ASCII ends)
        letter = _Letter(text, self.state.bold, self.state.times)
        if sum(COLUMN * one.times[0] for one in [*self.line, letter]) > self.paper.width:
            self._print_line(LINE)
        self.line.append(letter)

    def _print_line(self, feed: int) -> None:
        if self.line:
            ink = _line_ink(self.line)
            self.paper.put(ink, self.state.align)
            feed = max(feed, ink.height)
            self.line = []
        self.paper.row += feed

    def initialise(self) -> bool:
        self.state, self.line = _State(), []
        return True

    def line_feed(self) -> bool:
        self._print_line(LINE)
        return True

    def feed_dots(self) -> bool:
        self._print_line(self._byte())
        return True

    def feed_lines(self) -> bool:
        self._print_line(LINE * self._byte())
        return True

    def align(self) -> bool:
        self.state.align = self._byte()
        return self.state.align <= 2  # noqa: PLR2004 (left, middle, right)

    def bold(self) -> bool:
        self.state.bold = bool(self._byte() & 1)
        return True

    def times(self) -> bool:
        code = self._byte()
        self.state.times = (1 + (code >> 4), 1 + (code & 15))
        return max(self.state.times) <= 8  # noqa: PLR2004 (no printer enlarges more)

    def page(self) -> bool:
        self.state.page = self._byte()
        return self.state.page in PAGES

    def raster(self) -> bool:
        mode, x_low, x_high, y_low, y_high = (self._byte() for _ in range(5))
        columns, rows = x_low + 256 * x_high, y_low + 256 * y_high
        dots = self.data[self.at : self.at + columns * rows]
        if mode != 0 or len(dots) < columns * rows or 8 * columns > self.paper.width + 7:
            return False
        self.at += len(dots)
        self._print_line(0)
        self.paper.put(Image.frombytes("1", (8 * columns, rows), dots), self.state.align)
        self.paper.row += rows
        return True

    def cut(self) -> bool:
        self._print_line(0)
        self.paper.cuts.append(self.paper.row)
        return self._byte() in {0, 1, 48, 49}


COMMANDS: dict[bytes, Callable[[_Interpreter], bool]] = {
    b"\n": _Interpreter.line_feed,
    b"\x1b@": _Interpreter.initialise,
    b"\x1ba": _Interpreter.align,
    b"\x1bJ": _Interpreter.feed_dots,
    b"\x1bd": _Interpreter.feed_lines,
    b"\x1bE": _Interpreter.bold,
    b"\x1bt": _Interpreter.page,
    b"\x1d!": _Interpreter.times,
    b"\x1dv0": _Interpreter.raster,
    b"\x1dV": _Interpreter.cut,
}


def slip_picture(data: bytes, *, width_dots: int) -> bytes:
    """Return the PNG of what a printer of this width prints; raises `UnknownCommandError`."""
    file = BytesIO()
    _Interpreter(data, width_dots).run().save(file, "PNG", optimize=True)
    return file.getvalue()


@lru_cache
def _page(number: int) -> str:
    """Return the upper half of a code page; before any is chosen, boxes."""
    from escpos.codepages import CodePages  # noqa: PLC0415 (loads slowly; only text needs it)

    if number not in PAGES:
        return "\ufffd" * 128
    return "".join(CodePages.get_encoding(PAGES[number])["data"]).translate(TWINS)


def _line_ink(line: list[_Letter]) -> Image.Image:
    width = sum(COLUMN * letter.times[0] for letter in line)
    height = max(ROW * letter.times[1] for letter in line)
    ink, x = Image.new("1", (width, height + 6)), 0
    for letter in line:
        drawn = _letter_ink(letter.text, letter.bold)
        size = (COLUMN * letter.times[0], drawn.height * letter.times[1])
        ink.paste(drawn.resize(size, Image.Resampling.NEAREST), (x, height - ROW * letter.times[1]))
        x += size[0]
    return ink


@lru_cache(maxsize=512)
def _letter_ink(text: str, bold: bool) -> Image.Image:  # noqa: FBT001 (a letter's weight)
    ink = Image.new("1", (COLUMN, ROW + 6))
    draw, font = ImageDraw.Draw(ink), face_font(Face.MONO, LETTER_SIZE)
    for shift in (0, 1) if bold else (0,):
        draw.text((shift, ROW - 3), text, font=font, fill=INK, anchor="ls")
    return ink
