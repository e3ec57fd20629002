"""Form 01: giấy tiếp nhận hồ sơ và hẹn trả kết quả.

The order of Circular 01/2018, with the table of papers, identity and fees of the prints of 2025.
"""

from dataclasses import dataclass
from datetime import datetime

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from printing.letters.blocks import Signature, beside, code_drawing, grid, head, signatures, title
from printing.letters.page import BLANK, bold, centre, letter_pdf, line, space, text
from printing.letters.people import Addressee, Sender
from printing.words import form_moment

CODE_WIDTH = 30 * mm
SHARES = (0.08, 0.58, 0.19, 0.15)


@dataclass(frozen=True)
class ReceiptPaper:
    """A line of the table of papers."""

    name: str
    original: bool
    quantity: int


@dataclass(frozen=True)
class ReceiptForm:
    """What stands on the form."""

    sender: Sender
    code: str
    applicant: Addressee
    procedure: str
    papers: tuple[ReceiptPaper, ...]
    copies: int
    processing_time: str
    received_at: datetime
    due_at: datetime
    collected: str
    fee: str
    officer: str


def receipt_pdf(form: ReceiptForm) -> bytes:
    """Return the form as PDF."""
    story = [
        *head(form.sender, f"{BLANK}/TNHS", form.received_at),
        *title("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"),
        beside(_who(form), [code_drawing(form.code)], CODE_WIDTH),
        line(f"Thủ tục hành chính cần giải quyết: {bold(form.procedure)}"),
        *_papers(form.papers),
        *_terms(form),
        signatures(
            Signature("Người nộp hồ sơ", name=form.applicant.name),
            Signature("Người tiếp nhận hồ sơ", name=form.officer),
        ),
        *_note(),
    ]
    return letter_pdf(f"Giấy tiếp nhận {form.code}", form.sender.name, story)


def _who(form: ReceiptForm) -> list[Flowable]:
    person = form.applicant
    return [
        line(f"Mã hồ sơ: {bold(form.code)}"),
        line(f"Bộ phận tiếp nhận và trả kết quả: {text(form.sender.name)}"),
        line(f"Tiếp nhận hồ sơ của: {bold(person.name)}"),
        *([line(f"CCCD/MST: {text(person.identity)}")] if person.identity else []),
        line(f"Địa chỉ: {text(person.address) or BLANK}"),
        line(f"Số điện thoại: {text(person.phone) or BLANK}"),
        *([line(f"Email: {text(person.email)}")] if person.email else []),
    ]


def _papers(papers: tuple[ReceiptPaper, ...]) -> list[Flowable]:
    if not papers:
        return [line(f"1. Thành phần hồ sơ nộp gồm: {BLANK}")]
    rows = [
        (
            str(place),
            text(paper.name),
            "Bản chính" if paper.original else "Bản sao",
            f"{paper.quantity:02}",
        )
        for place, paper in enumerate(papers, start=1)
    ]
    heads = ("STT", "Tên giấy tờ", "Loại giấy tờ", "Số lượng")
    return [line("1. Thành phần hồ sơ nộp gồm:"), grid(heads, rows, SHARES)]


def _terms(form: ReceiptForm) -> list[Flowable]:
    received, due = form_moment(form.received_at), form_moment(form.due_at)
    return [
        line(f"2. Số lượng hồ sơ: {form.copies:02} (bộ)"),
        line(f"3. Thời gian giải quyết hồ sơ theo quy định: {text(form.processing_time) or BLANK}"),
        line(f"4. Thời gian nhận hồ sơ: {received}"),
        line(f"5. Thời gian trả kết quả giải quyết hồ sơ: <b>{due}</b>"),
        line(f"6. Đăng ký nhận kết quả: {text(form.collected)}"),
        line(f"7. Phí, lệ phí (nếu có): {text(form.fee) or BLANK}"),
        line(f"Vào Sổ theo dõi hồ sơ, Quyển số: {BLANK} Số thứ tự: {BLANK}"),
    ]


def _note() -> list[Flowable]:
    note = (
        "<b>Ghi chú:</b> Giấy này được lập thành 2 liên: một liên giao người nộp hồ sơ, một liên "
        "lưu. Khi nhận kết quả, xin mang theo giấy này và căn cước; người nhận thay mang thêm "
        "giấy ủy quyền."
    )
    return [space(6), centre(f"<i>{note}</i>", size=11)]
