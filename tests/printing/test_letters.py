"""PDF forms and letters hold what the law asks for, in text that can be read back."""

import re
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from printing.letters import (
    Addressee,
    ApologyLetter,
    ControlSheet,
    HandOver,
    Notice,
    ReceiptForm,
    ReceiptPaper,
    Sender,
    apology_pdf,
    apology_request_pdf,
    control_sheet_pdf,
    receipt_pdf,
    refusal_pdf,
    stop_pdf,
    supplement_pdf,
)
from tests.printing.samples import (
    CASE_CODE,
    FRIDAY_EVENING,
    MONDAY_MORNING,
    OFFICE,
    TALL_NAME,
    WEDNESDAY_EVENING,
)

SENDER = Sender("Ủy ban nhân dân xã Mẫu", OFFICE, "Xã Mẫu", "0200 000 000")
AGENCY = Sender("Ủy ban nhân dân xã Mẫu", "Tư pháp – Hộ tịch", "Xã Mẫu", "0200 000 000")
PERSON = Addressee("Nguyễn Thị Phượng", "Thôn Mẫu, Xã Mẫu", "0912 345 678", "", "••••••••3456")


def receipt(applicant: Addressee = PERSON, papers: int = 2) -> ReceiptForm:
    return ReceiptForm(
        sender=SENDER,
        code=CASE_CODE,
        applicant=applicant,
        procedure="Đăng ký giám hộ (1.004837)",
        papers=tuple(
            ReceiptPaper(f"Giấy tờ số {place}", original=place == 1, quantity=place)
            for place in range(1, papers + 1)
        ),
        copies=1,
        processing_time="3 ngày làm việc",
        received_at=MONDAY_MORNING,
        due_at=FRIDAY_EVENING,
        collected=f"tại quầy, {OFFICE}",
        fee="Miễn lệ phí",
        officer="Trần Thị An",
    )


def apology(**facts: Any) -> ApologyLetter:
    told: dict[str, Any] = {
        "sender": AGENCY,
        "office": OFFICE,
        "addressee": PERSON,
        "code": CASE_CODE,
        "field": "Hộ tịch",
        "procedure": "Đăng ký giám hộ",
        "progress": "Thẩm định",
        "received_at": MONDAY_MORNING,
        "old_due_at": FRIDAY_EVENING,
        "new_due_at": WEDNESDAY_EVENING,
        "reason": "Cần xác minh thêm",
        "approved": True,
        "issued_at": MONDAY_MORNING,
        "signer_title": "Trưởng phòng",
        "signer": "Nguyễn Tiến Dũng",
    }
    return ApologyLetter(**(told | facts))


def notice(sender: Sender = SENDER) -> Notice:
    return Notice(
        sender=sender,
        code=CASE_CODE,
        addressee=PERSON,
        procedure="Đăng ký giám hộ (1.004837)",
        reason="Thiếu bản chính giấy khai sinh.",
        at=MONDAY_MORNING,
        officer="Trần Thị An",
        officer_title="Giám đốc",
    )


def text_of(pdf: bytes) -> str:
    """Return the document's text with single spaces."""
    pages = PdfReader(BytesIO(pdf)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


HEAD = (
    "ỦY BAN NHÂN DÂN XÃ MẪU",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Xã Mẫu, ngày 23 tháng 11 năm 2026",
)


def test_receipt_has_every_part_of_form_01() -> None:
    text = text_of(receipt_pdf(receipt()))
    for part in (
        *HEAD,
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        f"Mã hồ sơ: {CASE_CODE}",
        "Tiếp nhận hồ sơ của: Nguyễn Thị Phượng",
        "CCCD/MST: ••••••••3456",
        "Thủ tục hành chính cần giải quyết: Đăng ký giám hộ (1.004837)",
        "1. Thành phần hồ sơ nộp gồm",
        "Giấy tờ số 1 Bản chính 01",
        "Giấy tờ số 2 Bản sao 02",
        "2. Số lượng hồ sơ: 01 (bộ)",
        "3. Thời gian giải quyết hồ sơ theo quy định: 3 ngày làm việc",
        "4. Thời gian nhận hồ sơ: 9 giờ 00 phút, ngày 23 tháng 11 năm 2026",
        "17 giờ 30 phút, ngày 27 tháng 11 năm 2026",
        "6. Đăng ký nhận kết quả: tại quầy",
        "7. Phí, lệ phí (nếu có): Miễn lệ phí",
        "NGƯỜI NỘP HỒ SƠ",
        "NGƯỜI TIẾP NHẬN HỒ SƠ",
        "Trần Thị An",
    ):
        assert part in text


def test_apology_has_every_part_of_the_letter() -> None:
    text = text_of(apology_pdf(apology()))
    for part in (
        *HEAD,
        "TƯ PHÁP – HỘ TỊCH",
        "/PXL",
        "VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ",
        "Kính gửi: Ông/Bà Nguyễn Thị Phượng",
        "Ngày 23 tháng 11 năm 2026",
        f"Mã số hồ sơ: {CASE_CODE}",
        "Ngày hẹn trả kết quả: 17 giờ 30 phút, ngày 27 tháng 11 năm 2026",
        "Lý do: Cần xác minh thêm",
        "trân trọng gửi lời xin lỗi đến ông/bà",
        "Thời gian hẹn trả kết quả lại: 17 giờ 30 phút, ngày 02 tháng 12 năm 2026",
        "Trân trọng./.",
        "Nơi nhận:",
        "TRƯỞNG PHÒNG",
        "Nguyễn Tiến Dũng",
    ):
        assert part in text
    assert "DỰ THẢO" not in text


def test_the_letter_to_the_office_gives_the_reason_and_asks_for_time() -> None:
    text = text_of(apology_request_pdf(apology(number="07")))
    for part in (
        *HEAD,
        "TƯ PHÁP – HỘ TỊCH",
        "Số: 07/VBXL",
        "VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT",
        "(mẫu tạm dùng)",
        f"Kính gửi: {OFFICE}",
        "khoản 6 Điều 19 Nghị định số 118/2025/NĐ-CP",
        f"Mã số hồ sơ: {CASE_CODE}",
        "Người nộp hồ sơ: Nguyễn Thị Phượng",
        "Tình trạng giải quyết: Thẩm định",
        "Lý do quá hạn: Cần xác minh thêm",
        "gia hạn trả kết quả: đến 17 giờ 30 phút, ngày 02 tháng 12 năm 2026",
        "TRƯỞNG PHÒNG",
    ):
        assert part in text


def test_a_further_letter_to_the_office_asks_for_no_time() -> None:
    text = text_of(apology_request_pdf(apology(new_due_at=None)))
    assert "GIA HẠN" not in text
    assert "không đề nghị gia hạn" in text


def test_further_apology_promises_no_date() -> None:
    text = text_of(apology_pdf(apology(new_due_at=None)))
    assert "hẹn trả kết quả lại" not in text
    assert "HẸN LẠI" not in text


def test_unapproved_letter_says_that_it_is_a_draft() -> None:
    text = text_of(apology_pdf(apology(approved=False, issued_at=None, signer="")))
    assert "DỰ THẢO" in text
    assert "Nguyễn Tiến Dũng" not in text


def test_other_forms_hold_reason_and_title() -> None:
    for pdf, title in (
        (supplement_pdf(notice()), "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ"),
        (refusal_pdf(notice()), "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ"),
        (stop_pdf(notice(AGENCY)), "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ (mẫu tạm dùng)"),
    ):
        text = text_of(pdf)
        assert title in text
        assert "Thiếu bản chính giấy khai sinh." in text
        assert "Nguyễn Thị Phượng" in text


def test_control_sheet_lists_every_hand_over_and_numbers_its_pages() -> None:
    steps = tuple(
        HandOver(f"Người {one}", f"Người {one + 1}", MONDAY_MORNING, "Đúng hạn", "Thẩm định")
        for one in range(20)
    )
    sheet = ControlSheet(SENDER, CASE_CODE, "Đăng ký giám hộ", "Tư pháp", PERSON.name, steps)
    reader = PdfReader(BytesIO(control_sheet_pdf(sheet)))
    pages = [page.extract_text() for page in reader.pages]
    assert len(pages) > 1
    assert pages[1].split()[0] == "2"
    assert "Nhận: Người 20" in re.sub(r"\s+", " ", " ".join(pages))


@pytest.mark.parametrize("name", [TALL_NAME, "Nguye\u0302\u0303n", "<b>An & Bình</b>", "x" * 300])
def test_any_name_is_shown_as_it_is(name: str) -> None:
    text = text_of(receipt_pdf(receipt(Addressee(name))))
    shown = text.replace(" ", "")
    wanted = "Nguyễn" if "\u0302" in name else name.replace(" ", "")
    assert wanted in shown


def test_letter_that_no_font_has_is_a_box() -> None:
    assert "Giấy □ và □" in text_of(apology_pdf(apology(reason="Giấy 🙂 và 漢")))


def test_many_papers_run_over_pages() -> None:
    text = text_of(receipt_pdf(receipt(papers=50)))
    assert "Giấy tờ số 50" in text
    assert text.count("Tên giấy tờ") > 1
