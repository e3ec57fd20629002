"""`POST cases`: receives a dossier, for a ticket or without one; it joins cases and queue.

The call is added to the router of cases: the list of cases has the same path, and one path is
answered by one router.
"""

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Schema, Status
from ninja.decorators import decorate_view
from pydantic import ConfigDict

from onestop.cases.api import router
from onestop.cases.models import Case
from onestop.cases.schemas import ApplicantIn
from onestop.cases.selectors import case_view
from onestop.cases.services import ApplicantData, PaperData, ReturnNow, case_receive
from onestop.directory.bearer import caller
from onestop.directory.idempotency import repeatable
from onestop.directory.refusals import BadInput
from onestop.directory.rights import Right
from onestop.directory.routes import needs
from onestop.directory.selectors import office_of
from queueing.services import ticket_receive_case

__all__ = ["router"]


class PaperIn(Schema):
    """A paper that is handed in."""

    model_config = ConfigDict(extra="forbid")
    name: str = Field(max_length=300)
    original: bool = False
    quantity: int = Field(1, ge=1, le=99)


class CaseIn(Schema):
    """What is needed to receive a dossier."""

    model_config = ConfigDict(extra="forbid")
    office: str = Field(max_length=40)
    procedure: str = Field(max_length=40)
    applicant: ApplicantIn
    ticket: int | None = None
    channel: Literal["counter", "post", "online"] = "counter"
    copies: int = Field(1, ge=1, le=99)
    return_method: Literal["counter", "post", "online"] = "counter"
    papers: list[PaperIn] = Field(default_factory=list, max_length=50)
    agency: str | None = Field(None, max_length=40)
    return_now: bool = Field(
        default=False, description="decided and returned in the same action, where that is allowed"
    )
    outcome: str | None = Field(
        None, max_length=20, json_schema_extra={"enum": [*Case.Outcome.values]}
    )
    reason: str = Field("", max_length=500, description="with an outcome: a note, or why not")
    receipt: bool = Field(default=False, description="print one although it is returned now")
    received_at: datetime | None = Field(
        None, description="taken on paper then, during an outage; entered by leave"
    )

    def at_once(self) -> ReturnNow | None:
        """Return what was decided, if it is to be returned now."""
        if not self.return_now:
            return None
        return ReturnNow(self.outcome or "", receipt=self.receipt, reason=self.reason)


@router.post("/cases", response={201: dict[str, Any]}, summary="Receive a dossier")
@decorate_view(repeatable)
@needs(Right.CASE_RECEIVE)
def cases_create(request: HttpRequest, data: CaseIn) -> Status[dict[str, Any]]:
    """Receive a dossier; with `ticket`, of the citizen who holds it."""
    case = _received(request, data, timezone.now())
    return Status(201, case_view(case))


def _received(request: HttpRequest, data: CaseIn, now: datetime) -> Case:
    actor = caller(request)
    office = office_of(actor, data.office)
    facts: dict[str, Any] = {
        "procedure_code": data.procedure,
        "applicant": ApplicantData(**data.applicant.dict()),
        "actor": actor,
        "now": now,
        "copies": data.copies,
        "return_method": data.return_method,
        "papers": [PaperData(**paper.dict()) for paper in data.papers],
        "agency_code": data.agency,
        "return_now": data.at_once(),
    }
    if data.ticket is None:
        facts["received_at"] = data.received_at
        return case_receive(office=office, channel=data.channel, **facts)
    if data.received_at is not None:
        raise BadInput.field("received_at", _("Hồ sơ nhập bù không đi cùng số đang phục vụ."))
    return ticket_receive_case(office=office, ticket_id=data.ticket, channel=data.channel, **facts)
