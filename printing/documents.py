"""The documents of a case over HTTP: which there are, and what stands on each.

A document exists when the case has the event that it belongs to; else it is `NotFound`, with a
sentence that says what is missing.
"""

from collections.abc import Callable, Mapping
from typing import NoReturn

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from onestop.cases.models import Apology, Case, CaseEvent
from onestop.cases.privacy import identity_masked
from onestop.cases.selectors import case_by_code
from onestop.cases.transitions import kinds_with
from onestop.directory.models import User
from onestop.directory.refusals import NotFound
from printing.dossiers import (
    collected_where,
    event_of,
    name_of,
    procedure_words,
    processing_time,
    progress_words,
    receiving_officer,
)
from printing.hand_overs import hand_over_lines
from printing.letters import (
    Addressee,
    ApologyLetter,
    ControlSheet,
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

UNSIGNED_TITLE = "Thủ trưởng cơ quan"


def document_pdf(*, code: str, name: str, actor: User) -> bytes:
    """Return a document of the case as PDF.

    `name`: receipt, supplement, refusal, apology (to the citizen), apology-request (to the office),
    stop or control-sheet. Raises `NotFound` for
    another office's case, another name, or a document that the case has not (yet), and
    `NotAllowed` for an account that may see no cases.
    """
    case = case_by_code(code, actor)
    if name not in DOCUMENTS:
        raise NotFound(_("Không có loại giấy tờ này."))
    with override("vi"):
        return DOCUMENTS[name](case)


def _missing(sentence: str | Promise) -> NoReturn:
    raise NotFound(sentence)


def _receipt(case: Case) -> bytes:
    if case.received_at is None or case.original_due_at is None:
        _missing(gettext_lazy("Hồ sơ chưa được tiếp nhận nên chưa có giấy tiếp nhận."))
    form = ReceiptForm(
        sender=_office(case),
        code=case.code,
        applicant=_addressee(case),
        procedure=procedure_words(case),
        papers=tuple(
            ReceiptPaper(one.name, one.original, one.quantity) for one in case.papers.all()
        ),
        copies=case.copies,
        processing_time=processing_time(case),
        received_at=case.received_at,
        due_at=case.original_due_at,
        collected=collected_where(case),
        fee=case.procedure.fee_text,
        officer=name_of(receiving_officer(case)),
    )
    return receipt_pdf(form)


def _apology(case: Case) -> bytes:
    return apology_pdf(_apology_letter(case))


def _apology_request(case: Case) -> bytes:
    return apology_request_pdf(_apology_letter(case))


def _apology_letter(case: Case) -> ApologyLetter:
    live = case.apologies.exclude(state=Apology.State.CANCELLED)
    apology = live.select_related("approved_by", "signed_by").order_by("-id").first()
    if apology is None or case.received_at is None:
        _missing(gettext_lazy("Hồ sơ này chưa có thư xin lỗi."))
    signer = apology.signed_by or apology.approved_by
    return ApologyLetter(
        sender=_agency(case),
        office=case.office.name,
        addressee=_addressee(case),
        code=case.code,
        field=case.procedure.field.name,
        procedure=case.procedure.name,
        progress=progress_words(case),
        received_at=case.received_at,
        old_due_at=apology.due_at_before,
        new_due_at=apology.new_due_at,
        reason=apology.reason,
        approved=apology.approved_at is not None,
        issued_at=apology.signed_at or apology.approved_at,
        signer_title=(signer.title if signer else "") or UNSIGNED_TITLE,
        signer=name_of(signer),
        number=apology.number_written,
    )


def _supplement(case: Case) -> bytes:
    event = event_of(case, *kinds_with("supplement"))
    if event is None:
        _missing(gettext_lazy("Hồ sơ này chưa có yêu cầu bổ sung."))
    return supplement_pdf(_notice(case, event, _office(case)))


def _refusal(case: Case) -> bytes:
    event = event_of(case, *kinds_with("refusal"))
    if event is None:
        _missing(gettext_lazy("Hồ sơ này không bị từ chối."))
    return refusal_pdf(_notice(case, event, _office(case)))


def _stop(case: Case) -> bytes:
    event = event_of(case, *kinds_with("stop"))
    if event is None:
        _missing(gettext_lazy("Hồ sơ này không bị dừng."))
    return stop_pdf(_notice(case, event, _agency(case)))


def _control_sheet(case: Case) -> bytes:
    if case.received_at is None:
        _missing(gettext_lazy("Hồ sơ chưa được tiếp nhận nên chưa có phiếu kiểm soát."))
    sheet = ControlSheet(
        sender=_office(case),
        code=case.code,
        procedure=procedure_words(case),
        agency=case.agency.name,
        applicant=case.applicant.name,
        hand_overs=tuple(hand_over_lines(case)),
    )
    return control_sheet_pdf(sheet)


def _notice(case: Case, event: CaseEvent, sender: Sender) -> Notice:
    return Notice(
        sender=sender,
        code=case.code,
        addressee=_addressee(case),
        procedure=procedure_words(case),
        reason=event.reason,
        at=event.at,
        officer=name_of(event.actor),
        officer_title=(event.actor.title if event.actor else "") or UNSIGNED_TITLE,
    )


def _office(case: Case) -> Sender:
    office = case.office
    return Sender(office.parent_name, office.name, office.place, office.phone)


def _agency(case: Case) -> Sender:
    office = case.office
    return Sender(office.parent_name, case.agency.name, office.place, office.phone)


def _addressee(case: Case) -> Addressee:
    person = case.applicant
    return Addressee(
        name=person.name,
        address=person.address,
        phone=person.phone,
        email=person.email,
        identity=identity_masked(person.identity),
    )


DOCUMENTS: Mapping[str, Callable[[Case], bytes]] = {
    "receipt": _receipt,
    "supplement": _supplement,
    "refusal": _refusal,
    "apology": _apology,
    "apology-request": _apology_request,
    "stop": _stop,
    "control-sheet": _control_sheet,
}
