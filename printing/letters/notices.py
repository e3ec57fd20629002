"""Forms 02, 03 and 05: what is to be supplemented, what is refused, what is stopped.

Form 05's text of 2025 was not found: its layout is our own and says that it is provisional.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reportlab.platypus import Flowable

from printing.letters.blocks import Signature, closing, head, signatures, title
from printing.letters.page import BLANK, body, bold, centre, letter_pdf, line, text
from printing.letters.people import Addressee, Sender


@dataclass(frozen=True)
class Notice:
    """What stands on one of the three: whose dossier, why, when and by whom."""

    sender: Sender
    code: str
    addressee: Addressee
    procedure: str
    reason: str
    at: datetime
    officer: str
    officer_title: str


def supplement_pdf(notice: Notice) -> bytes:
    """Return form 02: phiếu yêu cầu bổ sung, hoàn thiện hồ sơ."""
    story = [
        *head(notice.sender, f"{BLANK}/HDHS", notice.at),
        *title("PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ"),
        *_whose(notice),
        body("Yêu cầu Ông/Bà hoàn thiện hồ sơ gồm những nội dung như sau:"),
        body(bold(notice.reason)),
        body(
            "Trong quá trình hoàn thiện hồ sơ nếu có vướng mắc, Ông/Bà liên hệ "
            f"{text(notice.sender.name)}{_phone(notice.sender)} để được hướng dẫn./."
        ),
        signatures(Signature(""), Signature("Người hướng dẫn", name=notice.officer)),
    ]
    return _pdf("Phiếu yêu cầu bổ sung", notice, story)


def refusal_pdf(notice: Notice) -> bytes:
    """Return form 03: phiếu từ chối tiếp nhận giải quyết hồ sơ."""
    office = text(notice.sender.name)
    story = [
        *head(notice.sender, BLANK, notice.at),
        *title("PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ"),
        *_whose(notice),
        body(
            f"Qua xem xét, {office} thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ "
            "thể như sau:"
        ),
        body(bold(notice.reason)),
        body("Xin thông báo cho Ông/Bà được biết và thực hiện."),
        body(f"Nếu cần hướng dẫn thêm, Ông/Bà liên hệ {office}{_phone(notice.sender)}."),
        signatures(
            Signature("Người nộp hồ sơ", name=notice.addressee.name),
            Signature("Người tiếp nhận hồ sơ", name=notice.officer),
        ),
    ]
    return _pdf("Phiếu từ chối", notice, story)


def stop_pdf(notice: Notice) -> bytes:
    """Return form 05: thông báo dừng giải quyết hồ sơ."""
    office = text(notice.sender.name)
    story = [
        *head(notice.sender, BLANK, notice.at),
        *title("THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ"),
        centre("<i>(mẫu tạm dùng)</i>", size=11, space=6),
        *_whose(notice),
        body(f"{office} thông báo dừng giải quyết hồ sơ này với lý do như sau:"),
        body(bold(notice.reason)),
        body(
            "Hồ sơ đã nộp được trả lại theo yêu cầu của Ông/Bà. Ông/Bà có thể nộp hồ sơ mới khi "
            f"đã đủ điều kiện; cần hướng dẫn, xin liên hệ {office}{_phone(notice.sender)}."
        ),
        closing(
            ("Như trên",),
            Signature(notice.officer_title, note="", name=notice.officer),
        ),
    ]
    return _pdf("Thông báo dừng", notice, story)


def _whose(notice: Notice) -> list[Flowable]:
    person = notice.addressee
    return [
        line(f"Mã hồ sơ: {bold(notice.code)}"),
        line(f"Hồ sơ của Ông/Bà: {bold(person.name)}"),
        line(f"Nội dung yêu cầu giải quyết: {text(notice.procedure)}"),
        line(f"Địa chỉ: {text(person.address) or BLANK}"),
        line(f"Số điện thoại: {text(person.phone) or BLANK}", space=8),
    ]


def _phone(sender: Sender) -> str:
    return f", số điện thoại {text(sender.phone)}" if sender.phone else ""


def _pdf(name: str, notice: Notice, story: Sequence[Flowable]) -> bytes:
    return letter_pdf(f"{name} {notice.code}", notice.sender.name, story)
