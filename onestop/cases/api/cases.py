"""The API of cases, transitions and apologies."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File, Query, Router, Status
from ninja.decorators import decorate_view
from ninja.files import UploadedFile

from onestop.cases import services
from onestop.cases.looks import case_look, cases_look
from onestop.cases.models import Case
from onestop.cases.schemas import CaseFilters, TransitionIn
from onestop.cases.selectors import (
    case_by_code,
    case_deadline_trail,
    case_history,
    case_view,
    cases_page,
    row_view,
    scan_view,
)
from onestop.cases.services import ADDING
from onestop.cases.views.scans import scan_from, scan_response
from onestop.directory.bearer import caller
from onestop.directory.idempotency import repeatable
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
    page = cases_page(caller(request), timezone.now(), **filters.dict())
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
        actor=caller(request),
        now=timezone.now(),
        reason=data.reason,
        **data.facts(),
    )
    return case_view(case)


@router.post(
    "/cases/{code}/papers/{position}/scan", response={201: Answer}, summary="Attach a scan"
)
@needs(*ADDING)
def scans_create(
    request: HttpRequest, code: str, position: int, file: File[UploadedFile]
) -> Status[Answer]:
    """Attach a PDF, JPEG or PNG of at most 10 MB; the same bytes again change nothing."""
    return Status(201, scan_view(scan_from(file, code, position, caller(request))))


@router.get("/cases/{code}/papers/{position}/scan", summary="The latest scan of a paper")
@needs(Right.CASE_VIEW)
def scans_get(request: HttpRequest, code: str, position: int) -> HttpResponse:
    """Return the file."""
    return scan_response(code, position, caller(request))


def _seen(request: HttpRequest, code: str, part: str) -> Case:
    """Return the case whose part the caller is shown."""
    case = case_by_code(code, caller(request))
    case_look(request, case, part)
    return case
