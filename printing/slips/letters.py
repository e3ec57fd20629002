"""The sheet of letters: all 146 Vietnamese letters in each code page that a printer might know.

Whether a printer has a Vietnamese page, and under which number, nobody can ask it. Each attempt
stands under a drawn number; above all is drawn how it must look. At the end the printer draws a QR
code itself, if it can.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from printing.code_pages import CodePage, code_page
from printing.slips.codepage import COLUMN, LEAVE_CHINESE
from printing.slips.codes import native_code
from printing.slips.parts import Gap, Parts, Rule, Run, Size, Text, centred, copy_mark, plain
from printing.slips.printer import ESC, cut_slip, feed_dots, slip_printer
from printing.slips.raster import raster_parts
from printing.text import LETTER_GROUPS
from printing.words import moment

CODE = "ONESTOP-QR"
MODULE = 6  # dots
LACKING = b"."  # where a page has no such letter


@dataclass(frozen=True)
class LettersSlip:
    """What is tried on which printer; `pages` are keys of code pages, tried in this order."""

    office: str
    printer: str
    pages: tuple[str, ...]
    at: datetime
    is_copy: bool = False


def letters_bytes(slip: LettersSlip, width_dots: int) -> bytes:
    """Return the sheet as ESC/POS bytes for paper of `width_dots`."""
    printer = slip_printer(width_dots)
    printer.hw("INIT")
    raster_parts(printer, _head(slip, width_dots), width_dots)
    for place, key in enumerate(slip.pages, start=1):
        printer.set(align="left")
        raster_parts(printer, _heading(place, key), width_dots)
        _print_letters(printer, code_page(key), width_dots)
    printer.set(align="left")
    raster_parts(printer, _code_heading(), width_dots)
    printer.set(align="center")
    printer._raw(native_code(CODE, MODULE))  # noqa: SLF001 (python-escpos made it)
    feed_dots(printer, 4 * MODULE)
    cut_slip(printer)
    return bytes(printer.output)


def letter_rows(width: int) -> Iterator[str]:
    """Yield the 146 letters in lines of the printer's columns."""
    columns, line = width // COLUMN, ""
    for group in LETTER_GROUPS:
        both = f"{group} {group.upper()}"
        if line and len(line) + 2 + len(both) > columns:
            yield line
            line = ""
        line = f"{line}  {both}" if line else both
    yield line


def _head(slip: LettersSlip, width: int) -> Parts:
    guidance = _(
        "Dưới mỗi số là cùng những chữ này do máy tự in. Chọn trên màn hình số nào giống hệt, "
        "đủ dấu; không có thì chọn in bằng hình."
    )
    return (
        *(copy_mark(_("BẢN SAO")) if slip.is_copy else ()),
        centred(slip.office, bold=True),
        centred(_("THỬ CHỮ VÀ MÃ QR"), size=Size.TITLE, bold=True),
        centred(f"{slip.printer}, {moment(slip.at)}", size=Size.SMALL),
        Rule(),
        plain(_("Chữ đúng phải như sau:"), bold=True),
        *(Text((Run(row),), Size.SMALL) for row in letter_rows(width)),
        Rule(),
        plain(guidance, size=Size.SMALL),
    )


def _heading(place: int, key: str) -> Parts:
    missing = "".join(code_page(key).missing())
    note = _("(dòng có %(letters)s được in bằng hình)") % {"letters": missing} if missing else ""
    words = Run(f"{place}", bold=True), Run(f"{key} {note}")
    return (Rule(), Text(words, Size.BODY), Gap(4))


def _code_heading() -> Parts:
    words = _("Mã QR do máy tự vẽ: nếu có hình dưới đây và quét được, hãy đánh dấu trên màn hình.")
    return (Rule(), plain(words, size=Size.SMALL), Gap(24))


def _print_letters(printer: Any, page: CodePage, width: int) -> None:
    printer.set(align="left")
    current = page.first_page
    data = (LEAVE_CHINESE if page.leaves_chinese else b"") + _choose(current)
    for row in letter_rows(width):
        for letter in row:
            number, code = page.write(letter, current) or (current, LACKING)
            data += (_choose(number) if number != current else b"") + code
            current = number
        data += b"\n"
    printer._raw(data)  # noqa: SLF001 (python-escpos knows two of these pages only)


def _choose(number: int) -> bytes:
    return ESC + b"t" + bytes([number])
