"""A slip as text in the printer's own letters, for printers with a Vietnamese code page.

Shorter than raster and in the printer's sharp letters; but whether they come out right depends on
the printer. Every letter is looked up before a byte exists: none ever becomes "?".
"""

from typing import Any

from django.utils.translation import gettext as _

from printing.code_pages import CodePage
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
from printing.slips.printer import ESC, cut_slip, feed_dots, slip_printer
from printing.slips.raster import (
    Strip,
    code_strip,
    fitting_size,
    line_strip,
    native_strip,
    picture_strip,
)
from printing.slips.wrapping import Line, balanced, wrapped
from printing.text import VIETNAMESE_LETTERS, printable

COLUMN = 12  # dots of a column in the printer's font A
TALL = frozenset({Size.LARGE, Size.TITLE})
LARGEST = 8  # times, by GS !
LEAVE_CHINESE = b"\x1c."
# Signs of ours that no such page has, in plain letters.
SIGNS = str.maketrans({**dict.fromkeys("«»“”", '"'), **dict.fromkeys("‘’", "'")}) | str.maketrans(
    {**dict.fromkeys("–—•", "-"), "…": "...", "×": "x"}
)


class UnencodableError(SlipError):
    """A letter that the printer's code page lacks; the sentence names it and the cure."""

    def __init__(self, letter: str, page: str) -> None:
        sentence = _("Bảng mã %(page)s của máy in không có «%(letter)s». Hãy chọn cách in raster.")
        super().__init__(sentence % {"page": page, "letter": letter})


def codepage_slip(
    parts: Parts, width_dots: int, *, page: CodePage, native_codes: bool = False
) -> bytes:
    """Return the slip as ESC/POS bytes in the code page; raises `UnencodableError`."""
    writer = Writer(page, width_dots, native_codes=native_codes)
    for part in parts:
        writer.print_part(part)
    return writer.end()


def plain_signs(text: str) -> str:
    """Return printable text with signs that code pages lack in plain letters."""
    return printable(text).translate(SIGNS)


class Writer:
    """Writes parts one after the other for a printer's own letters."""

    def __init__(self, page: CodePage, width: int, *, native_codes: bool) -> None:
        self._page, self._width, self._native = page, width, native_codes
        self._printer: Any = slip_printer(width)
        self._printer.hw("INIT")
        if page.leaves_chinese:
            self._raw(LEAVE_CHINESE)
        self._current = page.first_page
        self._raw(ESC + b"t" + bytes([self._current]))

    def end(self) -> bytes:
        """Cut, and return all bytes."""
        cut_slip(self._printer)
        return bytes(self._printer.output)

    def print_part(self, part: Part) -> None:
        """Print one part."""
        match part:
            case Text():
                self._print_text(part)
            case Number():
                self._print_number(plain_signs(part.text))
            case Code():
                draw = native_strip if self._native else code_strip
                self._print_strip(draw(part.content, self._width), "center")
            case Figure():
                self._print_figure(part)
            case Picture():
                self._print_strip(picture_strip(part), "center")
            case Rule():
                self._printer.set(align="left")
                self.print_line((Run("-" * self._columns),))
            case Gap():
                feed_dots(self._printer, part.dots)

    @property
    def _columns(self) -> int:
        return self._width // COLUMN

    def _print_text(self, text: Text) -> None:
        self._printer.set(align="center" if text.centred else "left")
        self._sized(1, 2 if text.size in TALL else 1)
        marker = f"{plain_signs(text.marker)} " if text.marker else ""
        runs = tuple(Run(plain_signs(run.text), run.bold) for run in text.runs)
        fill = balanced if text.centred else wrapped
        for line in fill(runs, self._columns - len(marker), lambda run: len(run.text)):
            self.print_line((Run(marker), *line), centred=text.centred)
            marker = " " * len(marker)
        self._sized(1, 1)

    def _print_figure(self, figure: Figure) -> None:
        """Print the label with its value at the right end of its last line."""
        self._printer.set(align="left")
        value = plain_signs(figure.value)
        room = max(self._columns - len(value) - 1, self._columns // 2)
        label = (Run(plain_signs(figure.label), figure.bold),)
        *above, last = wrapped(label, room, lambda run: len(run.text)) or [()]
        for line in above:
            self.print_line(line)
        used = sum(len(run.text) for run in last) + len(value)
        gap = " " * max(1, self._columns - used)
        self.print_line((*last, Run(gap), Run(value, bold=True)))

    def _print_number(self, text: str) -> None:
        times = max(1, min(LARGEST, self._columns // max(1, len(text))))
        self._printer.set(align="center")
        self._sized(times, times)
        self.print_line((Run(text, bold=True),), centred=True)
        self._sized(1, 1)

    def print_line(self, line: Line, *, centred: bool = False) -> None:
        """Print one line; one with a Vietnamese letter that the page lacks is drawn instead."""
        if self._must_be_drawn(line):
            strip = line_strip(line, fitting_size(line, self._width), 0, centred=centred)
            self._print_strip(strip, "center" if centred else "left")
            return
        for run in line:
            if run.text:
                self._printer.set(bold=run.bold)
                self._print_letters(run.text)
        self._printer.set(bold=False)
        self._raw(b"\n")

    def _must_be_drawn(self, line: Line) -> bool:
        lacking = [
            letter
            for run in line
            for letter in run.text
            if self._page.write(letter, self._current) is None
        ]
        for letter in lacking:
            if letter not in VIETNAMESE_LETTERS:
                raise UnencodableError(letter, self._page.key)
        return bool(lacking)

    def _print_letters(self, text: str) -> None:
        for letter in text:
            number, code = self._page.write(letter, self._current) or self._refuse(letter)
            if number != self._current:
                self._raw(ESC + b"t" + bytes([number]))
                self._current = number
            self._raw(code)

    def _refuse(self, letter: str) -> Any:
        raise UnencodableError(letter, self._page.key)

    def _print_strip(self, strip: Strip, align: str) -> None:
        feed_dots(self._printer, strip.above)
        self._printer.set(align=align)
        self._raw(strip.raster)
        feed_dots(self._printer, strip.below)

    def _sized(self, width: int, height: int) -> None:
        self._printer.set(custom_size=True, width=width, height=height)

    def _raw(self, data: bytes) -> None:
        self._printer._raw(data)  # noqa: SLF001 (python-escpos has no other door for bytes)
