"""What the API takes about cases; everything is bounded, and unknown fields are refused."""

from datetime import date, datetime
from typing import Any, Literal

from ninja import Field, Schema
from pydantic import ConfigDict, field_validator

from onestop.cases.states import CaseState


class CaseFilters(Schema):
    """Filters of the list; an empty value counts as none."""

    state: CaseState | None = None
    overdue: bool | None = None
    due_before: date | datetime | None = None
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
    name: str = Field(max_length=40)
    reason: str = Field("", max_length=500)
    step: int | None = Field(None, ge=1, le=999, description="the step that the caller saw")
    outcome: Literal["granted", "rejected"] | None = None
    holder: str | None = Field(None, max_length=150, description="the account's name")

    def facts(self) -> dict[str, Any]:
        """Return what was told beside name and reason."""
        return self.dict(exclude={"name", "reason"}, exclude_none=True)


class ApologyIn(Schema):
    """A draft; a date without a time means the closing time of that day."""

    model_config = ConfigDict(extra="forbid")
    reason: str = Field(max_length=500)
    new_due_at: date | datetime | None = None


class ReturnIn(Schema):
    """Why a draft is returned."""

    model_config = ConfigDict(extra="forbid")
    reason: str = Field(max_length=500)
