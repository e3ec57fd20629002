"""Slips with invented people: what tests print, and what the golden pictures show."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from printing.slips import ApologySlip, Paper, ReceiptSlip, Slip, TicketSlip

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
OFFICE = "Trung tâm Phục vụ hành chính công xã Mẫu"
MONDAY_MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=HANOI)
FRIDAY_EVENING = datetime(2026, 11, 27, 17, 30, tzinfo=HANOI)
WEDNESDAY_EVENING = datetime(2026, 12, 2, 17, 30, tzinfo=HANOI)
TICKET_URL = "http://192.168.1.20:8000/t/1k-AbCdEfGhIjKlMnOp/"
CASE_CODE = "H00.01-261123-0001"

TICKET = TicketSlip(
    office=OFFICE,
    number="A001",
    service="Hộ tịch",
    priority="Người cao tuổi",
    ahead=5,
    wait=(600, 1200),
    issued_at=MONDAY_MORNING,
    url=TICKET_URL,
)
RECEIPT = ReceiptSlip(
    parent_office="ỦY BAN NHÂN DÂN XÃ MẪU",
    office=OFFICE,
    code=CASE_CODE,
    applicant="Nguyễn Thị Phượng",
    phone="0912 345 678",
    procedure="Đăng ký giám hộ (1.004837)",
    papers=(
        Paper("Tờ khai theo mẫu", original=True, quantity=1),
        Paper("Giấy tờ chứng minh điều kiện giám hộ đương nhiên", original=False, quantity=2),
    ),
    copies=1,
    processing_time="3 ngày làm việc",
    received_at=MONDAY_MORNING,
    due_at=FRIDAY_EVENING,
    collected=f"tại quầy, {OFFICE}",
    fee="Miễn lệ phí",
    officer="Trần Thị An",
    address="Số 1, đường Mẫu",
    telephone="0200 000 000",
)
APOLOGY = ApologySlip(
    parent_office="ỦY BAN NHÂN DÂN XÃ MẪU",
    agency="Tư pháp – Hộ tịch",
    applicant="Nguyễn Thị Phượng",
    code=CASE_CODE,
    procedure="Đăng ký giám hộ (1.004837)",
    progress="Thẩm định",
    old_due_at=FRIDAY_EVENING,
    new_due_at=WEDNESDAY_EVENING,
    reason="Cần xác minh thêm tại nơi cư trú trước đây của người được giám hộ",
    signer_title="Trưởng phòng Tư pháp – Hộ tịch",
    signer="Nguyễn Tiến Dũng",
    place="Xã Mẫu",
    approved_at=datetime(2026, 11, 26, 9, 0, tzinfo=HANOI),
    telephone="0200 000 000",
    number="07",
)
# Two marks on capitals, dots below, and the letters whose marks are drawn highest and lowest.
TALL_NAME = "ẪỄỔỬỸ ẶỆỘỰỴ gjpqyạệọụỵ Ắ Ằ Ẵ Ậ Ỗ Đ"

SAMPLES: dict[str, Slip] = {
    "ticket": TICKET,
    "ticket-plain": replace(TICKET, number="A1000", priority="", ahead=0, wait=None),
    "ticket-copy": replace(TICKET, is_copy=True),
    "receipt": RECEIPT,
    "receipt-marks": replace(RECEIPT, applicant=TALL_NAME, papers=(), phone="", fee=""),
    "apology": APOLOGY,
    "apology-further": replace(APOLOGY, new_due_at=None, number="", is_copy=True),
}
