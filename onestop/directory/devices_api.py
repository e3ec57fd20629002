"""The HTTP API of devices: a new one asks to be let in, each one tells how it is."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema, Status
from pydantic import ConfigDict, StrictInt, StrictStr

from onestop.directory.bearer import caller
from onestop.directory.client import client_address
from onestop.directory.models import Device, User
from onestop.directory.rates import rate_use
from onestop.directory.rights import Right
from onestop.directory.routes import anyone, needs
from onestop.directory.services.devices import device_seen
from onestop.directory.services.enrolments import code_shown, enrolment_claim, enrolment_open

router = Router(tags=["devices"])

POLL = 3  # seconds between two questions of a device that waits
LONGEST_LATENCY = 10**6  # milliseconds


class EnrolmentIn(Schema):
    """What the device says it is: kiosk, screen, tablet, print_station; or nothing."""

    model_config = ConfigDict(extra="forbid")
    kind: Annotated[StrictStr, Field(max_length=20)] = ""


class EnrolmentOut(Schema):
    """The code to show, the secret to keep, and how often to ask, in seconds."""

    code: str
    secret: str
    expires_at: datetime
    poll: int


class ClaimIn(Schema):
    """The secret of the enrolment."""

    model_config = ConfigDict(extra="forbid")
    secret: Annotated[StrictStr, Field(min_length=1, max_length=200)]


class DeviceOut(Schema):
    """A device, its office by code, and what is wished of it: volume in per cent."""

    id: int
    name: str
    kind: str
    office: str
    volume: int
    reload_asked_at: datetime | None
    test_asked_at: datetime | None


class ClaimOut(Schema):
    """The device and its token, which is told this once."""

    token: str
    device: DeviceOut


class WaitingOut(Schema):
    """Nobody has confirmed the code yet."""

    state: str = "waiting"
    poll: int = POLL


class ReportIn(Schema):
    """How the device is: its program's version, milliseconds to an answer, its latest error."""

    model_config = ConfigDict(extra="forbid")
    version: Annotated[StrictStr, Field(max_length=200)] = ""
    latency: Annotated[StrictInt, Field(ge=0, le=LONGEST_LATENCY)] | None = None
    error: Annotated[StrictStr, Field(max_length=1000)] = ""


@router.post("/devices/enrolments", auth=None, response={201: EnrolmentOut})
@anyone
def enrolment_create(request: HttpRequest, data: EnrolmentIn) -> Status[dict[str, Any]]:
    """Ask for a code; an administrator types it on `/admin/devices/`. It lives 15 minutes."""
    rate_use("enrol", request)
    address = client_address(request)
    enrolment, secret = enrolment_open(kind=data.kind, address=address, now=timezone.now())
    told = {
        "code": code_shown(enrolment.code),
        "secret": secret,
        "expires_at": enrolment.expires_at,
        "poll": POLL,
    }
    return Status(HTTPStatus.CREATED, told)


@router.post("/devices/enrolments/claim", auth=None, response={200: ClaimOut, 202: WaitingOut})
@anyone
def enrolment_take(request: HttpRequest, data: ClaimIn) -> Status[Any]:
    """Take the token, once: 202 while nobody has confirmed, 410 when the code is over."""
    rate_use("claim", request)
    enrolled = enrolment_claim(secret=data.secret, now=timezone.now())
    if enrolled is None:
        return Status(HTTPStatus.ACCEPTED, WaitingOut())
    told = {"token": enrolled.token, "device": device_view(enrolled.account)}
    return Status(HTTPStatus.OK, told)


@router.get("/devices/self", response=DeviceOut)
@needs(Right.DEVICE_REPORT)
def device_self(request: HttpRequest) -> dict[str, Any]:
    """Return the device whose token this is."""
    return device_view(caller(request))


@router.post("/devices/self", response=DeviceOut)
@needs(Right.DEVICE_REPORT)
def device_report(request: HttpRequest, data: ReportIn) -> dict[str, Any]:
    """Tell how the device is, about once a minute, and hear what is wished of it."""
    device_seen(account_id=caller(request).pk, now=timezone.now(), **data.dict())
    return device_view(caller(request))


def device_view(account: User) -> dict[str, Any]:
    """Return a device as the API tells it."""
    membership = account.memberships.select_related("office").order_by("pk")[0]
    device = Device.objects.filter(account=account).first() or Device(account=account)
    return {
        "id": account.pk,
        "name": account.full_name,
        "kind": membership.role,
        "office": membership.office.code,
        "volume": device.volume,
        "reload_asked_at": device.reload_asked_at,
        "test_asked_at": device.test_asked_at,
    }
