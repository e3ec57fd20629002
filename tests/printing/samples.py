"""Slips with invented people: what tests print, and what the golden pictures show."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from printing.slips import (
    ApologySlip,
    Dossier,
    NoticeKind,
    NoticeSlip,
    Paper,
    ReceiptSlip,
    Slip,
    SummarySlip,
    TicketSlip,
    TrialSlip,
)

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
SUPPLEMENT = NoticeSlip(
    kind=NoticeKind.SUPPLEMENT,
    parent_office="ỦY BAN NHÂN DÂN XÃ MẪU",
    sender=OFFICE,
    code=CASE_CODE,
    applicant="Nguyễn Thị Phượng",
    procedure="Đăng ký giám hộ (1.004837)",
    reason="Bổ sung bản chính giấy chứng sinh và giấy xác nhận nơi cư trú của người giám hộ",
    at=datetime(2026, 11, 24, 10, 5, tzinfo=HANOI),
    officer="Trần Thị An",
    officer_title="Công chức tư pháp – hộ tịch",
    place="Xã Mẫu",
    telephone="0200 000 000",
)
REFUSAL = replace(
    SUPPLEMENT,
    kind=NoticeKind.REFUSAL,
    reason="Thủ tục này do Ủy ban nhân dân xã nơi cư trú của người được giám hộ giải quyết",
)
STOP = replace(
    SUPPLEMENT,
    kind=NoticeKind.STOP,
    sender="Tư pháp – Hộ tịch",
    reason="Người nộp hồ sơ không bổ sung giấy tờ trong 15 ngày",
    officer="Nguyễn Tiến Dũng",
    officer_title="Trưởng phòng Tư pháp – Hộ tịch",
)
SUMMARY = SummarySlip(
    office=OFFICE,
    counter="Quầy 1",
    officers=("Trần Thị An", "Lê Văn Bình"),
    day=MONDAY_MORNING.date(),
    first_at=datetime(2026, 11, 23, 7, 34, tzinfo=HANOI),
    last_at=datetime(2026, 11, 23, 17, 12, tzinfo=HANOI),
    figures=(
        ("Số đã gọi", "46"),
        ("Đã phục vụ xong", "41"),
        ("– tiếp nhận hồ sơ", "28"),
        ("– trả kết quả", "9"),
        ("Vắng mặt", "3"),
        ("Chuyển quầy khác", "2"),
        ("Một lượt thường mất", "6 phút"),
        ("Lượt lâu nhất", "31 phút"),
    ),
    services=(("Hộ tịch", 30), ("Chứng thực, xác nhận và các việc khác của tư pháp", 11)),
    dossiers=(
        Dossier(CASE_CODE, "Đăng ký giám hộ"),
        Dossier("H00.01-261123-0002", "Đăng ký kết hôn có yếu tố nước ngoài"),
    ),
    dossier_count=28,
    until=datetime(2026, 11, 23, 17, 30, tzinfo=HANOI),
)
TRIAL = TrialSlip(
    office=OFFICE,
    printer="Máy quầy 1",
    width="giấy 80 mm",
    text="in chữ bằng hình",
    roles="số thứ tự, giấy tiếp nhận và phiếu",
    at=MONDAY_MORNING,
)
# Two marks on capitals, dots below, and the letters whose marks are drawn highest and lowest.
TALL_NAME = "ẪỄỔỬỸ ẶỆỘỰỴ gjpqyạệọụỵ Ắ Ằ Ẵ Ậ Ỗ Đ"

SAMPLES: dict[str, Slip] = {
    "ticket": TICKET,
    "ticket-plain": replace(TICKET, number="A1000", priority="", ahead=0, wait=None),
    "ticket-copy": replace(TICKET, is_copy=True),
    "ticket-appointment": replace(
        TICKET, number="H012", priority="", appointment_at=MONDAY_MORNING.replace(minute=30)
    ),
    "supplement": SUPPLEMENT,
    "refusal": REFUSAL,
    "stop-copy": replace(STOP, is_copy=True),
    "summary": SUMMARY,
    "trial": TRIAL,
    "receipt": RECEIPT,
    "receipt-marks": replace(RECEIPT, applicant=TALL_NAME, papers=(), phone="", fee=""),
    "apology": APOLOGY,
    "apology-further": replace(APOLOGY, new_due_at=None, number="", is_copy=True),
}
