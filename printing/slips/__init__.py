"""Slips: pure functions from data to the bytes that a printer gets."""

from printing.code_pages import RASTER, TCVN3, code_page
from printing.slips.apology import ApologySlip, apology_blocks
from printing.slips.codepage import UnencodableError, codepage_slip
from printing.slips.errors import SlipError
from printing.slips.layout import PLAIN, Layout, arranged
from printing.slips.letters import LettersSlip, letters_bytes
from printing.slips.notices import NoticeKind, NoticeSlip, notice_blocks
from printing.slips.parts import Blocks, Parts, Picture
from printing.slips.raster import raster_slip
from printing.slips.receipt import Paper, ReceiptSlip, receipt_blocks
from printing.slips.summary import Dossier, SummarySlip, summary_blocks
from printing.slips.ticket import TicketSlip, ticket_blocks
from printing.slips.trial import TrialSlip, trial_blocks

__all__ = [
    "PLAIN",
    "TCVN3",
    "ApologySlip",
    "Dossier",
    "Layout",
    "LettersSlip",
    "NoticeKind",
    "NoticeSlip",
    "Paper",
    "Picture",
    "ReceiptSlip",
    "Slip",
    "SlipError",
    "SummarySlip",
    "TicketSlip",
    "TrialSlip",
    "UnencodableError",
    "slip_bytes",
]

# A slip that is made of blocks, in whichever way the printer prints.
Laid = TicketSlip | ReceiptSlip | NoticeSlip | ApologySlip | SummarySlip | TrialSlip
Slip = Laid | LettersSlip


def slip_bytes(
    slip: Slip,
    *,
    width_dots: int,
    text: str,
    native_codes: bool = False,
    layout: Layout = PLAIN,
) -> bytes:
    """Return a slip as ESC/POS bytes for paper of `width_dots` dots (203 dpi).

    `text`: "raster", or the key of a code page to print in the printer's own letters; the latter
    raises `UnencodableError` for a letter that it lacks. `native_codes`: the printer draws QR
    codes itself. Raises `SlipError` for what does not fit the paper. A sheet of letters tries all
    ways and follows none.
    """
    if isinstance(slip, LettersSlip):
        return letters_bytes(slip, width_dots)
    document, blocks = _blocks(slip)
    parts = arranged(blocks, layout, document=document, is_copy=slip.is_copy)
    return parts_bytes(parts, width_dots=width_dots, text=text, native_codes=native_codes)


def parts_bytes(parts: Parts, *, width_dots: int, text: str, native_codes: bool = False) -> bytes:
    """Return parts as ESC/POS bytes; see `slip_bytes`."""
    if text == RASTER:
        return raster_slip(parts, width_dots, native_codes=native_codes)
    return codepage_slip(parts, width_dots, page=code_page(text), native_codes=native_codes)


def _blocks(slip: Laid) -> tuple[str, Blocks]:
    """Return the document's name and what stands on it."""
    match slip:
        case TicketSlip():
            return "ticket", ticket_blocks(slip)
        case ReceiptSlip():
            return "receipt", receipt_blocks(slip)
        case NoticeSlip():
            return slip.kind.value, notice_blocks(slip)
        case ApologySlip():
            return "apology", apology_blocks(slip)
        case SummarySlip():
            return "summary", summary_blocks(slip)
        case TrialSlip():
            return "test", trial_blocks(slip)
