"""The API of hand-overs: the control sheet of a case, batches, confirming and returning."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema, Status
from ninja.decorators import decorate_view
from pydantic import ConfigDict

from onestop.cases.looks import case_look
from onestop.cases.models import HandOver, HandOverBatch
from onestop.cases.places import HANDING_OVER
from onestop.cases.schemas import ReturnIn
from onestop.cases.selectors import batch_seen, case_by_code, hand_overs_of
from onestop.cases.selectors.times import local
from onestop.cases.services import (
    batch_confirm,
    batch_create,
    hand_over_confirm,
    hand_over_return,
)
from onestop.directory.bearer import caller
from onestop.directory.idempotency import repeatable
from onestop.directory.models import Agency, User
from onestop.directory.rights import Right
from onestop.directory.routes import needs
from onestop.directory.selectors import office_of

router = Router(tags=["hand-overs"])


class HandOverOut(Schema):
    """A line of the control sheet; where no agency stands, the one-stop office itself."""

    id: int
    case: str
    kind: str
    from_agency: str | None
    from_person: str | None
    to_agency: str | None
    to_person: str | None
    step: int | None
    run: int
    ready_at: datetime
    given_at: datetime | None
    received_at: datetime | None
    signed_by: str | None
    result: str | None = Field(description="before, on or after its time; null: no work ended")
    note: str
    batch: int | None
    returned_at: datetime | None
    return_reason: str


class HandOversOut(Schema):
    """The lines of a case in order."""

    code: str
    hand_overs: list[HandOverOut]


class BatchOut(Schema):
    """A batch with its lines; no agency is the one-stop office."""

    id: int
    from_agency: str | None
    to_agency: str | None
    given_at: datetime
    given_by: str
    confirmed_at: datetime | None
    confirmed_by: str | None
    hand_overs: list[HandOverOut]


class BatchIn(Schema):
    """Which dossiers go together; `key`: sent again by the same account it makes no second."""

    model_config = ConfigDict(extra="forbid")
    cases: list[str] = Field(max_length=200)
    key: str = Field(max_length=40)


@router.get("/cases/{code}/hand-overs", response=HandOversOut, summary="Who gave a case to whom")
@needs(Right.CASE_VIEW)
def hand_overs_list(request: HttpRequest, code: str) -> dict[str, Any]:
    """Return every hand-over in the order in which it was written."""
    case = case_by_code(code, caller(request))
    case_look(request, case, "hand-overs")
    return {"code": code, "hand_overs": [_line(one) for one in hand_overs_of(case)]}


@router.post(
    "/offices/{office}/hand-over-batches", response={201: BatchOut}, summary="Hand dossiers on"
)
@decorate_view(repeatable)
@needs(*HANDING_OVER)
def batches_create(request: HttpRequest, office: str, data: BatchIn) -> Status[dict[str, Any]]:
    """Give dossiers off together, from one place to one other; 409 for what is not ready."""
    actor = caller(request)
    batch = batch_create(
        office=office_of(actor, office),
        codes=data.cases,
        key=data.key,
        actor=actor,
        now=timezone.now(),
    )
    return Status(201, _batch(batch, actor))


@router.get("/hand-over-batches/{batch_id}", response=BatchOut, summary="A batch")
@needs(*HANDING_OVER)
def batches_get(request: HttpRequest, batch_id: int) -> dict[str, Any]:
    """Return the batch with its lines."""
    actor = caller(request)
    return _batch(batch_seen(batch_id, actor).batch, actor)


@router.post(
    "/hand-over-batches/{batch_id}/confirm", response=BatchOut, summary="Confirm a whole batch"
)
@decorate_view(repeatable)
@needs(*HANDING_OVER)
def batches_confirm(request: HttpRequest, batch_id: int) -> dict[str, Any]:
    """Confirm that everything is there but what was returned; sent again it changes nothing."""
    actor = caller(request)
    return _batch(batch_confirm(batch_id=batch_id, actor=actor, now=timezone.now()), actor)


@router.post(
    "/hand-overs/{hand_over_id}/confirm", response=HandOverOut, summary="Confirm one dossier"
)
@decorate_view(repeatable)
@needs(*HANDING_OVER)
def hand_overs_confirm(request: HttpRequest, hand_over_id: int) -> dict[str, Any]:
    """Confirm one dossier; sent again it changes nothing."""
    actor, now = caller(request), timezone.now()
    return _line(hand_over_confirm(hand_over_id=hand_over_id, actor=actor, now=now))


@router.post(
    "/hand-overs/{hand_over_id}/return", response=HandOverOut, summary="Give one dossier back"
)
@decorate_view(repeatable)
@needs(*HANDING_OVER)
def hand_overs_return(request: HttpRequest, hand_over_id: int, data: ReturnIn) -> dict[str, Any]:
    """Give one dossier back with the reason; sent again it changes nothing."""
    row = hand_over_return(
        hand_over_id=hand_over_id, reason=data.reason, actor=caller(request), now=timezone.now()
    )
    return _line(row)


def _batch(batch: HandOverBatch, actor: User) -> dict[str, Any]:
    seen = batch_seen(batch.pk, actor)
    found = seen.batch
    return {
        "id": found.pk,
        "from_agency": _code(found.from_agency),
        "to_agency": _code(found.to_agency),
        "given_at": local(found.given_at),
        "given_by": found.given_by.get_full_name(),
        "confirmed_at": local(found.confirmed_at),
        "confirmed_by": _name(found.confirmed_by),
        "hand_overs": [_line(one) for one in seen.rows],
    }


def _line(row: HandOver) -> dict[str, Any]:
    return {
        "id": row.pk,
        "case": row.case.code,
        "kind": str(row.kind),
        "from_agency": _code(row.from_agency),
        "from_person": _name(row.from_person),
        "to_agency": _code(row.to_agency),
        "to_person": _name(row.to_person),
        "step": row.to_step.position if row.to_step else None,
        "run": row.to_run,
        "ready_at": local(row.ready_at),
        "given_at": local(row.given_at),
        "received_at": local(row.received_at),
        "signed_by": _name(row.signed_by),
        "result": str(row.result) or None,
        "note": row.note,
        "batch": row.batch_id,
        "returned_at": local(row.returned_at),
        "return_reason": row.return_reason,
    }


def _code(agency: Agency | None) -> str | None:
    return agency.code if agency else None


def _name(person: User | None) -> str | None:
    return person.get_full_name() if person else None
