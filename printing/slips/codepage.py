"""A slip as text in the printer's own letters, for printers with a Vietnamese code page.

Shorter than raster and in the printer's sharp letters; but whether they come out right depends on
the printer. Every letter is looked up before a byte exists: none ever becomes "?".
"""

from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from printing.slips.errors import SlipError
from printing.slips.parts import Code, Gap, Number, Part, Parts, Rule, Run, Size, Text
from printing.slips.printer import cut_slip, feed_dots, slip_printer
from printing.slips.raster import code_strip
from printing.slips.wrapping import Line, balanced, wrapped
from printing.text import printable

TCVN3 = "TCVN-3"
# TCVN 5712:1993 VN3 has small letters on one page and capitals on another, at the same places.
PAGES = ("TCVN-3-1", "TCVN-3-2")
COLUMN = 12  # dots of a column in the printer's font A
TALL = frozenset({Size.LARGE, Size.TITLE})
LARGEST = 8  # times, by GS !
# The table of python-escpos writes the capital Đ as its Icelandic twin; the byte is the same.
TWINS = str.maketrans({"Đ": "Ð"})
# Signs of ours that no such page has, in plain letters.
PLAIN = str.maketrans({**dict.fromkeys("«»“”", '"'), **dict.fromkeys("‘’", "'")}) | str.maketrans(
    {**dict.fromkeys("–—•", "-"), "…": "...", "×": "x"}
)


class UnencodableError(SlipError):
    """A letter that the printer's code page lacks; the sentence names it and the cure."""

    def __init__(self, letter: str) -> None:
        sentence = _("Bảng mã %(page)s của máy in không có «%(letter)s». Hãy chọn cách in raster.")
        super().__init__(sentence % {"page": TCVN3, "letter": letter})


def codepage_slip(parts: Parts, width_dots: int) -> bytes:
    """Return the slip as ESC/POS bytes in TCVN-3; raises `UnencodableError`."""
    printer = slip_printer(width_dots)
    printer.hw("INIT")
    printer.charcode(PAGES[0])
    for part in parts:
        _print_part(printer, part, width_dots)
    cut_slip(printer)
    return bytes(printer.output)


def encoded(text: str) -> list[tuple[str, str]]:
    """Return printable text in pieces, each with the page that has it; ASCII stays where it is."""
    pieces: list[tuple[str, str]] = []
    for letter in text.translate(TWINS):
        page = _page_of(letter, pieces[-1][0] if pieces else PAGES[0])
        if pieces and pieces[-1][0] == page:
            pieces[-1] = (page, pieces[-1][1] + letter)
        else:
            pieces.append((page, letter))
    return pieces


@lru_cache(maxsize=1024)
def _page_of(letter: str, current: str) -> str:
    encoder = slip_printer(COLUMN).magic.encoder
    for page in (current, *PAGES):
        if encoder.can_encode(page, letter):
            return page
    raise UnencodableError(letter)


def _print_part(printer: Any, part: Part, width: int) -> None:
    columns = width // COLUMN
    match part:
        case Text():
            _print_text(printer, part, columns)
        case Number():
            _print_number(printer, printable(part.text), columns)
        case Code():
            _print_code(printer, part.content, width)
        case Rule():
            printer.set(align="left")
            printer.textln("-" * columns)
        case Gap():
            feed_dots(printer, part.dots)


def _print_text(printer: Any, text: Text, columns: int) -> None:
    printer.set(align="center" if text.centred else "left")
    printer.set(custom_size=True, width=1, height=2 if text.size in TALL else 1)
    marker = f"{printable(text.marker)} " if text.marker else ""
    runs = tuple(Run(run.text.translate(PLAIN), run.bold) for run in text.runs)
    fill = balanced if text.centred else wrapped
    for line in fill(runs, columns - len(marker), lambda run: len(run.text)):
        _print_line(printer, (Run(marker), *line))
        marker = " " * len(marker)
    printer.set(custom_size=True, width=1, height=1)


def _print_code(printer: Any, content: str, width: int) -> None:
    strip = code_strip(content, width)
    feed_dots(printer, strip.above)
    printer.set(align="center")
    printer._raw(strip.raster)  # noqa: SLF001 (made by python-escpos)
    feed_dots(printer, strip.below)


def _print_number(printer: Any, text: str, columns: int) -> None:
    times = max(1, min(LARGEST, columns // max(1, len(text))))
    printer.set(align="center")
    printer.set(custom_size=True, width=times, height=times)
    _print_line(printer, (Run(text, bold=True),))
    printer.set(custom_size=True, width=1, height=1)


def _print_line(printer: Any, line: Line) -> None:
    for run in line:
        printer.set(bold=run.bold)
        for page, piece in encoded(run.text):
            printer.charcode(page)
            printer.text(piece)
    printer.set(bold=False)
    printer.ln()
