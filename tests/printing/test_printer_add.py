"""The command that gives an office a printer, and the service behind it."""

from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from printing.models import Printer, PrintJob, Role
from printing.selectors import role_holders
from printing.services import SlipWanted, print_job_add, printer_add
from tests.cast import Cast

URL = "escpos+tcp://192.0.2.7:9100"


def run(**options: Any) -> str:
    told = {"office": "mau", "name": "Máy 1", "url": URL, "roles": ["ticket"], **options}
    out = StringIO()
    call_command("printer_add", stdout=out, **told)
    return out.getvalue()


@pytest.mark.usefixtures("cast")
def test_it_adds_a_printer_that_holds_its_role_at_once() -> None:
    assert "Máy 1" in run(width_dots=384, text="TCVN-3")
    printer = Printer.objects.get()
    assert (printer.name, printer.url, printer.width_dots, printer.text) == (
        "Máy 1",
        URL,
        384,
        "TCVN-3",
    )
    assert role_holders(printer.office_id) == {Role.TICKET: printer}


@pytest.mark.usefixtures("cast")
def test_arguments_are_those_of_the_contract() -> None:
    arguments = ["--office", "mau", "--name", "Máy 2", "--url", "preview:", "--role", "slip"]
    arguments += ["--width-dots", "384", "--text", "raster", "--role", "letter"]
    call_command("printer_add", *arguments, stdout=StringIO())
    assert set(role_holders(Printer.objects.get().office_id)) == {Role.SLIP, Role.LETTER}


@pytest.mark.usefixtures("cast")
def test_same_name_changes_the_printer_and_keeps_its_roles() -> None:
    run()
    run(url="escpos+tcp://192.0.2.8:9100", roles=["slip"])
    printer = Printer.objects.get()
    assert printer.url == "escpos+tcp://192.0.2.8:9100"
    assert set(role_holders(printer.office_id)) == {Role.TICKET, Role.SLIP, Role.LETTER}


def test_newest_real_printer_takes_the_role_and_what_waits(
    cast: Cast, monday_morning: datetime
) -> None:
    job = print_job_add(
        office=cast.office,
        slip=SlipWanted(document=PrintJob.Document.RECEIPT, subject=1),
        now=monday_morning + timedelta(hours=1),
    )
    facts: dict[str, Any] = {"office": cast.office, "roles": ["slip"]}
    printer_add(name="Cũ", url=URL, now=monday_morning, **facts)
    new = printer_add(name="Mới", url=URL, now=monday_morning + timedelta(minutes=1), **facts)
    assert role_holders(cast.office.pk) == {Role.SLIP: new, Role.LETTER: new}
    job.refresh_from_db()
    assert job.due_at == monday_morning


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ({"office": "nowhere"}, "--office: no office 'nowhere'. Known: khac, mau"),
        ({"url": "http://192.0.2.7"}, "--url: .*escpos\\+tcp://192.168.1.50:9100"),
        ({"roles": ["labels"]}, "--role: .*ticket, slip, letter"),
        ({"width_dots": 500}, "--width-dots: .*576.*384"),
        ({"text": "CP437"}, "--text: .*raster.*TCVN-3"),
        ({"name": " "}, "--name: "),
        ({"name": "M" * 61}, "--name: "),
    ],
)
@pytest.mark.usefixtures("cast")
def test_bad_argument_is_named_with_its_cure(wrong: dict[str, Any], complaint: str) -> None:
    with pytest.raises(CommandError, match=complaint):
        run(**wrong)
    assert not Printer.objects.exists()


@pytest.mark.parametrize("text", ["TCVN-3", "tcvn3", "TCVN-3-1"])
@pytest.mark.usefixtures("cast")
def test_vietnamese_code_page_goes_by_several_names(text: str) -> None:
    run(text=text)
    assert Printer.objects.get().text == "TCVN-3"
