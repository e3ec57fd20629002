"""The two letters of an apology: to the one-stop office, to the citizen (Decree 118/2025 Art. 19).

To the citizen: phiếu xin lỗi và hẹn lại ngày trả kết quả, in the words of form 04 of Circular
01/2018 as offices write it in 2025 and 2026, with the contents that Decision 5157/QĐ-UBND (Ho Chi
Minh City, 2016) asks for. The head of the agency that is late signs it; the one-stop office hands
it on.

To the office: form 04 of Circular 03/2025, văn bản xin lỗi và đề nghị gia hạn thời gian giải
quyết. Its text was not found: the layout is our own and says that it is provisional.
"""

from dataclasses import dataclass
from datetime import datetime

from reportlab.platypus import Flowable

from printing.letters.blocks import Signature, closing, head, title
from printing.letters.page import BLANK, body, bold, centre, letter_pdf, line, space, text
from printing.letters.people import Addressee, Sender
from printing.words import form_date, form_moment, local_day


@dataclass(frozen=True)
class ApologyLetter:
    """What stands in both letters.

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
    number: str = ""  # of the year, once it is signed


def apology_pdf(letter: ApologyLetter) -> bytes:
    """Return the letter to the citizen as PDF."""
    dated = letter.new_due_at is not None
    name = ("PHIẾU XIN LỖI", "VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ") if dated else ("PHIẾU XIN LỖI",)
    story = [
        *head(letter.sender, f"{letter.number or BLANK}/PXL", letter.issued_at),
        *title(*name),
        *_address(letter.addressee),
        *_story(letter),
        closing(
            ("Như trên", letter.office),
            Signature(letter.signer_title, note="", name=letter.signer),
        ),
    ]
    heading = f"Phiếu xin lỗi {letter.code}"
    return letter_pdf(heading, letter.sender.name, story, draft=not letter.approved)


def apology_request_pdf(letter: ApologyLetter) -> bytes:
    """Return the agency's letter to the one-stop office as PDF; a further one asks for no time."""
    dated = letter.new_due_at is not None
    more = ("VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT",) if dated else ()
    story = [
        *head(letter.sender, f"{letter.number or BLANK}/VBXL", letter.issued_at),
        *title("VĂN BẢN XIN LỖI", *more),
        centre("<i>(mẫu tạm dùng)</i>", size=11, space=6),
        line(f"Kính gửi: {bold(letter.office)}", space=9),
        *_request(letter),
        closing(("Như trên",), Signature(letter.signer_title, note="", name=letter.signer)),
    ]
    heading = f"Văn bản xin lỗi {letter.code}"
    return letter_pdf(heading, letter.sender.name, story, draft=not letter.approved)


def _request(letter: ApologyLetter) -> list[Flowable]:
    office, agency = text(letter.office), text(letter.sender.name)
    applicant = text(letter.addressee.name)
    return [
        body(
            "Căn cứ khoản 6 Điều 19 Nghị định số 118/2025/NĐ-CP của Chính phủ, "
            f"{agency} báo cáo về hồ sơ chưa giải quyết xong sau đây:"
        ),
        line(f"Mã số hồ sơ: {bold(letter.code)}"),
        line(f"Thủ tục: {text(letter.procedure)}, lĩnh vực {text(letter.field)}"),
        line(f"Người nộp hồ sơ: {applicant}"),
        line(f"Ngày tiếp nhận: {form_moment(letter.received_at)}"),
        line(f"Ngày hẹn trả kết quả: {form_moment(letter.old_due_at)}"),
        line(f"Tình trạng giải quyết: {text(letter.progress)}", space=8),
        body(f"<b>Lý do quá hạn:</b> {text(letter.reason)}"),
        body(_extension(letter.new_due_at)),
        body(f"{agency} xin lỗi {office} và ông/bà {applicant} về sự chậm trễ này."),
        body(
            f"Đề nghị {office} {_to_do(letter.new_due_at)} bằng thư điện tử, tin nhắn, điện thoại "
            "hoặc mạng xã hội được phép sử dụng."
        ),
        body("Trân trọng./."),
    ]


def _to_do(new_due_at: datetime | None) -> str:
    notify = "thông báo cho người nộp hồ sơ"
    return f"cập nhật ngày hẹn trả kết quả trên hệ thống và {notify}" if new_due_at else notify


def _extension(new_due_at: datetime | None) -> str:
    if new_due_at is None:
        return "Văn bản này không đề nghị gia hạn thời gian trả kết quả."
    return f"<b>Thời gian đề nghị gia hạn trả kết quả: đến {form_moment(new_due_at)}.</b>"


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
