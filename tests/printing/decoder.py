"""What a receipt printer does with bytes: an interpreter of the tests' own.

Written from the ESC/POS command reference; shares no code with what it checks. Bytes that it does
not know fail the test, because a real printer would print or do something else.
"""

from dataclasses import dataclass, field

from PIL import Image

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
PAGES = {30: SMALL, 31: CAPITAL}
LINE_DOTS = 30
# Commands by their first two bytes, with the number of bytes that follow.
PLAIN = {b"\x1b@": 0, b"\x1ba": 1, b"\x1bJ": 1, b"\x1bd": 1, b"\x1bE": 1, b"\x1bt": 1, b"\x1d!": 1}


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

    def __init__(self, data: bytes, width: int) -> None:
        self.data = data
        self.at = 0
        self.sheet = Sheet(width)
        self.align = 0
        self.page: dict[int, str] = {}
        self.line = ""
        self.initialised = False

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
        self.line += chr(code) if code < 0x80 else self.page[code]
        return None

    def plain(self, command: bytes, value: bytes) -> None:
        """Carry out a command with at most one parameter."""
        match command:
            case b"\x1b@":
                self.initialised, self.align, self.page = True, 0, {}
            case b"\x1ba":
                assert value[0] in {0, 1, 2}
                self.align = value[0]
            case b"\x1bJ":
                self.feed(value[0])
            case b"\x1bd":
                self.feed(LINE_DOTS * value[0])
            case b"\x1bt":
                self.page = PAGES[value[0]]

    def end_line(self) -> None:
        """Print the buffered line."""
        self.sheet.lines.append(self.line)
        self.line = ""
        self.feed(LINE_DOTS)
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
        assert mode == 0
        columns, rows = x_low + 256 * x_high, y_low + 256 * y_high
        paper = self.sheet.width // 8
        assert 0 < columns <= paper, "wider than the paper"
        assert 0 < rows < 256, "higher than small printers buffer"
        # A printer moves dots by single dots; for even margins whole bytes are the same.
        left = (0, (self.sheet.width - 8 * columns) // 2, self.sheet.width - 8 * columns)[
            self.align
        ]
        for _ in range(rows):
            self.sheet.rows.append(shifted(self.take(columns), left, paper))
        self.sheet.blank_after_last_ink = 0

    def cut(self) -> None:
        """Cut: GS V m."""
        assert self.take(3)[2] in {0, 1}
        self.sheet.cuts += 1


def shifted(row: bytes, left: int, width: int) -> bytearray:
    """Return the row of dots moved right by `left` dots on paper of `width` bytes."""
    number = int.from_bytes(row, "big") << (8 * (width - len(row)) - left)
    return bytearray(number.to_bytes(width, "big"))


def decode(data: bytes, width: int) -> Sheet:
    """Return what a printer of this width makes of the bytes; fails on bytes it does not know."""
    return Decoder(data, width).read()
