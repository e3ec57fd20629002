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

from printing.code_pages import RASTER, code_page
from printing.fonts import Face, face_font
from printing.slips import SlipError
from printing.slips.codes import code_matrix

COLUMN, ROW = 12, 24  # dots of a letter in font A
LINE = 30  # dots of a line feed
LETTER_SIZE = 20  # font size whose letters are one column wide
BORDER = 16  # dots of paper shown beside what can be printed
PAPER, BLACK, EDGE = 255, 0, 160
INK = 255  # a dot that is printed, in a 1-bit image
FIRST_LETTER = 0x20
ASCII_ENDS = 0x80
FOURFOLD = 3  # the mode of GS v 0 that doubles dots both ways
# Functions of GS ( k for QR codes, and the kind of code that it is.
CODE_IS_QR = 49
CODE_SIZE, CODE_CONTENT, CODE_DRAW = 67, 80, 81
CODE_FUNCTIONS = frozenset({65, CODE_SIZE, 69, CODE_CONTENT, CODE_DRAW})


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
    page: int = -1  # the number of ESC t; before any is chosen the printer's own, unknown here


class _Interpreter:
    """Reads the bytes once, from the first to the last."""

    def __init__(self, data: bytes, width: int, text: str) -> None:
        self.data = data
        self.letters = None if text == RASTER else code_page(text)
        self.at = 0  # the next byte
        self.start = 0  # the first one of this command
        self.paper = _Paper(width)
        self.state = _State()
        self.line: list[_Letter] = []
        self.code = b""  # the content of a QR code that the printer keeps until it is drawn
        self.module = 3

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
        if self.data[self.at] < FIRST_LETTER:
            raise UnknownCommandError(self.start, self.data)
        self._letters()

    def _byte(self) -> int:
        """Return the next byte; a command that the data end in is unknown."""
        if self.at >= len(self.data):
            raise UnknownCommandError(self.start, self.data)
        self.at += 1
        return self.data[self.at - 1]

    def _letters(self) -> None:
        """Take the letters up to the next command into the line."""
        start = self.at
        while self.at < len(self.data) and self.data[self.at] >= FIRST_LETTER:
            self.at += 1
        for text in self._read(self.data[start : self.at]):
            self._letter(text)

    def _read(self, data: bytes) -> str:
        if self.letters is None:
            return "".join(chr(one) if one < ASCII_ENDS else "\ufffd" for one in data)
        return self.letters.read(self.state.page, data)

    def _letter(self, text: str) -> None:
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
        return self.letters is not None

    def leave_chinese(self) -> bool:
        return True

    def code_command(self) -> bool:
        """Carry out GS ( k for QR codes: model, size, level, content, drawing."""
        size = self._byte() + 256 * self._byte()
        if size < 3 or self.at + size > len(self.data):  # noqa: PLR2004 (cn, fn and one parameter)
            return False
        kind, function, *rest = self.data[self.at : self.at + size]
        self.at += size
        if function == CODE_SIZE:
            self.module = rest[0]
        elif function == CODE_CONTENT:
            self.code = bytes(rest[1:])
        elif function == CODE_DRAW:
            self._draw_code()
        return kind == CODE_IS_QR and function in CODE_FUNCTIONS

    def _draw_code(self) -> None:
        self._print_line(0)
        rows = code_matrix(self.code.decode())
        small = Image.frombytes("L", (len(rows), len(rows)), b"".join(rows))
        side = len(rows) * self.module
        ink = small.resize((side, side), Image.Resampling.NEAREST)
        self.paper.put(ink.point(lambda dark: INK * dark, "1"), self.state.align)
        self.paper.row += side

    def raster(self) -> bool:
        mode, x_low, x_high, y_low, y_high = (self._byte() for _ in range(5))
        columns, rows = x_low + 256 * x_high, y_low + 256 * y_high
        dots = self.data[self.at : self.at + columns * rows]
        if mode > FOURFOLD or len(dots) < columns * rows:
            return False
        across, down = 1 + (mode & 1), 1 + (mode >> 1)
        if across * 8 * columns > self.paper.width + 7:
            return False
        self.at += len(dots)
        self._print_line(0)
        ink = Image.frombytes("1", (8 * columns, rows), dots)
        ink = ink.resize((across * 8 * columns, down * rows), Image.Resampling.NEAREST)
        self.paper.put(ink, self.state.align)
        self.paper.row += down * rows
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
    b"\x1c.": _Interpreter.leave_chinese,
    b"\x1d(k": _Interpreter.code_command,
    b"\x1dv0": _Interpreter.raster,
    b"\x1dV": _Interpreter.cut,
}


def slip_picture(data: bytes, *, width_dots: int, text: str = RASTER) -> bytes:
    """Return the PNG of what a printer prints that is so wide and has this code page.

    `text`: raster or the key of a code page. Raises `UnknownCommandError`.
    """
    file = BytesIO()
    _Interpreter(data, width_dots, text).run().save(file, "PNG", optimize=True)
    return file.getvalue()


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
