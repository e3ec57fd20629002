"""What a print station fetches and reports: a program on another PC, with printers of its own.

A slip that was handed out is the station's, as it is a sender's of our own: for as long as the
lease runs, and until the station begins anew. What it has not reported by then is unknown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from onestop.directory.models import User
from onestop.directory.refusals import NotFound, StateForbids
from onestop.directory.rights import Right, ensure_right
from printing.devices import Delivery
from printing.devices.status import Status
from printing.models import Printer, PrintJob
from printing.rendering import job_rendered
from printing.selectors import duty_of
from printing.services.claims import print_job_claim
from printing.services.notes import delivery_note, station_heard, status_note

State = PrintJob.State


@dataclass(frozen=True)
class Fetched:
    """A slip as bytes for the printer, and the number of its job."""

    job_id: int
    data: bytes


def station_sender(station: User) -> str:
    """Return the name under which the station holds its slips."""
    return f"station/{station.pk}"


def station_begin(*, station: User, now: datetime) -> Sequence[Printer]:
    """End what the station had fetched before it was started anew, and return its printers."""
    words = _("Trạm in dừng khi đang in. Xem giấy đã ra chưa, nếu chưa hãy in lại.")
    left = PrintJob.objects.filter(state=State.SENDING, sender=station_sender(station))
    left.update(state=State.UNKNOWN, error=words, ended_at=now)
    return station_printers(station=station, now=now)


def station_printers(*, station: User, now: datetime) -> Sequence[Printer]:
    """Return the printers in use on the station, and note that it is there."""
    printers = list(station.printers.filter(active=True, office__in=station.offices()))
    for printer in printers:
        station_heard(printer=printer, now=now)
    return printers


def station_job_next(*, printer_id: int, station: User, now: datetime) -> Fetched | None:
    """Hand out the first slip that waits for the station's printer, or None.

    Slips that cannot be made fail on the way and the next is looked for. Raises `NotFound`,
    `NotAllowed`.
    """
    printer = _printer(printer_id, station)
    station_heard(printer=printer, now=now)
    sender, duty = station_sender(station), duty_of(printer)
    while job := print_job_claim(printer=printer, duty=duty, sender=sender, now=now):
        data = job_rendered(job, printer, sender=sender)
        if data is not None:
            return Fetched(job.pk, data)
    return None


def station_job_end(*, job_id: int, station: User, delivery: Delivery, now: datetime) -> None:
    """Write what became of a slip that the station had fetched.

    Raises `NotFound`, `NotAllowed`, and `StateForbids` where it is no longer the station's.
    """
    sender = station_sender(station)
    job = PrintJob.objects.select_related("printer").filter(pk=job_id, sender=sender).first()
    if job is None or job.printer is None:
        raise NotFound(_("Không tìm thấy lệnh in này."))
    printer = _printer(job.printer.pk, station)
    if not delivery_note(job=job, printer=printer, sender=sender, delivery=delivery, now=now):
        raise StateForbids(_("Phiếu này đã quá hạn ở trạm: người ở quầy xem lại giấy."))


def station_status_note(*, printer_id: int, station: User, status: Status, now: datetime) -> None:
    """Write what the station's printer said of itself; raises as `station_job_next` does."""
    printer = _printer(printer_id, station)
    station_heard(printer=printer, now=now)
    status_note(printer=printer, status=status, now=now)


def habits_told(printer: Printer) -> Mapping[str, Any]:
    """Return what the station must know of a printer to send to it."""
    return {
        "id": printer.pk,
        "name": printer.name,
        "url": printer.url,
        "silent": printer.profile == Printer.Profile.SILENT,
        "confirms": printer.confirms,
        "answers": printer.answers,
        "troubled": bool(printer.last_error),
    }


def _printer(printer_id: int, station: User) -> Printer:
    printer = Printer.objects.select_related("office").filter(pk=printer_id, active=True).first()
    if printer is None or printer.office not in station.offices():
        raise NotFound(_("Không tìm thấy máy in này."))
    ensure_right(station, Right.PRINT_FETCH, office=printer.office)
    if printer.station_id != station.pk:
        raise NotFound(_("Không tìm thấy máy in này."))
    return printer
