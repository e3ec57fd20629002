"""What stands on a slip comes from the case or ticket, as it was promised."""

from dataclasses import replace
from datetime import datetime

import pytest
from django.test import override_settings

from onestop.cases.models import Case
from onestop.cases.services import PaperData
from onestop.cases.states import CaseState
from printing.contents import job_bytes, slip_of
from printing.models import PrintJob
from printing.slips import ApologySlip, NoticeSlip, Paper, ReceiptSlip, SlipError, TicketSlip
from queueing.models import Counter, Ticket
from queueing.services import ticket_issue
from queueing.tokens import ticket_token
from tests.cases.desk import Desk, culture_day
from tests.cast import Cast
from tests.printing.decoder import decode
from tests.printing.samples import FRIDAY_EVENING, HANOI, OFFICE


@pytest.fixture
def desk(cast: Cast, monday_morning: datetime) -> Desk:
    culture_day()
    return Desk(cast, monday_morning)


def latest() -> PrintJob:
    return PrintJob.objects.latest("pk")


@override_settings(ONESTOP_URL="https://mot-cua.example.vn")
def test_ticket(desk: Desk) -> None:
    ticket = ticket_issue(
        office=desk.cast.office,
        service_code="ho-tich",
        priority_code="nguoi-cao-tuoi",
        actor=None,
        now=desk.now,
    )
    assert slip_of(latest()) == TicketSlip(
        office=OFFICE,
        number="A001",
        service="Hộ tịch",
        priority="Người cao tuổi",
        ahead=0,
        wait=None,
        issued_at=desk.now,
        url=f"https://mot-cua.example.vn/t/{ticket_token(ticket.pk)}/",
    )


def test_expected_wait_is_that_of_the_moment_of_issue(desk: Desk) -> None:
    cast = desk.cast
    Counter.objects.filter(pk=cast.counter_1.pk).update(state=Counter.State.OPEN)
    for sequence in range(100, 106):
        Ticket.objects.create(
            office=cast.office,
            service=cast.civil,
            day=desk.now.date(),
            letter="A",
            sequence=sequence,
            number=f"A{sequence}",
            state=Ticket.State.FINISHED,
            issued_at=desk.now,
            waiting_since=desk.now,
            called_at=desk.now.replace(minute=0),
            ended_at=desk.now.replace(minute=5),
        )
    desk.later(minutes=10)
    for _ in range(2):
        ticket_issue(office=cast.office, service_code="ho-tich", actor=None, now=desk.now)
    slip = slip_of(latest())
    assert isinstance(slip, TicketSlip)
    assert (slip.ahead, slip.wait) == (1, (300, 600))


def test_english_ticket(desk: Desk) -> None:
    desk.cast.civil.name_en = "Civil status"
    desk.cast.civil.save()
    ticket_issue(
        office=desk.cast.office, service_code="ho-tich", language="en", actor=None, now=desk.now
    )
    slip = slip_of(latest())
    assert isinstance(slip, TicketSlip)
    assert slip.service == "Civil status"


def test_receipt(desk: Desk) -> None:
    papers = (PaperData("Tờ khai theo mẫu", original=True), PaperData("Căn cước", quantity=2))
    case = desk.receive(papers=papers, copies=2)
    assert slip_of(latest()) == ReceiptSlip(
        parent_office="ỦY BAN NHÂN DÂN XÃ MẪU",
        office=OFFICE,
        code=case.code,
        applicant="Nguyễn Thị Mẫu",
        phone="0912345678",
        procedure="Đăng ký giám hộ (1.004837)",
        papers=(
            Paper("Tờ khai theo mẫu", original=True, quantity=1),
            Paper("Căn cước", original=False, quantity=2),
        ),
        copies=2,
        processing_time="3 ngày làm việc",
        received_at=desk.now,
        due_at=FRIDAY_EVENING,
        collected=f"tại quầy, {OFFICE}",
        fee="",
        officer="Trần Thị An",
        address="Số 1, đường Mẫu",
        telephone="0200 000 000",
    )


def test_same_day_receipt_names_hour_and_date(desk: Desk) -> None:
    """Circular 01/2020/TT-BTP Art. 2(1): a result of the same day is promised to the hour."""
    desk.receive(desk.cast.birth)
    text = decode(job_bytes(latest(), width_dots=576, text="TCVN-3"), 576).text
    assert "thứ Hai, 23/11/2026 lúc 17:30" in text
    assert "Thời gian giải quyết: trong ngày làm việc" in text


def test_receipt_keeps_the_first_date_whatever_happens_later(desk: Desk) -> None:
    case = desk.receive()
    job = latest()
    Case.objects.filter(pk=case.pk).update(due_at=datetime(2026, 12, 31, 17, 30, tzinfo=HANOI))
    slip = slip_of(job)
    assert isinstance(slip, ReceiptSlip)
    assert slip.due_at == FRIDAY_EVENING


def test_apology(desk: Desk) -> None:
    cast = desk.cast
    cast.dung.title = "Trưởng phòng"
    cast.dung.save()
    case = desk.receive()
    desk.do(case, "start_processing")
    desk.later(days=3)
    new_date = datetime(2026, 12, 2, 17, 30, tzinfo=HANOI)
    desk.apology(case, "approve", new_due_at=new_date, reason="Cần xác minh thêm")
    assert slip_of(latest()) == ApologySlip(
        parent_office="ỦY BAN NHÂN DÂN XÃ MẪU",
        agency="Tư pháp – Hộ tịch",
        applicant="Nguyễn Thị Mẫu",
        code=case.code,
        procedure="Đăng ký giám hộ (1.004837)",
        progress="Thẩm định",
        old_due_at=FRIDAY_EVENING,
        new_due_at=new_date,
        reason="Cần xác minh thêm",
        signer_title="Trưởng phòng",
        signer="Nguyễn Tiến Dũng",
        place="Xã Mẫu",
        approved_at=desk.now,
        telephone="0200 000 000",
    )


def test_copy_is_the_same_slip_marked(desk: Desk) -> None:
    desk.receive()
    original = latest()
    copy = PrintJob.objects.get(pk=original.pk)
    copy.copy_of = original
    first = slip_of(original)
    assert isinstance(first, ReceiptSlip)
    assert slip_of(copy) == replace(first, is_copy=True)


@pytest.mark.parametrize("document", PrintJob.Document)
def test_slip_of_something_that_is_gone_cannot_be_made(
    cast: Cast, document: PrintJob.Document
) -> None:
    with pytest.raises(SlipError):
        slip_of(PrintJob(office=cast.office, document=document, subject=10**9))


def test_ticket_of_an_appointment_says_when_and_not_how_many_are_ahead(desk: Desk) -> None:
    ticket = ticket_issue(office=desk.cast.office, service_code="ho-tich", actor=None, now=desk.now)
    Ticket.objects.filter(pk=ticket.pk).update(appointment_at=desk.now.replace(minute=30))
    text = decode(job_bytes(latest(), width_dots=576, text="TCVN-3"), 576).text
    assert "Lịch hẹn: 9:30" in text
    assert "người trước" not in text
    assert "người tiếp theo" not in text


@pytest.mark.parametrize(
    ("state", "document", "said"),
    [
        (CaseState.SUPPLEMENT_REQUESTED, "supplement", "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ"),
        (CaseState.REFUSED, "refusal", "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ"),
        (CaseState.STOPPED, "stop", "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ"),
    ],
)
def test_a_notice_says_why(desk: Desk, state: CaseState, document: str, said: str) -> None:
    case = desk.case_in(state)
    job = PrintJob(office=desk.cast.office, document=document, subject=case.pk)
    slip = slip_of(job)
    assert isinstance(slip, NoticeSlip)
    assert slip.reason
    text = decode(job_bytes(job, width_dots=576, text="TCVN-3"), 576).text
    assert said in text
    assert case.code in text


def test_a_notice_that_was_never_given_cannot_be_printed(desk: Desk) -> None:
    case = desk.receive()
    with pytest.raises(SlipError):
        slip_of(PrintJob(office=desk.cast.office, document="refusal", subject=case.pk))
