"""What the queue's HTTP API takes and gives. A field that is not named here is refused."""

from datetime import datetime
from typing import Annotated

from ninja import Field, Schema
from pydantic import ConfigDict, StrictBool, StrictInt, StrictStr

from queueing.services.inputs import LONGEST_CASE_CODE, LONGEST_REASON

LONGEST_CODE = 40  # of services and priority classes

Id = Annotated[StrictInt, Field(ge=1, lt=2**63)]
Code = Annotated[StrictStr, Field(min_length=1, max_length=LONGEST_CODE)]
Username = Annotated[StrictStr, Field(min_length=1, max_length=150)]
CaseCode = Annotated[StrictStr, Field(min_length=1, max_length=LONGEST_CASE_CODE)]
# Twice the length: letters may come decomposed; the service counts them composed.
Reason = Annotated[StrictStr, Field(min_length=1, max_length=2 * LONGEST_REASON)]


class Given(Schema):
    """A request's body."""

    model_config = ConfigDict(extra="forbid")


class TicketIn(Given):
    """What a ticket is wanted for."""

    service: Code
    priority: Code | None = None
    case: CaseCode | None = None
    print: StrictBool = True
    appointment_at: datetime | None = None


class CallIn(Given):
    """The ticket to call out of turn, and why."""

    ticket: Id
    reason: Reason


class ReasonIn(Given):
    """Why."""

    reason: Reason


class TransferIn(Given):
    """Where the ticket goes: a service, a counter, or the counter of an officer."""

    service: Code | None = None
    counter: Id | None = None
    officer: Username | None = None


class FinishIn(Given):
    """What was done in the turn."""

    outcome: Code | None = None


class FurtherIn(Given):
    """The service of the further matter."""

    service: Code


class HandOverIn(Given):
    """The colleague, by username."""

    to: Username


class Place(Schema):
    """A counter, named."""

    id: int
    name: str


class WaitOut(Schema):
    """A range in seconds."""

    low: int
    high: int


class TicketOut(Schema):
    """A ticket; `ahead` and `wait` are about a waiting one."""

    id: int
    number: str
    service: str
    state: str
    ahead: int
    wait: WaitOut | None
    token: str
    url: str
    issued_at: datetime
    appointment_at: datetime | None
    priority: str | None
    counter: Place | None
    called_at: datetime | None
    reason: str
    case: str | None


class CallOut(Schema):
    """A called ticket, and why it and not another."""

    ticket: TicketOut
    reason: str


class CounterTicket(Schema):
    """The ticket at a counter."""

    id: int
    number: str
    service: str
    state: str
    called_at: datetime | None


class CounterOut(Schema):
    """A counter and the ticket that is there."""

    id: int
    name: str
    state: str
    side: str
    pause_reason: str
    ticket: CounterTicket | None


class ServiceOut(Schema):
    """A service and how many wait for it."""

    code: str
    name: str
    name_en: str
    active: bool
    waiting: int


class RecentCall(Schema):
    """A call of today, as the lobby shows it."""

    number: str
    counter: Place | None
    at: datetime


class QueueOut(Schema):
    """An office's queue at the event `seq`."""

    seq: int
    counters: list[CounterOut]
    services: list[ServiceOut]
    recent: list[RecentCall]


class AppointmentIn(Given):
    """The time that is wanted, local where it has no offset, and for what."""

    service: Code
    at: datetime
    case: CaseCode | None = None


class AppointmentOut(Schema):
    """An appointment; its `state` is `booked`, `cancelled` or `used`, with the id of its ticket."""

    id: int
    code: str
    service: str
    at: datetime
    state: str
    case: str | None
    ticket: int | None
