"""Slips with invented people, on which an office sees how its layouts look."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from onestop.directory.models import Office
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
)

CODE = "H00.01-261123-0001"
CITIZEN, OFFICER, LEADER = "Nguyễn Thị Mẫu", "Trần Thị Mẫu", "Lê Văn Mẫu"
PROCEDURE, AGENCY = "Đăng ký giám hộ (1.004837)", "Tư pháp – Hộ tịch"
ADDRESS = "https://mot-cua.example.vn/t/1k-AbCdEfGhIjKlMnOp/"


def specimen(office: Office, document: str, now: datetime) -> Slip:
    """Return a slip of the office with invented contents; `KeyError` for an unknown document."""
    return SPECIMENS[document](office, now)


def _ticket(office: Office, now: datetime) -> Slip:
    return TicketSlip(
        office=office.name,
        number="A015",
        service="Hộ tịch",
        priority="Người cao tuổi",
        ahead=5,
        wait=(600, 1200),
        issued_at=now,
        url=ADDRESS,
    )


def _receipt(office: Office, now: datetime) -> Slip:
    return ReceiptSlip(
        parent_office=office.parent_name,
        office=office.name,
        code=CODE,
        applicant=CITIZEN,
        phone="0900 000 000",
        procedure=PROCEDURE,
        papers=(
            Paper("Tờ khai theo mẫu", original=True, quantity=1),
            Paper("Giấy tờ chứng minh điều kiện giám hộ", original=False, quantity=2),
        ),
        copies=1,
        processing_time=_("%(days)d ngày làm việc") % {"days": 3},
        received_at=now,
        due_at=now + timedelta(days=4),
        collected=f"tại quầy, {office.name}",
        fee="",
        officer=OFFICER,
        address=office.address,
        telephone=office.phone,
    )


def _notice(kind: NoticeKind, reason: str) -> Callable[[Office, datetime], Slip]:
    def made(office: Office, now: datetime) -> Slip:
        return NoticeSlip(
            kind=kind,
            parent_office=office.parent_name,
            sender=AGENCY if kind is NoticeKind.STOP else office.name,
            code=CODE,
            applicant=CITIZEN,
            procedure=PROCEDURE,
            reason=reason,
            at=now,
            officer=OFFICER,
            officer_title="Trưởng phòng",
            place=office.place,
            telephone=office.phone,
        )

    return made


def _apology(office: Office, now: datetime) -> Slip:
    return ApologySlip(
        parent_office=office.parent_name,
        agency=AGENCY,
        applicant=CITIZEN,
        code=CODE,
        procedure=PROCEDURE,
        progress="Thẩm định",
        old_due_at=now + timedelta(days=1),
        new_due_at=now + timedelta(days=6),
        reason="Cần xác minh thêm tại nơi cư trú trước đây",
        signer_title="Trưởng phòng",
        signer=LEADER,
        place=office.place,
        approved_at=now,
        telephone=office.phone,
        number="07",
    )


def _summary(office: Office, now: datetime) -> Slip:
    return SummarySlip(
        office=office.name,
        counter="Quầy 1",
        officers=(OFFICER,),
        day=now.date(),
        first_at=now - timedelta(hours=8),
        last_at=now,
        figures=((_("Số đã gọi"), "46"), (_("Đã phục vụ xong"), "41"), (_("Vắng mặt"), "3")),
        services=(("Hộ tịch", 30), ("Chứng thực", 11)),
        dossiers=(Dossier(CODE, "Đăng ký giám hộ"),),
        dossier_count=28,
        until=now,
    )


SPECIMENS: Mapping[str, Callable[[Office, datetime], Slip]] = {
    "ticket": _ticket,
    "receipt": _receipt,
    "supplement": _notice(NoticeKind.SUPPLEMENT, "Bổ sung bản chính giấy chứng sinh"),
    "refusal": _notice(NoticeKind.REFUSAL, "Thủ tục này do Ủy ban nhân dân xã khác giải quyết"),
    "apology": _apology,
    "stop": _notice(NoticeKind.STOP, "Hồ sơ không được bổ sung trong 15 ngày"),
    "summary": _summary,
}
