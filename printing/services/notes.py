"""What is noted of printers: what became of a slip, how they are, who asks them next."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from printing.devices import Delivery, Outcome, low_words, trouble_words
from printing.devices.status import Status
from printing.models import Printer, PrintJob
from printing.selectors import ASK_PACE
from printing.services.claims import End, print_job_end, print_job_postpone
from printing.wake import wake_on_commit

# A print station that has not been heard of for so long is away.
STATION_SILENCE = timedelta(seconds=20)

ENDS = {Outcome.SENT: PrintJob.State.SENT, Outcome.UNKNOWN: PrintJob.State.UNKNOWN}


@transaction.atomic
def delivery_note(
    *, job: PrintJob, printer: Printer, sender: str, delivery: Delivery, now: datetime
) -> bool:
    """Write what became of a claimed slip and of its printer; False if the claim was lost."""
    words = trouble_words(delivery.trouble, printer.name) if delivery.trouble else ""
    if delivery.outcome == Outcome.NOT_SENT:
        noted = print_job_postpone(job=job, sender=sender, error=words, now=now)
    else:
        end = End(ENDS[delivery.outcome], words, confirmed=delivery.confirmed)
        noted = print_job_end(job=job, sender=sender, end=end, now=now)
    printer_trouble_set(printer=printer, trouble=words, now=now, printed=True)
    _learn(printer, delivery)
    if not words:
        _warning_set(printer, low=delivery.low)
    return noted


def status_note(*, printer: Printer, status: Status, now: datetime) -> None:
    """Write what a printer said of itself while it was idle.

    One that tells at the end of each slip how much paper is left may say nothing of it in between:
    that ends no warning, unless it has just been in trouble, as when its roll was changed.
    """
    words = trouble_words(status.trouble, printer.name) if status.trouble else ""
    printer_trouble_set(printer=printer, trouble=words, now=now)
    tells = status.low or not printer.confirms or printer.last_error
    if status.answered and not words and tells:
        _warning_set(printer, low=status.low)


def printer_trouble_set(
    *, printer: Printer, trouble: str, now: datetime, printed: bool = False
) -> None:
    """Note what is wrong with a printer, in words; "" notes that it is well, or has `printed`.

    The time is that of the first of several equal troubles. What waits is tried at once when it
    is well again, and when its trouble begins if another printer can stand in.
    """
    mine = Printer.objects.filter(pk=printer.pk)
    if trouble:
        begun = mine.filter(last_error="").update(last_error=trouble, last_error_at=now)
        if not begun:
            mine.filter(~Q(last_error=trouble)).update(last_error=trouble, last_error_at=now)
        turned = bool(begun) and printer.spare_id is not None
    else:
        turned = bool(mine.filter(~Q(last_error="")).update(last_error="", last_error_at=None))
        if printed:
            mine.update(last_ok_at=now)
    if turned:
        office_hurry(printer.office_id, now)


def office_hurry(office_id: int, now: datetime) -> None:
    """Let what waits in the office be tried at once: another printer may print it now."""
    waiting = PrintJob.objects.filter(office=office_id, state=PrintJob.State.QUEUED)
    waiting.filter(due_at__gt=now).update(due_at=now)
    wake_on_commit()


def printer_ask_claim(*, printer: Printer, now: datetime) -> bool:
    """Take it upon this process to ask the printer how it is; False if another does, or prints."""
    due = Q(looked_at=None) | Q(looked_at__lt=now - ASK_PACE)
    if PrintJob.objects.filter(printer=printer, state=PrintJob.State.SENDING).exists():
        return False
    return Printer.objects.filter(due, pk=printer.pk).update(looked_at=now) == 1


def station_heard(*, printer: Printer, now: datetime) -> None:
    """Note that the printer's print station is there; what was said of its absence is over."""
    if printer.heard_at is None or printer.heard_at < now - ASK_PACE:
        Printer.objects.filter(pk=printer.pk).update(heard_at=now)
    if printer.last_error == station_words(printer):
        printer_trouble_set(printer=printer, trouble="", now=now)


def stations_watch(*, now: datetime) -> None:
    """Note for each printer on a print station that is not heard of that it cannot print."""
    away = Q(heard_at=None) | Q(heard_at__lt=now - STATION_SILENCE)
    for printer in Printer.objects.filter(away, active=True).exclude(station=None):
        if printer.last_error != station_words(printer):
            printer_trouble_set(printer=printer, trouble=station_words(printer), now=now)


def station_words(printer: Printer) -> str:
    """Return that the printer's station is away, and what to do."""
    words = _("Trạm in của máy in %(name)s không liên lạc. Bật máy tính của trạm, xem mạng.")
    return words % {"name": printer.name}


def _learn(printer: Printer, delivery: Delivery) -> None:
    """Remember that it answers, and whether it says when a slip is through."""
    learned: dict[str, Any] = {}
    if delivery.answers and not printer.answers:
        learned["answers"] = True
    if delivery.confirmed and not printer.confirms:
        learned["confirms"] = True
    elif delivery.outcome == Outcome.SENT and delivery.answers and printer.confirms is None:
        learned["confirms"] = False
    if learned:
        Printer.objects.filter(pk=printer.pk).update(**learned)


def _warning_set(printer: Printer, *, low: bool) -> None:
    words = low_words(printer.name) if low else ""
    if printer.warning != words:
        Printer.objects.filter(pk=printer.pk).update(warning=words)
