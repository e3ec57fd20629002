"""The API of letters of apology."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Status
from ninja.decorators import decorate_view

from onestop.cases import services
from onestop.cases.access import offices_seen
from onestop.cases.looks import cases_look
from onestop.cases.models import Apology
from onestop.cases.schemas import (
    ApologiesOut,
    ApologyFilters,
    ApologyIn,
    ApologyOut,
    AttemptIn,
    ReturnIn,
    SendIn,
)
from onestop.cases.selectors import (
    ApologyLine,
    ApologyList,
    ApologyPage,
    ApologyWanted,
    apologies_owed,
    apologies_sent,
    apologies_waiting,
    apology_counts,
    apology_view,
    obligation_view,
)
from onestop.cases.selectors.times import local
from onestop.cases.services.apologies import APPROVE, CANCEL, DRAFT, SEND
from onestop.directory.idempotency import repeatable
from onestop.directory.models import User
from onestop.directory.refusals import BadInput
from onestop.directory.rights import Right
from onestop.directory.routes import needs

router = Router(tags=["apologies"])

Answer = dict[str, Any]


@router.get("/apologies", response=ApologiesOut, summary="Letters owed, missed, sent, or waiting")
@needs(Right.CASE_VIEW)
def apologies_list(request: HttpRequest, filters: Query[ApologyFilters]) -> Answer:
    """Return a page of a list: `waiting` for the account's next move, what is `owed`, and so on.

    `warned`: it will be owed on the next working day. `owed`: it must be out before `send_by`.
    `missed`: nothing had been sent by then. `sent`: the latest first.
    """
    actor, now = caller(request), timezone.now()
    offices = offices_seen(actor)
    wanted = ApologyWanted(agency=filters.agency, person=filters.person)
    page = _page(actor, filters, wanted)
    cases_look(request, [line.row for line in page.lines])
    return {
        "list": filters.list,
        "counts": apology_counts(offices, now, wanted),
        "apologies": [_line_view(line) for line in page.lines],
        "cursor": page.cursor,
    }


@router.post("/cases/{code}/apologies", response={201: ApologyOut}, summary="Draft an apology")
@decorate_view(repeatable)
@needs(*DRAFT)
def apologies_create(request: HttpRequest, code: str, data: ApologyIn) -> Status[Answer]:
    """Draft an apology; a case gets one new date."""
    apology = services.apology_draft(
        code=code,
        reason=data.reason,
        new_due_at=data.new_due_at,
        actor=caller(request),
        now=timezone.now(),
    )
    return Status(201, apology_view(apology))


@router.post("/apologies/{apology_id}/approve", response=ApologyOut, summary="Approve a draft")
@decorate_view(repeatable)
@needs(*APPROVE)
def apologies_approve(request: HttpRequest, apology_id: int) -> Answer:
    """Accept a draft."""
    return _moved(services.apology_approve, request, apology_id)


@router.post("/apologies/{apology_id}/return", response=ApologyOut, summary="Return a draft")
@decorate_view(repeatable)
@needs(*APPROVE)
def apologies_return(request: HttpRequest, apology_id: int, data: ReturnIn) -> Answer:
    """Return a draft with the reason."""
    return _moved(services.apology_return, request, apology_id, reason=data.reason)


@router.post("/apologies/{apology_id}/sign", response=ApologyOut, summary="Sign an apology")
@decorate_view(repeatable)
@needs(*APPROVE)
def apologies_sign(request: HttpRequest, apology_id: int) -> Answer:
    """Sign the letter."""
    return _moved(services.apology_sign, request, apology_id)


@router.post("/apologies/{apology_id}/send", response=ApologyOut, summary="Send an apology")
@decorate_view(repeatable)
@needs(*SEND)
def apologies_send(request: HttpRequest, apology_id: int, data: SendIn | None = None) -> Answer:
    """Tell the citizen; the due date moves now. A body says how that was done."""
    return _moved(services.apology_send, request, apology_id, **(data.dict() if data else {}))


@router.post(
    "/apologies/{apology_id}/attempts", response={201: ApologyOut}, summary="Record an attempt"
)
@decorate_view(repeatable)
@needs(*SEND)
def apologies_attempt(request: HttpRequest, apology_id: int, data: AttemptIn) -> Status[Answer]:
    """Record a further try at telling the citizen of a letter that was sent."""
    return Status(201, _moved(services.apology_attempt_add, request, apology_id, **data.dict()))


@router.post("/apologies/{apology_id}/cancel", response=ApologyOut, summary="Cancel an apology")
@decorate_view(repeatable)
@needs(*CANCEL)
def apologies_cancel(request: HttpRequest, apology_id: int) -> Answer:
    """Give the letter up before it is sent."""
    return _moved(services.apology_cancel, request, apology_id)


def caller(request: Any) -> User:
    """Return the account behind a call."""
    user: User = request.auth
    return user


def _page(actor: User, filters: ApologyFilters, wanted: ApologyWanted) -> ApologyPage:
    now, offices = timezone.now(), offices_seen(actor)
    if filters.list not in ApologyList.values:
        raise BadInput.field("list", _("Không có danh sách này."))
    if filters.list == ApologyList.WAITING:
        return apologies_waiting(actor, now)
    if filters.list == ApologyList.SENT:
        return apologies_sent(offices, now, wanted, cursor=filters.cursor)
    return apologies_owed(offices, now, filters.list, wanted, cursor=filters.cursor)


def _line_view(line: ApologyLine) -> Answer:
    case = line.row.case
    return {
        "case": case.code,
        "procedure": case.procedure.name,
        "agency": case.agency.code,
        "due_at": local(case.due_at),
        "owed": obligation_view(line.obligation) if line.obligation else None,
        "letter": apology_view(line.letter) if line.letter else None,
    }


def _moved(
    move: Callable[..., Apology], request: HttpRequest, apology_id: int, **facts: Any
) -> Answer:
    """Make a move of an apology and return it."""
    apology = move(apology_id=apology_id, actor=caller(request), now=timezone.now(), **facts)
    return apology_view(apology)
