"""QR codes: their modules, how large they are printed, and the commands of printers that draw them.

Level M survives a fold or a scratch on thermal paper.
"""

from functools import lru_cache

import segno
from django.utils.translation import gettext as _

from printing.slips.errors import SlipError
from printing.slips.printer import slip_printer

LEVEL = "m"
LEVEL_OF_ESCPOS = 1  # M
# Of the eight masks, which all readers undo, one that never leaves large areas of one colour:
# choosing the best takes segno four times as long as all the rest.
MASK = 3
# Dots of a module, the first that fits: 0.75 mm are read by old phones in poor light, less than
# 0.4 mm by few.
MODULES = (6, 5, 4, 3)
ROOM = 8  # modules of the quiet zone on both sides
LONGEST = 1200  # bytes that a code of the widest paper can hold, roughly


@lru_cache(maxsize=8)
def code_matrix(content: str) -> list[bytes]:
    """Return the code row by row, a byte a module, 1 is dark; raises `SlipError` if too long."""
    if len(content.encode()) > LONGEST:
        raise SlipError(_too_long())
    return [bytes(row) for row in segno.make_qr(content, error=LEVEL, mask=MASK).matrix]


def module_of(side: int, width: int) -> int:
    """Return the dots of a module for a code of `side` modules; raises `SlipError` if none fits."""
    for module in MODULES:
        if (side + ROOM) * module <= width:
            return module
    raise SlipError(_too_long())


def native_code(content: str, module: int) -> bytes:
    """Return the commands (GS ( k) with which a printer draws the code itself."""
    printer = slip_printer(8)
    printer.qr(content, ec=LEVEL_OF_ESCPOS, size=module, native=True)
    return bytes(printer.output)


def _too_long() -> str:
    return _("Nội dung mã QR quá dài so với khổ giấy. Hãy báo quản trị.")
