"""Form 06: phiếu kiểm soát quá trình giải quyết hồ sơ: every hand-over, with its times."""

from dataclasses import dataclass
from datetime import datetime

from printing.letters.blocks import grid, head, title
from printing.letters.page import BLANK, bold, letter_pdf, line, text
from printing.letters.people import Sender
from printing.words import form_moment

SHARES = (0.32, 0.34, 0.17, 0.17)
HEADS = (
    "TÊN CƠ QUAN",
    "THỜI GIAN GIAO, NHẬN HỒ SƠ",
    "KẾT QUẢ GIẢI QUYẾT",
    "GHI CHÚ",
)


@dataclass(frozen=True)
class HandOver:
    """A hand-over: who gave, who took, when each did, and how the giver's work ended.

    `result` is «Trước hạn», «Đúng hạn» or «Quá hạn», "" where no work with a time ended: the
    receiver notes it when the dossier comes in (form 06). `taken_at` is None while the receiver
    has not confirmed; `signer` has, "" where both are at one place.
    """

    giver: str
    taker: str
    at: datetime
    result: str
    note: str
    taken_at: datetime | None = None
    signer: str = ""


@dataclass(frozen=True)
class ControlSheet:
    """What stands on the sheet."""

    sender: Sender
    code: str
    procedure: str
    agency: str
    applicant: str
    hand_overs: tuple[HandOver, ...]


def control_sheet_pdf(sheet: ControlSheet) -> bytes:
    """Return the sheet as PDF."""
    story = [
        *head(sheet.sender, BLANK, None),
        *title("PHIẾU KIỂM SOÁT QUÁ TRÌNH", "GIẢI QUYẾT HỒ SƠ"),
        line(f"Mã hồ sơ: {bold(sheet.code)}"),
        line(f"Cơ quan (bộ phận) giải quyết: {text(sheet.agency)}"),
        line(f"Thủ tục: {text(sheet.procedure)}"),
        line(f"Kèm theo hồ sơ của: {bold(sheet.applicant)}", space=8),
        grid(HEADS, [_row(one) for one in sheet.hand_overs], SHARES),
    ]
    return letter_pdf(f"Phiếu kiểm soát {sheet.code}", sheet.sender.name, story)


def _row(one: HandOver) -> tuple[str, str, str, str]:
    who = f"1. Giao: {text(one.giver)}<br/>2. Nhận: {text(one.taker)}"
    taken = form_moment(one.taken_at) if one.taken_at else BLANK
    signer = text(one.signer) if one.signer else BLANK
    when = f"Giao: {form_moment(one.at)}<br/>Nhận: {taken}"
    return who, f"{when}<br/>Người nhận: {signer}", text(one.result), text(one.note)
