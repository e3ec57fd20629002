"""What stands on the slip of a print job, read from the database when it is rendered."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import NoReturn

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from onestop.cases.models import Apology, Case
from onestop.cases.transitions import kinds_with
from onestop.directory.addresses import public_address
from printing.counter_days import counter_day, summary_slip
from printing.dossiers import (
    collected_where,
    event_of,
    name_of,
    procedure_words,
    processing_time,
    progress_words,
    receiving_officer,
)
from printing.layouts import layout_of
from printing.models import Printer, PrintJob, Role
from printing.slips import (
    ApologySlip,
    LettersSlip,
    NoticeKind,
    NoticeSlip,
    Paper,
    ReceiptSlip,
    Slip,
    SlipError,
    SummarySlip,
    TicketSlip,
    TrialSlip,
    slip_bytes,
)
from printing.words import text_words, width_words
from queueing.models import Counter
from queueing.slip_facts import ticket_facts
from queueing.tokens import ticket_token


def job_bytes(
    job: PrintJob,
    *,
    width_dots: int,
    text: str,
    native_codes: bool = False,
    today: date | None = None,
) -> bytes:
    """Return the bytes of the job's slip in its language; raises `SlipError` with a sentence.

    With `today` also for a ticket that nobody waits for any more.
    """
    with override(job.language):
        slip = slip_of(job)
        if today is not None:
            ensure_still_wanted(slip, today)
        return slip_bytes(
            slip,
            width_dots=width_dots,
            text=text,
            native_codes=native_codes,
            layout=layout_of(job.office_id, job.document),
        )


def slip_of(job: PrintJob) -> Slip:
    """Return what stands on the job's slip; raises `SlipError` when its subject is gone."""
    return _SLIPS[PrintJob.Document(job.document)](job)


def ensure_still_wanted(slip: Slip, today: date) -> None:
    """Raise `SlipError` for a ticket of an earlier day: nobody waits for that paper any more."""
    if not isinstance(slip, TicketSlip) or slip.is_copy:
        return
    if timezone.localdate(slip.issued_at) < today:
        raise SlipError(_("Số của ngày trước, không in nữa."))


def _ticket(job: PrintJob) -> TicketSlip:
    ticket = ticket_facts(job.subject, job.language) or _gone()
    wait = job.facts.get("wait")
    return TicketSlip(
        office=ticket.office,
        number=ticket.number,
        service=ticket.service,
        priority=ticket.priority,
        ahead=job.facts.get("ahead"),
        wait=(wait[0], wait[1]) if wait else None,
        issued_at=ticket.issued_at,
        url=public_address(reverse("ticket-page", args=[ticket_token(job.subject)])),
        appointment_at=ticket.appointment_at,
        is_copy=job.copy_of_id is not None,
    )


def _receipt(job: PrintJob) -> ReceiptSlip:
    case = _cases().filter(pk=job.subject).first() or _gone()
    if case.received_at is None or case.original_due_at is None:
        raise SlipError(_("Hồ sơ chưa được tiếp nhận nên chưa có giấy hẹn."))
    return ReceiptSlip(
        parent_office=case.office.parent_name,
        office=case.office.name,
        code=case.code,
        applicant=case.applicant.name,
        phone=case.applicant.phone,
        procedure=procedure_words(case),
        papers=tuple(Paper(one.name, one.original, one.quantity) for one in case.papers.all()),
        copies=case.copies,
        processing_time=processing_time(case),
        received_at=case.received_at,
        due_at=case.original_due_at,
        collected=collected_where(case),
        fee=case.procedure.fee_text,
        officer=name_of(receiving_officer(case)),
        address=case.office.address,
        telephone=case.office.phone,
        is_copy=job.copy_of_id is not None,
    )


def _apology(job: PrintJob) -> ApologySlip:
    found = Apology.objects.select_related("approved_by").filter(pk=job.subject)
    apology = found.first() or _gone()
    case = _cases().get(pk=apology.case_id)
    if apology.approved_by is None or apology.approved_at is None:
        raise SlipError(_("Thư xin lỗi chưa được duyệt."))
    return ApologySlip(
        parent_office=case.office.parent_name,
        agency=case.agency.name,
        applicant=case.applicant.name,
        code=case.code,
        procedure=procedure_words(case),
        progress=progress_words(case),
        old_due_at=apology.due_at_before,
        new_due_at=apology.new_due_at,
        reason=apology.reason,
        signer_title=apology.approved_by.title or _("Người ký"),
        signer=name_of(apology.approved_by),
        place=case.office.place,
        approved_at=apology.approved_at,
        telephone=case.office.phone,
        number=apology.number_written,
        is_copy=job.copy_of_id is not None,
    )


def _notice(job: PrintJob) -> NoticeSlip:
    """Return what the latest event of its kind said; a stop comes from the agency itself."""
    kind = NoticeKind(job.document)
    case = _cases().filter(pk=job.subject).first() or _gone()
    event = event_of(case, *kinds_with(kind))
    if event is None:
        raise SlipError(_("Hồ sơ này không có giấy tờ ấy."))
    actor = event.actor
    return NoticeSlip(
        kind=kind,
        parent_office=case.office.parent_name,
        sender=case.agency.name if kind is NoticeKind.STOP else case.office.name,
        code=case.code,
        applicant=case.applicant.name,
        procedure=procedure_words(case),
        reason=event.reason,
        at=event.at,
        officer=name_of(actor),
        officer_title=(actor.title if actor else "") or _("Thủ trưởng cơ quan"),
        place=case.office.place,
        telephone=case.office.phone,
        is_copy=job.copy_of_id is not None,
    )


def _trial(job: PrintJob) -> TrialSlip:
    printer = Printer.objects.select_related("office").filter(pk=job.subject).first() or _gone()
    roles = [str(Role(one).label) for one in printer.roles.values_list("role", flat=True)]
    return TrialSlip(
        office=printer.office.name,
        printer=printer.name,
        width=width_words(printer.width_dots),
        text=text_words(printer.text),
        roles=", ".join(roles) or "–",
        at=job.created_at,
        is_copy=job.copy_of_id is not None,
    )


def _summary(job: PrintJob) -> SummarySlip:
    counter = Counter.objects.select_related("office").filter(pk=job.subject).first() or _gone()
    if "day" not in job.facts:
        _gone()
    day = counter_day(counter, date.fromisoformat(job.facts["day"]), until=job.created_at)
    return replace(summary_slip(day), is_copy=job.copy_of_id is not None)


def _letters(job: PrintJob) -> LettersSlip:
    printer = Printer.objects.select_related("office").filter(pk=job.subject).first() or _gone()
    return LettersSlip(
        office=printer.office.name,
        printer=printer.name,
        pages=tuple(job.facts.get("pages", ())),
        at=job.created_at,
        is_copy=job.copy_of_id is not None,
    )


def _cases() -> QuerySet[Case]:
    return Case.objects.select_related("office", "agency", "procedure", "applicant")


def _gone() -> NoReturn:
    raise SlipError(_("Không còn dữ liệu để in phiếu này."))


_SLIPS: Mapping[PrintJob.Document, Callable[[PrintJob], Slip]] = {
    PrintJob.Document.TICKET: _ticket,
    PrintJob.Document.RECEIPT: _receipt,
    PrintJob.Document.APOLOGY: _apology,
    PrintJob.Document.SUPPLEMENT: _notice,
    PrintJob.Document.REFUSAL: _notice,
    PrintJob.Document.STOP: _notice,
    PrintJob.Document.SUMMARY: _summary,
    PrintJob.Document.TEST: _trial,
    PrintJob.Document.LETTERS: _letters,
}
