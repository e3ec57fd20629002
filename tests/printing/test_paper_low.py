"""Little paper is said until the printer says otherwise where it says so at all."""

import pytest
from django.utils import timezone

from printing.devices.status import Status
from printing.models import Printer
from printing.services import printer_add, status_note
from tests.cast import Cast

SILENT_OF_PAPER = Status(answered=True)


@pytest.fixture
def low(cast: Cast) -> Printer:
    """Return a printer that has little paper left."""
    url, now = "escpos+tcp://192.0.2.7", timezone.now()
    printer = printer_add(office=cast.office, name="Máy 1", url=url, roles=[], now=now)
    status_note(printer=printer, status=Status(answered=True, low=True), now=now)
    printer.refresh_from_db()
    assert "sắp hết giấy" in printer.warning
    return printer


def warned(printer: Printer) -> bool:
    """Tell whether there is still a warning after the idle printer said nothing of its paper."""
    status_note(printer=printer, status=SILENT_OF_PAPER, now=timezone.now())
    printer.refresh_from_db()
    return printer.warning != ""


def test_one_that_is_asked_between_slips_alone_ends_the_warning_there(low: Printer) -> None:
    assert not warned(low)


def test_one_that_tells_behind_each_slip_is_believed_until_the_next(low: Printer) -> None:
    low.confirms = True
    assert warned(low)


def test_a_changed_roll_ends_the_warning(low: Printer) -> None:
    low.confirms, low.last_error = True, "Máy in Máy 1 hết giấy. Hãy thay cuộn giấy."
    low.save()
    assert not warned(low)
