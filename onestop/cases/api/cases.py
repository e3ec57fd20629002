"""The API of cases, transitions and apologies."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File, Query, Router, Status
from ninja.decorators import decorate_view
from ninja.files import UploadedFile

from onestop.cases import services
from onestop.cases.looks import case_look, cases_look
from onestop.cases.models import Apology, Case
from onestop.cases.schemas import ApologyIn, CaseFilters, ReturnIn, TransitionIn
from onestop.cases.selectors import (
    apology_view,
    case_by_code,
    case_deadline_trail,
    case_history,
    case_view,
    cases_page,
    row_view,
    scan_view,
)
from onestop.cases.services import ADDING
from onestop.cases.services.apologies import APPROVE, CANCEL, DRAFT, SEND
from onestop.cases.views.scans import scan_from, scan_response
from onestop.directory.idempotency import repeatable
from onestop.directory.models import User
from onestop.directory.rights import Right
from onestop.directory.routes import needs

router = Router(tags=["cases"])

Answer = dict[str, Any]


@router.get("/cases", response=Answer, summary="Cases, newest first, page by page")
@needs(Right.CASE_VIEW)
def cases_list(request: HttpRequest, filters: Query[CaseFilters]) -> Answer:
    """Return a page; `cursor` of the answer asks for the next one and is null on the last.

    A name or a number of a person belongs in the body of `POST cases/search`: addresses are kept
    by browsers and by servers on the way.
    """
    return _page(request, filters)


@router.post("/cases/search", response=Answer, summary="Cases of a person, in no address")
@needs(Right.CASE_VIEW)
def cases_search(request: HttpRequest, filters: CaseFilters) -> Answer:
    """Return what `GET cases` would; the filters are the body. Changes nothing."""
    return _page(request, filters)


def _page(request: HttpRequest, filters: CaseFilters) -> Answer:
    page = cases_page(_caller(request), timezone.now(), **filters.dict())
    cases_look(request, page.rows)
    return {"cases": [row_view(row) for row in page.rows], "cursor": page.cursor}


@router.get("/cases/{code}", response=Answer, summary="A case")
@needs(Right.CASE_VIEW)
def cases_get(request: HttpRequest, code: str) -> Answer:
    """Return the case with its steps, papers and apologies."""
    return case_view(_seen(request, code, "case"))


@router.get("/cases/{code}/history", response=Answer, summary="What happened to a case")
@needs(Right.CASE_VIEW)
def cases_history(request: HttpRequest, code: str) -> Answer:
    """Return the events in the order in which they were written."""
    return {"code": code, "events": case_history(_seen(request, code, "history"))}


@router.get("/cases/{code}/deadline", response=Answer, summary="How the due date was reached")
@needs(Right.CASE_VIEW)
def cases_deadline(request: HttpRequest, code: str) -> Answer:
    """Return the due date with the lines that explain it."""
    return {"code": code, **case_deadline_trail(_seen(request, code, "deadline"))}


@router.post("/cases/{code}/transitions", response=Answer, summary="Move a case on")
@decorate_view(repeatable)
@needs(Right.CASE_VIEW)
def cases_transition(request: HttpRequest, code: str, data: TransitionIn) -> Answer:
    """Make the transition and return the case."""
    case = services.case_transition(
        code=code,
        name=data.name,
        actor=_caller(request),
        now=timezone.now(),
        reason=data.reason,
        **data.facts(),
    )
    return case_view(case)


@router.post("/cases/{code}/apologies", response={201: Answer}, summary="Draft an apology")
@decorate_view(repeatable)
@needs(*DRAFT)
def apologies_create(request: HttpRequest, code: str, data: ApologyIn) -> Status[Answer]:
    """Draft an apology; a case gets one new date."""
    apology = services.apology_draft(
        code=code,
        reason=data.reason,
        new_due_at=data.new_due_at,
        actor=_caller(request),
        now=timezone.now(),
    )
    return Status(201, apology_view(apology))


@router.post("/apologies/{apology_id}/approve", response=Answer, summary="Approve a draft")
@decorate_view(repeatable)
@needs(*APPROVE)
def apologies_approve(request: HttpRequest, apology_id: int) -> Answer:
    """Accept a draft."""
    return _moved(services.apology_approve, request, apology_id)


@router.post("/apologies/{apology_id}/return", response=Answer, summary="Return a draft")
@decorate_view(repeatable)
@needs(*APPROVE)
def apologies_return(request: HttpRequest, apology_id: int, data: ReturnIn) -> Answer:
    """Return a draft with the reason."""
    return _moved(services.apology_return, request, apology_id, reason=data.reason)


@router.post("/apologies/{apology_id}/sign", response=Answer, summary="Sign an apology")
@decorate_view(repeatable)
@needs(*APPROVE)
def apologies_sign(request: HttpRequest, apology_id: int) -> Answer:
    """Sign the letter."""
    return _moved(services.apology_sign, request, apology_id)


@router.post("/apologies/{apology_id}/send", response=Answer, summary="Send an apology")
@decorate_view(repeatable)
@needs(*SEND)
def apologies_send(request: HttpRequest, apology_id: int) -> Answer:
    """Hand the letter to the citizen; the due date moves now."""
    return _moved(services.apology_send, request, apology_id)


@router.post("/apologies/{apology_id}/cancel", response=Answer, summary="Cancel an apology")
@decorate_view(repeatable)
@needs(*CANCEL)
def apologies_cancel(request: HttpRequest, apology_id: int) -> Answer:
    """Give the letter up before it is sent."""
    return _moved(services.apology_cancel, request, apology_id)


@router.post(
    "/cases/{code}/papers/{position}/scan", response={201: Answer}, summary="Attach a scan"
)
@needs(*ADDING)
def scans_create(
    request: HttpRequest, code: str, position: int, file: File[UploadedFile]
) -> Status[Answer]:
    """Attach a PDF, JPEG or PNG of at most 10 MB; the same bytes again change nothing."""
    return Status(201, scan_view(scan_from(file, code, position, _caller(request))))


@router.get("/cases/{code}/papers/{position}/scan", summary="The latest scan of a paper")
@needs(Right.CASE_VIEW)
def scans_get(request: HttpRequest, code: str, position: int) -> HttpResponse:
    """Return the file."""
    return scan_response(code, position, _caller(request))


def _caller(request: Any) -> User:
    user: User = request.auth
    return user


def _seen(request: HttpRequest, code: str, part: str) -> Case:
    """Return the case whose part the caller is shown."""
    case = case_by_code(code, _caller(request))
    case_look(request, case, part)
    return case


def _moved(
    move: Callable[..., Apology], request: HttpRequest, apology_id: int, **facts: str
) -> Answer:
    """Make a move of an apology and return it."""
    apology = move(apology_id=apology_id, actor=_caller(request), now=timezone.now(), **facts)
    return apology_view(apology)
