"""What a receipt printer does with bytes: an interpreter of the tests' own.

Written from the ESC/POS command reference; shares no code with what it checks. Bytes that it does
not know fail the test, because a real printer would print or do something else.
"""

import subprocess
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO

import pymupdf_fonts
import zxingcpp
from PIL import Image, ImageDraw, ImageFont

# TCVN 5712:1993 VN3 as its small letters lie on page 30 of receipt printers, capitals on page 31;
# copied from the standard's table, not from a library.
SMALL = {
    **dict(zip(range(0xA8, 0xAF), "ăâêôơưđ", strict=True)),
    **dict(zip((0xB5, 0xB6, 0xB7, 0xB8, 0xB9), "àảãáạ", strict=True)),
    **dict(zip((0xBB, 0xBC, 0xBD, 0xBE, 0xC6), "ằẳẵắặ", strict=True)),
    **dict(zip((0xC7, 0xC8, 0xC9, 0xCA, 0xCB), "ầẩẫấậ", strict=True)),
    **dict(zip((0xCC, 0xCE, 0xCF, 0xD0, 0xD1), "èẻẽéẹ", strict=True)),
    **dict(zip((0xD2, 0xD3, 0xD4, 0xD5, 0xD6), "ềểễếệ", strict=True)),
    **dict(zip((0xD7, 0xD8, 0xDC, 0xDD, 0xDE), "ìỉĩíị", strict=True)),
    **dict(zip((0xDF, 0xE1, 0xE2, 0xE3, 0xE4), "òỏõóọ", strict=True)),
    **dict(zip((0xE5, 0xE6, 0xE7, 0xE8, 0xE9), "ồổỗốộ", strict=True)),
    **dict(zip((0xEA, 0xEB, 0xEC, 0xED, 0xEE), "ờởỡớợ", strict=True)),
    **dict(zip((0xEF, 0xF1, 0xF2, 0xF3, 0xF4), "ùủũúụ", strict=True)),
    **dict(zip((0xF5, 0xF6, 0xF7, 0xF8, 0xF9), "ừửữứự", strict=True)),
    **dict(zip((0xFA, 0xFB, 0xFC, 0xFD, 0xFE), "ỳỷỹýỵ", strict=True)),
}
CAPITAL = {
    **{code: letter.upper() for code, letter in SMALL.items() if code >= 0xB5},
    0xA1: "Ă",
    0xA2: "Â",
    0xA7: "Đ",
    0xAA: "Ê",
    0xAB: "Ô",
    0xAC: "Ơ",
    0xAD: "Ư",
}
LINE_DOTS = 30
CELL = (12, 24)  # dots of a letter in font A
# Commands by their first two bytes, with the number of bytes that follow.
PLAIN = {
    **dict.fromkeys((b"\x1b@", b"\x1c."), 0),
    **dict.fromkeys((b"\x1ba", b"\x1bJ", b"\x1bd", b"\x1bE", b"\x1bt", b"\x1d!"), 1),
}


@cache
def viscii() -> dict[int, str]:
    """Return the upper half of RFC 1456 as the C library has it."""
    done = subprocess.run(
        ["iconv", "-f", "VISCII", "-t", "UTF-8"],
        input=bytes(range(128, 256)),
        capture_output=True,
        check=True,
    )
    return dict(zip(range(128, 256), done.stdout.decode(), strict=True))


@cache
def windows() -> dict[int, str]:
    """Return the upper half of Windows-1258 as Python has it; five of it are tone marks."""
    letters = bytes(range(128, 256)).decode("cp1258", errors="replace")
    return dict(zip(range(128, 256), letters, strict=True))


def pages(text: str) -> dict[int, dict[int, str]]:
    """Return the letters of a printer by number of page, which has this code page."""
    if text in {"raster", "TCVN-3"}:
        return {30: SMALL, 31: CAPITAL}
    encoding, number = text.split(":")
    return {int(number): viscii() if encoding == "VISCII" else windows()}


@dataclass(frozen=True)
class Cell:
    """A letter in the line buffer, and how many times as wide and high it is."""

    letter: str
    bold: bool
    times: tuple[int, int]


@dataclass
class Sheet:
    """What came out: rows of dots (True is black), lines of text, cuts and feeds."""

    width: int
    rows: list[bytearray] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    cuts: int = 0
    blank_after_last_ink: int = 0

    @property
    def picture(self) -> Image.Image:
        """Return the dots as a black and white picture."""
        packed = b"".join(bytes(row) for row in self.rows)
        ink = Image.frombytes("1", (self.width, len(self.rows)), packed)
        return ink.point(lambda dot: 0 if dot else 255, "L")

    @property
    def text(self) -> str:
        """Return the lines of text in one."""
        return "\n".join(self.lines)


class Decoder:
    """Reads bytes from the first to the last."""

    def __init__(self, data: bytes, width: int, text: str, *, strict: bool) -> None:
        self.strict = strict
        self.data = data
        self.at = 0
        self.sheet = Sheet(width)
        self.pages = pages(text)
        self.align = 0
        self.page: dict[int, str] = {}
        self.bold = False
        self.times = (1, 1)
        self.line: list[Cell] = []
        self.initialised = False
        self.stored = b""
        self.module = 3

    def read(self) -> Sheet:
        """Return the sheet."""
        while self.at < len(self.data):
            self.command()
        assert not self.line, "text without a line feed is never printed"
        return self.sheet

    def take(self, count: int) -> bytes:
        """Return the next bytes."""
        taken = self.data[self.at : self.at + count]
        assert len(taken) == count, f"the data end within a command at byte {self.at}"
        self.at += count
        return taken

    def command(self) -> None:
        """Carry out one command or take one letter."""
        if self.data.startswith(b"\x1dv0", self.at):
            return self.raster()
        if self.data.startswith(b"\x1d(k", self.at):
            return self.code()
        two = self.data[self.at : self.at + 2]
        if two == b"\x1dV":
            return self.cut()
        if two in PLAIN:
            self.at += 2
            return self.plain(two, self.take(PLAIN[two]))
        code = self.take(1)[0]
        if code == 0x0A:
            return self.end_line()
        assert code >= 0x20, f"unknown command {two.hex()} at byte {self.at - 1}"
        assert self.initialised, "letters before ESC @"
        return self.letter(chr(code) if code < 0x80 else self.page[code])

    def letter(self, letter: str) -> None:
        """Put a letter into the line; a tone mark goes over the one before it."""
        if unicodedata.combining(letter):
            before = self.line.pop()
            letter = unicodedata.normalize("NFC", before.letter + letter)
            assert len(letter) == 1 or not self.strict, "a tone mark that fits no letter"
        cell = Cell(letter, self.bold, self.times)
        wide = sum(CELL[0] * one.times[0] for one in [*self.line, cell])
        if not self.strict and wide > self.sheet.width:
            self.end_line()
            wide = 0
        assert wide <= self.sheet.width, "a line of letters wider than the paper"
        self.line.append(cell)

    def plain(self, command: bytes, value: bytes) -> None:
        """Carry out a command with at most one parameter."""
        match command:
            case b"\x1b@":
                self.initialised, self.align, self.page = True, 0, {}
                self.bold, self.times = False, (1, 1)
            case b"\x1bE":
                self.bold = bool(value[0] & 1)
            case b"\x1d!":
                self.times = (1 + (value[0] >> 4), 1 + (value[0] & 15))
                assert max(self.times) <= 8
            case b"\x1ba":
                assert value[0] in {0, 1, 2}
                self.align = value[0]
            case b"\x1bJ":
                self.feed(value[0])
            case b"\x1bd":
                self.feed(LINE_DOTS * value[0])
            case b"\x1bt":
                self.page = self.pages[value[0]] if self.strict else self.any_page(value[0])

    def any_page(self, number: int) -> dict[int, str]:
        """Return a page of the printer, or one of boxes where it has none of this number."""
        return self.pages.get(number, dict.fromkeys(range(128, 256), "□"))

    def end_line(self) -> None:
        """Print the buffered line."""
        self.sheet.lines.append("".join(cell.letter for cell in self.line))
        ink = line_ink(self.line)
        self.line = []
        if ink is None:
            self.feed(LINE_DOTS)
        else:
            self.put(ink)
            self.feed(max(0, LINE_DOTS - ink.height))
        self.sheet.blank_after_last_ink = 0

    def put(self, ink: Image.Image) -> None:
        """Print dots at the place that alignment gives them."""
        left = (0, (self.sheet.width - ink.width) // 2, self.sheet.width - ink.width)[self.align]
        whole = Image.new("1", (self.sheet.width, ink.height))
        whole.paste(ink, (left, 0))
        dots, columns = whole.tobytes(), self.sheet.width // 8
        for top in range(0, len(dots), columns):
            self.sheet.rows.append(bytearray(dots[top : top + columns]))
        self.sheet.blank_after_last_ink = 0

    def feed(self, rows: int) -> None:
        """Move the paper."""
        assert not self.line, "a feed in the middle of a line"
        blank = bytearray(self.sheet.width // 8)
        self.sheet.rows.extend(bytearray(blank) for _ in range(rows))
        self.sheet.blank_after_last_ink += rows

    def raster(self) -> None:
        """Print dots: GS v 0 m xL xH yL yH d1…dk."""
        assert not self.line, "a picture in the middle of a line"
        _gs, _v, _zero, mode, x_low, x_high, y_low, y_high = self.take(8)
        assert mode in {0, 1, 2, 3}
        columns, rows = x_low + 256 * x_high, y_low + 256 * y_high
        assert columns > 0
        assert 0 < rows < 256, "higher than small printers buffer"
        across, down = 1 + mode % 2, 1 + mode // 2
        assert columns * across <= self.sheet.width // 8, "wider than the paper"
        ink = Image.frombytes("1", (8 * columns, rows), self.take(columns * rows))
        self.put(ink.resize((8 * columns * across, rows * down), Image.Resampling.NEAREST))

    def code(self) -> None:
        """Carry out GS ( k pL pH cn fn …: what printers know of QR codes."""
        assert not self.line, "a code in the middle of a line"
        self.take(3)
        low, high = self.take(2)
        kind, function, *rest = self.take(low + 256 * high)
        assert kind == 49, "no QR code"
        match function:
            case 65:
                assert rest == [50, 0], "not of model 2"
            case 67:
                assert 1 <= rest[0] <= 16
                self.module = rest[0]
            case 69:
                assert rest == [49], "not of level M"
            case 80:
                assert rest[0] == 48
                self.stored = bytes(rest[1:])
            case 81:
                assert rest == [48]
                self.draw_code()
            case _:
                raise AssertionError(function)

    def draw_code(self) -> None:
        """Print the stored code, drawn by another library than the product's."""
        code = zxingcpp.create_barcode(self.stored.decode(), zxingcpp.BarcodeFormat.QRCode)
        drawn = Image.fromarray(zxingcpp.write_barcode_to_image(code, add_quiet_zones=False))
        ink = drawn.point(lambda light: 0 if light else 255, "1")
        side = ink.width * self.module
        self.put(ink.resize((side, side), Image.Resampling.NEAREST))

    def cut(self) -> None:
        """Cut: GS V m."""
        assert self.take(3)[2] in {0, 1}
        self.sheet.cuts += 1


def line_ink(line: list[Cell]) -> Image.Image | None:
    """Return a printed line of letters as dots, or None for an empty one."""
    if not line:
        return None
    width = sum(CELL[0] * cell.times[0] for cell in line)
    height = max(CELL[1] * cell.times[1] for cell in line) + 6
    ink, x = Image.new("1", (width, height)), 0
    for cell in line:
        drawn = cell_ink(cell.letter, cell.bold)
        size = (CELL[0] * cell.times[0], drawn.height * cell.times[1])
        ink.paste(drawn.resize(size, Image.Resampling.NEAREST), (x, 0))
        x += size[0]
    return ink


@cache
def cell_ink(letter: str, bold: bool) -> Image.Image:  # noqa: FBT001 (a letter's weight)
    """Return a letter as a printer's font has it: twelve dots wide."""
    font = ImageFont.truetype(BytesIO(pymupdf_fonts.myfont("cascadia")), 20)
    ink = Image.new("1", (CELL[0], CELL[1] + 4))
    for shift in (0, 1) if bold else (0,):
        ImageDraw.Draw(ink).text((shift, 21), letter, font=font, fill=255, anchor="ls")
    return ink


def decode(data: bytes, width: int, text: str = "TCVN-3", *, strict: bool = True) -> Sheet:
    """Return what a printer of this width and code page makes of the bytes.

    Fails on bytes that it does not know, and, if `strict`, on other code pages.
    """
    return Decoder(data, width, text, strict=strict).read()
