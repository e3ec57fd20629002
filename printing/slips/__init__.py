"""Slips: pure functions from data to the bytes that a printer gets."""

from printing.slips.apology import ApologySlip, apology_parts
from printing.slips.codepage import TCVN3, UnencodableError, codepage_slip
from printing.slips.errors import SlipError
from printing.slips.parts import Parts
from printing.slips.raster import raster_slip
from printing.slips.receipt import Paper, ReceiptSlip, receipt_parts
from printing.slips.ticket import TicketSlip, ticket_parts
from printing.slips.trial import TrialSlip, trial_parts

__all__ = [
    "TCVN3",
    "ApologySlip",
    "Paper",
    "ReceiptSlip",
    "Slip",
    "SlipError",
    "TicketSlip",
    "TrialSlip",
    "UnencodableError",
    "slip_bytes",
]

Slip = TicketSlip | ReceiptSlip | ApologySlip | TrialSlip


def slip_bytes(slip: Slip, *, width_dots: int, text: str) -> bytes:
    """Return a slip as ESC/POS bytes for paper of `width_dots` dots (203 dpi).

    `text`: "raster", or "TCVN-3" to print in the printer's own letters; the latter raises
    `UnencodableError` for a letter that its code page lacks.
    """
    parts = _parts(slip)
    if text == TCVN3:
        return codepage_slip(parts, width_dots)
    return raster_slip(parts, width_dots)


def _parts(slip: Slip) -> Parts:
    match slip:
        case TicketSlip():
            return ticket_parts(slip)
        case ReceiptSlip():
            return receipt_parts(slip)
        case ApologySlip():
            return apology_parts(slip)
        case TrialSlip():
            return trial_parts(slip)
