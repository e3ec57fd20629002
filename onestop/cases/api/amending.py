"""The API of what is put right or entered afterwards: applicants, errors in results, leave."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status
from ninja.decorators import decorate_view

from onestop.cases import services
from onestop.cases.schemas import CorrectedIn, CorrectionIn, EntryLeaveIn, ErrorIn
from onestop.cases.selectors import case_view
from onestop.cases.selectors.one import error_view
from onestop.cases.selectors.times import local
from onestop.cases.services import ApplicantData
from onestop.cases.services.correcting import CORRECT as CORRECT_APPLICANT
from onestop.cases.services.errors import CORRECT, OPEN
from onestop.cases.services.late_entries import GIVE
from onestop.directory.bearer import caller
from onestop.directory.idempotency import repeatable
from onestop.directory.routes import needs
from onestop.directory.selectors import office_of

router = Router(tags=["cases"])

Answer = dict[str, Any]


@router.post("/cases/{code}/applicant", response=Answer, summary="Correct a mistyped applicant")
@decorate_view(repeatable)
@needs(*CORRECT_APPLICANT)
def applicant_correct(request: HttpRequest, code: str, data: CorrectionIn) -> Answer:
    """Store the applicant as it should have been typed; a receipt that is out comes as a copy."""
    case = services.applicant_correct(
        code=code,
        applicant=ApplicantData(**data.applicant.dict()),
        reason=data.reason,
        actor=caller(request),
        now=timezone.now(),
    )
    return case_view(case)


@router.post("/cases/{code}/errors", response={201: Answer}, summary="Note an error in a result")
@decorate_view(repeatable)
@needs(*OPEN)
def errors_create(request: HttpRequest, code: str, data: ErrorIn) -> Status[Answer]:
    """Note an error in a returned result: it is to be corrected within three working days."""
    found = services.result_error_open(
        code=code, error=data.error, actor=caller(request), now=timezone.now()
    )
    return Status(201, error_view(found))


@router.post("/cases/{code}/errors/corrected", response=Answer, summary="The error is corrected")
@decorate_view(repeatable)
@needs(*CORRECT)
def errors_correct(request: HttpRequest, code: str, data: CorrectedIn) -> Answer:
    """Note what was corrected of the case's open error."""
    found = services.result_error_correct(
        code=code, corrected=data.corrected, actor=caller(request), now=timezone.now()
    )
    return error_view(found)


@router.post(
    "/offices/{office}/entry-leaves", response={201: Answer}, summary="Leave to enter later"
)
@decorate_view(repeatable)
@needs(*GIVE)
def entry_leaves_create(request: HttpRequest, office: str, data: EntryLeaveIn) -> Status[Answer]:
    """Give leave to enter what was received on paper during an outage."""
    actor = caller(request)
    leave = services.entry_leave_give(
        office=office_of(actor, office), actor=actor, now=timezone.now(), **data.dict()
    )
    answer = {
        "id": leave.pk,
        "from_at": local(leave.from_at),
        "until_at": local(leave.until_at),
        "reason": leave.reason,
    }
    return Status(201, answer)
