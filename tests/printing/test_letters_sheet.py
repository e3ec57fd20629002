"""The sheet of letters: each candidate comes out right on the printer that it is for."""

from datetime import datetime

import pytest
import zxingcpp
from django.test import Client
from django.urls import reverse

from onestop.directory.models import AuditEvent
from onestop.directory.refusals import BadInput, NotAllowed, NotFound, StateForbids
from printing.code_pages import CANDIDATES
from printing.contents import job_bytes
from printing.models import Printer, PrintJob
from printing.services import (
    printer_add,
    printer_letters_choose,
    printer_letters_print,
    printer_set_active,
)
from printing.slips import LettersSlip, SlipError, slip_bytes
from printing.text import LETTER_GROUPS, VIETNAMESE_LETTERS
from tests.cast import Cast
from tests.printing.decoder import Sheet, decode
from tests.printing.samples import MONDAY_MORNING, OFFICE

KEYS = tuple(one.key for one in CANDIDATES)
SHEET = LettersSlip(office=OFFICE, printer="Máy quầy 1", pages=KEYS, at=MONDAY_MORNING)


def sheet(width: int, printer: str) -> Sheet:
    return decode(slip_bytes(SHEET, width_dots=width, text="raster"), width, printer, strict=False)


def test_there_are_146_letters() -> None:
    letters = "".join(group + group.upper() for group in LETTER_GROUPS)
    assert len(letters) == len(set(letters)) == 146
    assert set(letters) >= VIETNAMESE_LETTERS


@pytest.mark.parametrize("width", [576, 384])
@pytest.mark.parametrize("place", range(len(KEYS)))
def test_a_printer_with_the_page_prints_all_letters_under_its_number(
    width: int, place: int
) -> None:
    printed = "".join(sheet(width, KEYS[place]).lines).replace(" ", "")
    lacking = set("ẲẴẪỶỸỴ") if KEYS[place].startswith("VISCII") else set()
    letters = "".join(group + group.upper() for group in LETTER_GROUPS)
    assert printed.count("".join("." if one in lacking else one for one in letters)) == 1


def test_a_printer_without_any_of_them_shows_boxes_and_no_command_runs() -> None:
    assert "□" in sheet(576, "WPC1258:99").text
    assert sheet(576, "WPC1258:99").cuts == 1


def test_the_code_at_the_end_is_read() -> None:
    found = zxingcpp.read_barcodes(sheet(576, "TCVN-3").picture)
    assert [one.text for one in found] == ["ONESTOP-QR"]


@pytest.fixture
def printer(cast: Cast, monday_morning: datetime) -> Printer:
    return printer_add(
        office=cast.office,
        name="Máy 1",
        url="escpos+tcp://192.0.2.1:9100",
        roles=["ticket"],
        now=monday_morning,
    )


def test_the_sheet_waits_for_the_printer_that_it_is_about(
    cast: Cast, printer: Printer, monday_morning: datetime
) -> None:
    job = printer_letters_print(
        printer_id=printer.pk, number="61", actor=cast.quan, now=monday_morning
    )
    assert job.target == printer
    assert job.facts["pages"] == [*KEYS, "WPC1258:61", "VISCII:61"]
    assert job_bytes(job, width_dots=576, text="raster")
    with pytest.raises(StateForbids):
        printer_letters_print(printer_id=printer.pk, number="", actor=cast.quan, now=monday_morning)


@pytest.mark.parametrize("number", ["256", "-1", "x", "²", "1e2"])
def test_a_number_that_is_none_is_refused(
    cast: Cast, printer: Printer, monday_morning: datetime, number: str
) -> None:
    with pytest.raises(BadInput) as refusal:
        printer_letters_print(
            printer_id=printer.pk, number=number, actor=cast.quan, now=monday_morning
        )
    assert set(refusal.value.errors) == {"number"}
    assert not PrintJob.objects.exists()


def test_a_printer_out_of_use_gets_no_sheet(
    cast: Cast, printer: Printer, monday_morning: datetime
) -> None:
    printer_set_active(printer_id=printer.pk, active=False, actor=cast.quan, now=monday_morning)
    with pytest.raises(StateForbids):
        printer_letters_print(printer_id=printer.pk, number="", actor=cast.quan, now=monday_morning)


def test_only_who_manages_the_printer_chooses(
    cast: Cast, printer: Printer, monday_morning: datetime
) -> None:
    for name, refusal in (("an", NotAllowed), ("xuan", NotFound)):
        with pytest.raises(refusal):
            printer_letters_choose(
                printer_id=printer.pk,
                text="TCVN-3",
                native_codes=True,
                actor=getattr(cast, name),
                now=monday_morning,
            )


def test_the_page_keeps_what_came_out_right(client: Client, cast: Cast, printer: Printer) -> None:
    client.force_login(cast.quan)
    address = reverse("printer-letters", args=[printer.pk])
    assert "WPC1258:27" in client.get(address).content.decode()
    assert client.post(address, {"text": "WPC1258:27", "native_codes": "on"}).status_code == 302
    printer.refresh_from_db()
    assert (printer.text, printer.native_codes) == ("WPC1258:27", True)
    assert AuditEvent.objects.filter(action="printer.letters").count() == 1


def test_the_page_refuses_what_is_no_code_page(
    client: Client, cast: Cast, printer: Printer
) -> None:
    client.force_login(cast.quan)
    address = reverse("printer-letters", args=[printer.pk])
    for text in ("", "CP437", "WPC1258:999", "VISCII:"):
        assert client.post(address, {"text": text}).status_code == 400
    sent = client.post(reverse("printer-letters-print", args=[printer.pk]), {"number": "999"})
    assert sent.status_code == 400
    assert "0 đến 255" in sent.content.decode()


def test_slips_are_printed_in_what_was_chosen(
    cast: Cast, printer: Printer, monday_morning: datetime
) -> None:
    assert printer.text == "raster"
    printer_letters_choose(
        printer_id=printer.pk,
        text="VISCII:27",
        native_codes=True,
        actor=cast.quan,
        now=monday_morning,
    )
    printer.refresh_from_db()
    job = PrintJob(
        office=cast.office, document="test", subject=printer.pk, created_at=monday_morning
    )
    data = job_bytes(job, width_dots=576, text=printer.text, native_codes=printer.native_codes)
    assert "Máy in: Máy 1" in decode(data, 576, "VISCII:27").text


def test_a_sheet_of_a_printer_that_is_gone_cannot_be_made(cast: Cast) -> None:
    with pytest.raises(SlipError):
        job_bytes(
            PrintJob(office=cast.office, document="letters", subject=10**9),
            width_dots=576,
            text="raster",
        )
