"""The API of opinions: asked of several at the same time, answered each by itself."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema, Status
from ninja.decorators import decorate_view
from pydantic import ConfigDict

from onestop.cases.looks import case_look
from onestop.cases.models import Opinion
from onestop.cases.places import AT_AGENCY
from onestop.cases.schemas import ReturnIn
from onestop.cases.selectors import case_by_code, opinion_view, opinions_of
from onestop.cases.services import opinion_answer, opinion_withdraw, opinions_ask
from onestop.cases.services.opinions import LONGEST_ANSWER, WITHIN
from onestop.directory.bearer import caller
from onestop.directory.idempotency import repeatable
from onestop.directory.rights import Right
from onestop.directory.routes import needs

router = Router(tags=["opinions"])


class OpinionOut(Schema):
    """A question with its answer; `answer` and `answered_at` are null while it is missing."""

    id: int
    agency: str
    person: str | None
    question: str
    mandatory: bool
    asked_at: datetime
    due_at: datetime | None
    answer: str | None
    text: str
    answered_at: datetime | None
    answered_by: str | None
    withdrawn_at: datetime | None
    withdraw_reason: str


class OpinionsOut(Schema):
    """The opinions of a case in the order in which they were asked."""

    code: str
    opinions: list[OpinionOut]


class OpinionsIn(Schema):
    """Whom to ask, by agencies' codes and accounts' names; `within`: working hours."""

    model_config = ConfigDict(extra="forbid")
    agencies: list[str] = Field([], max_length=20)
    people: list[str] = Field([], max_length=20)
    question: str = Field(max_length=500)
    within: int = Field(WITHIN, ge=1, le=400)
    mandatory: bool = True


class AnswerIn(Schema):
    """What is answered; a text is needed unless it agrees."""

    model_config = ConfigDict(extra="forbid")
    answer: str = Field(
        max_length=20, json_schema_extra={"enum": [str(one) for one in Opinion.Answer.values]}
    )
    text: str = Field("", max_length=LONGEST_ANSWER)


@router.get("/cases/{code}/opinions", response=OpinionsOut, summary="Opinions of a case")
@needs(Right.CASE_VIEW)
def opinions_list(request: HttpRequest, code: str) -> dict[str, Any]:
    """Return what was asked and answered."""
    case = case_by_code(code, caller(request))
    case_look(request, case, "opinions")
    return {"code": code, "opinions": [opinion_view(one) for one in opinions_of(case)]}


@router.post("/cases/{code}/opinions", response={201: OpinionsOut}, summary="Ask for opinions")
@decorate_view(repeatable)
@needs(*AT_AGENCY)
def opinions_create(request: HttpRequest, code: str, data: OpinionsIn) -> Status[dict[str, Any]]:
    """Ask agencies and people at the same time; the running step waits for mandatory ones."""
    asked = opinions_ask(code=code, actor=caller(request), now=timezone.now(), **data.dict())
    return Status(201, {"code": code, "opinions": [opinion_view(one) for one in asked]})


@router.post("/opinions/{opinion_id}/answer", response=OpinionOut, summary="Give an opinion")
@decorate_view(repeatable)
@needs(*AT_AGENCY)
def opinions_answer(request: HttpRequest, opinion_id: int, data: AnswerIn) -> dict[str, Any]:
    """Answer once; 409 when it was answered or is no longer asked."""
    opinion = opinion_answer(
        opinion_id=opinion_id, actor=caller(request), now=timezone.now(), **data.dict()
    )
    return opinion_view(opinion)


@router.post("/opinions/{opinion_id}/withdraw", response=OpinionOut, summary="No longer ask")
@decorate_view(repeatable)
@needs(*AT_AGENCY)
def opinions_withdraw(request: HttpRequest, opinion_id: int, data: ReturnIn) -> dict[str, Any]:
    """Withdraw the question with a reason."""
    opinion = opinion_withdraw(
        opinion_id=opinion_id, reason=data.reason, actor=caller(request), now=timezone.now()
    )
    return opinion_view(opinion)
