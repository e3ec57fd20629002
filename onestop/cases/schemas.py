"""What the API takes about cases; everything is bounded, and unknown fields are refused."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Any

from django.utils.translation import gettext as _
from ninja import Field, Schema
from pydantic import BeforeValidator, ConfigDict, field_validator
from pydantic_core import PydanticCustomError

from onestop.cases.lifecycle import ApologyState
from onestop.cases.models import ApologyAttempt, ApologyObligation, Case, Delivery
from onestop.cases.selectors import ApologyList
from onestop.cases.states import CaseState, NotifyChannel
from onestop.cases.transitions import TRANSITIONS

MOST_ID = 10**15
DATE_LENGTH = len("2026-12-01")


def _one_of(names: Iterable[str]) -> dict[str, Any]:
    """Return what the API's description says of a name; the services refuse another one."""
    return {"enum": [str(name) for name in names]}


def _moment(value: object) -> date | datetime | None:
    """Return the date or the moment that was written, or say how to write one."""
    text = str(value)
    try:
        if len(text) == DATE_LENGTH:
            return date.fromisoformat(text)
        return datetime.fromisoformat(text) if value is not None else None
    except ValueError:
        sentence = _("Viết ngày như 2026-12-01, hoặc ngày giờ như 2026-12-01T17:30+07:00.")
        raise PydanticCustomError("moment", sentence) from None


Moment = Annotated[date | datetime | None, BeforeValidator(_moment)]


class CaseFilters(Schema):
    """Filters of the list; an empty value counts as none."""

    state: str | None = Field(None, max_length=20, json_schema_extra=_one_of(CaseState))
    overdue: bool | None = None
    due_before: Moment = None
    agency: str | None = Field(None, max_length=40)
    q: str = Field("", max_length=100)
    cursor: str | None = Field(None, max_length=20)

    @field_validator("*", mode="before")
    @classmethod
    def _empty_is_none(cls, value: Any, info: Any) -> Any:
        return cls.model_fields[info.field_name].default if value == "" else value


class TransitionIn(Schema):
    """A transition by its name, with a reason and the facts that it asks for."""

    model_config = ConfigDict(extra="forbid")
    name: str = Field(max_length=40, json_schema_extra=_one_of(TRANSITIONS))
    reason: str = Field("", max_length=500)
    step: int | None = Field(None, ge=1, le=999, description="the step that the caller saw")
    outcome: str | None = Field(None, max_length=20, json_schema_extra=_one_of(Case.Outcome))
    holder: str | None = Field(None, max_length=150, description="the account's name")
    to: int | None = Field(
        None, ge=1, le=999, description="complete_step: the step to go on to, where several may"
    )
    seen: str | None = Field(
        None, max_length=150, description="reassign: who held it as the caller saw it, or empty"
    )

    channel: str | None = Field(
        None, max_length=20, json_schema_extra=_one_of(NotifyChannel), description="notify_result"
    )
    delivery: str | None = Field(
        None,
        max_length=20,
        json_schema_extra=_one_of(Delivery.How),
        description="return_result: to whom; in person if nothing is said",
    )
    receiver: str | None = Field(None, max_length=200, description="of an authorised person")
    paper: str | None = Field(None, max_length=300, description="by which he may")
    tracking: str | None = Field(None, max_length=60, description="of what is posted")

    def facts(self) -> dict[str, Any]:
        """Return what was told beside name and reason."""
        return self.dict(exclude={"name", "reason"}, exclude_none=True)


class ApologyIn(Schema):
    """A draft; a date without a time means the closing time of that day."""

    model_config = ConfigDict(extra="forbid")
    reason: str = Field(max_length=500)
    new_due_at: Moment = None


class AttemptIn(Schema):
    """How the citizen was told of a letter, and whether that reached them."""

    model_config = ConfigDict(extra="forbid")
    channel: str = Field(max_length=20, json_schema_extra=_one_of(ApologyAttempt.Channel))
    reached: bool


class SendIn(Schema):
    """How the citizen was told when the letter was sent; without a channel nothing is recorded."""

    model_config = ConfigDict(extra="forbid")
    channel: str = Field("", max_length=20, json_schema_extra=_one_of(ApologyAttempt.Channel))
    reached: bool = True


class ApologyFilters(Schema):
    """Which letters are listed; an empty value counts as none."""

    list: str = Field("owed", max_length=20, json_schema_extra=_one_of(ApologyList))
    agency: str = Field("", max_length=40, description="the agency's code")
    person: int | None = Field(
        None,
        ge=1,
        le=MOST_ID,
        description="who holds the case, or drafted the letter that was sent",
    )
    cursor: str = Field("", max_length=40)

    @field_validator("*", mode="before")
    @classmethod
    def _empty_is_none(cls, value: Any, info: Any) -> Any:
        return cls.model_fields[info.field_name].default if value == "" else value


class AttemptOut(Schema):
    """One try at telling the citizen."""

    channel: str = Field(json_schema_extra=_one_of(ApologyAttempt.Channel))
    reached: bool
    at: datetime
    by: str | None


class ApologyOut(Schema):
    """A letter; names are those of staff."""

    id: int
    case: str
    state: str = Field(json_schema_extra=_one_of(ApologyState))
    number: str | None
    reason: str
    due_at_before: datetime
    new_due_at: datetime | None
    return_reason: str
    drafted_by: str | None
    drafted_at: datetime
    approved_by: str | None
    approved_at: datetime | None
    signed_by: str | None
    signed_at: datetime | None
    sent_by: str | None
    sent_at: datetime | None
    attempts: list[AttemptOut]


class ApologyOwedOut(Schema):
    """What a case owes: until when it must be sent, since when, at whose step."""

    stage: str = Field(json_schema_extra=_one_of(ApologyObligation.Stage))
    due_at: datetime
    send_by: datetime
    warned_at: datetime
    owed_at: datetime | None
    missed_at: datetime | None
    agency: str
    step: str | None
    holder: str | None


class ApologyLineOut(Schema):
    """A line of a list: the case, what it owes, and its letter."""

    case: str
    procedure: str
    agency: str
    due_at: datetime | None
    owed: ApologyOwedOut | None
    letter: ApologyOut | None


class ApologyCountsOut(Schema):
    """How many letters are owed, or will be, or were missed; `sent`: this month."""

    warned: int
    owed: int
    missed: int
    sent: int


class ApologiesOut(Schema):
    """A page of a list; `cursor` asks for the next one and is null on the last."""

    counts: ApologyCountsOut
    apologies: list[ApologyLineOut]
    cursor: str | None
    list: str = Field(json_schema_extra=_one_of(ApologyList))


class ReturnIn(Schema):
    """Why a draft is returned."""

    model_config = ConfigDict(extra="forbid")
    reason: str = Field(max_length=500)


class ApplicantIn(Schema):
    """The citizen or organisation whose case it is."""

    model_config = ConfigDict(extra="forbid")
    name: str = Field(max_length=200)
    identity: str = Field("", max_length=20)
    phone: str = Field("", max_length=20)
    email: str = Field("", max_length=254)
    address: str = Field("", max_length=300)


class CorrectionIn(Schema):
    """The applicant as it should have been typed, and why it is corrected."""

    model_config = ConfigDict(extra="forbid")
    applicant: ApplicantIn
    reason: str = Field(max_length=500)


class ErrorIn(Schema):
    """What is wrong with a result that was returned."""

    model_config = ConfigDict(extra="forbid")
    error: str = Field(max_length=500)


class CorrectedIn(Schema):
    """What was corrected of it."""

    model_config = ConfigDict(extra="forbid")
    corrected: str = Field(max_length=500)


class EntryLeaveIn(Schema):
    """The time of an outage and its reason; times without an offset are local."""

    model_config = ConfigDict(extra="forbid")
    from_at: datetime
    until_at: datetime
    reason: str = Field(max_length=500)
