"""The apology letter to the citizen (Decree 118/2025 Art. 19(6)).

The words of form 04 of Circular 01/2018 as offices write it in 2025 and 2026; the contents that
Decision 5157/QĐ-UBND (Ho Chi Minh City, 2016) asks for.
"""

from dataclasses import dataclass
from datetime import datetime

from reportlab.platypus import Flowable

from printing.letters.blocks import Signature, closing, head, title
from printing.letters.page import BLANK, body, bold, letter_pdf, line, space, text
from printing.letters.people import Addressee, Sender
from printing.words import form_date, form_moment, local_day


@dataclass(frozen=True)
class ApologyLetter:
    """What stands in the letter.

    `sender` is the agency that is late, `office` the one-stop office between it and the citizen.
    `new_due_at` None: a further apology of the same case, which carries no date. Not `approved`:
    a draft, which has nobody's name under it and says so across the page.
    """

    sender: Sender
    office: str
    addressee: Addressee
    code: str
    field: str
    procedure: str
    progress: str
    received_at: datetime
    old_due_at: datetime
    new_due_at: datetime | None
    reason: str
    approved: bool
    issued_at: datetime | None
    signer_title: str
    signer: str


def apology_pdf(letter: ApologyLetter) -> bytes:
    """Return the letter as PDF."""
    dated = letter.new_due_at is not None
    name = ("THƯ XIN LỖI", "VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ") if dated else ("THƯ XIN LỖI",)
    story = [
        *head(letter.sender, f"{BLANK}/PXL", letter.issued_at),
        *title(*name),
        *_address(letter.addressee),
        *_story(letter),
        closing(
            ("Như trên", letter.office),
            Signature(letter.signer_title, note="", name=letter.signer),
        ),
    ]
    heading = f"Thư xin lỗi {letter.code}"
    return letter_pdf(heading, letter.sender.name, story, draft=not letter.approved)


def _address(person: Addressee) -> list[Flowable]:
    return [
        line(f"Kính gửi: Ông/Bà {bold(person.name)}"),
        *([line(f"Địa chỉ: {text(person.address)}")] if person.address else []),
        *([line(f"Số điện thoại: {text(person.phone)}")] if person.phone else []),
        space(6),
    ]


def _story(letter: ApologyLetter) -> list[Flowable]:
    office, agency = text(letter.office), text(letter.sender.name)
    received = form_date(local_day(letter.received_at)).capitalize()
    return [
        body(
            f"{received}, {office} tiếp nhận hồ sơ thuộc lĩnh vực {text(letter.field)} "
            f"({text(letter.procedure)}) của ông/bà."
        ),
        body(f"Mã số hồ sơ: {bold(letter.code)}."),
        body(f"Ngày hẹn trả kết quả: {form_moment(letter.old_due_at)}."),
        body(
            f"Sau khi tiếp nhận, {office} đã chuyển hồ sơ cho {agency} xem xét, giải quyết theo "
            f"quy định. Hiện hồ sơ ở bước: {text(letter.progress)}."
        ),
        body(
            f"Tuy nhiên, {agency} chưa trả được kết quả cho ông/bà đúng thời hạn ghi trên Giấy "
            "tiếp nhận hồ sơ và hẹn trả kết quả."
        ),
        body(f"<b>Lý do:</b> {text(letter.reason)}"),
        body(
            f"{agency} trân trọng gửi lời xin lỗi đến ông/bà và mong nhận được sự thông cảm của "
            "ông/bà vì sự chậm trễ này."
        ),
        body(_promise(letter.new_due_at)),
        body("Trân trọng./."),
    ]


def _promise(new_due_at: datetime | None) -> str:
    if new_due_at is None:
        return "Ngay khi có kết quả, cơ quan sẽ báo cho ông/bà."
    return f"<b>Thời gian hẹn trả kết quả lại: {form_moment(new_due_at)}.</b>"
