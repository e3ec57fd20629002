"""The HTTP API of print stations: they fetch slips for their printers and report on them."""

from base64 import b64encode
from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema, Status
from pydantic import ConfigDict, StrictBool

from onestop.directory.bearer import caller
from onestop.directory.rights import Right
from onestop.directory.routes import needs
from printing.devices import Delivery, Outcome, Trouble
from printing.devices.status import Status as Said
from printing.services import stations

router = Router(tags=["print stations"])
PRINTER = "/print-station/printers/{int:printer_id}"


class StationPrinterOut(Schema):
    """A printer of the station, and what is known of it."""

    id: int
    name: str
    url: str
    silent: bool
    confirms: bool | None
    answers: bool
    troubled: bool


class SlipOut(Schema):
    """A slip: the number of its job, and the bytes for the printer in Base64."""

    id: int
    data: str


class Reported(Schema):
    """What a printer said."""

    model_config = ConfigDict(extra="forbid")
    trouble: Trouble | None = None
    answers: StrictBool = False
    low: StrictBool = Field(default=False, description="little paper left")


class EndIn(Reported):
    """What became of a slip."""

    outcome: Annotated[Outcome, Field(description="not_sent: not one byte of it went out")]
    confirmed: StrictBool = Field(default=False, description="the printer said so itself")


@router.post("/print-station/begin", response=list[StationPrinterOut])
@needs(Right.PRINT_FETCH)
def station_begin(request: HttpRequest) -> list[Mapping[str, Any]]:
    """Start: what was fetched before and never reported is unknown from now on."""
    printers = stations.station_begin(station=caller(request), now=timezone.now())
    return [stations.habits_told(one) for one in printers]


@router.get("/print-station/printers", response=list[StationPrinterOut])
@needs(Right.PRINT_FETCH)
def station_printers(request: HttpRequest) -> list[Mapping[str, Any]]:
    """Return the printers of the station."""
    printers = stations.station_printers(station=caller(request), now=timezone.now())
    return [stations.habits_told(one) for one in printers]


@router.post(f"{PRINTER}/next", response={200: SlipOut, 204: None})
@needs(Right.PRINT_FETCH)
def station_job_next(request: HttpRequest, printer_id: int) -> Status[Any]:
    """Fetch the next slip of a printer: it is the station's until it is reported; 204: none."""
    fetched = stations.station_job_next(
        printer_id=printer_id, station=caller(request), now=timezone.now()
    )
    if fetched is None:
        return Status(HTTPStatus.NO_CONTENT, None)
    return Status(
        HTTPStatus.OK, {"id": fetched.job_id, "data": b64encode(fetched.data).decode("ascii")}
    )


@router.post("/print-station/jobs/{int:job_id}/end", response={204: None})
@needs(Right.PRINT_FETCH)
def station_job_end(request: HttpRequest, job_id: int, data: EndIn) -> Status[None]:
    """Report what became of a slip; 409: it took too long and counts as unknown."""
    delivery = Delivery(data.outcome, data.trouble, data.answers, data.confirmed, data.low)
    stations.station_job_end(
        job_id=job_id, station=caller(request), delivery=delivery, now=timezone.now()
    )
    return Status(HTTPStatus.NO_CONTENT, None)


@router.post(f"{PRINTER}/status", response={204: None})
@needs(Right.PRINT_FETCH)
def station_printer_status(request: HttpRequest, printer_id: int, data: Reported) -> Status[None]:
    """Report how a printer is while nothing is printed."""
    stations.station_status_note(
        printer_id=printer_id,
        station=caller(request),
        status=Said(data.answers, data.trouble, data.low),
        now=timezone.now(),
    )
    return Status(HTTPStatus.NO_CONTENT, None)
