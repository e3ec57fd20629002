"""Printers are added, found, changed and tested on pages, and so is what prints where."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from onestop.directory.models import AuditEvent
from onestop.directory.rights import Role
from onestop.directory.services import device_add
from printing.devices import finding
from printing.models import Printer, PrintJob, PrintRule
from printing.services import printer_add
from queueing.services import ticket_issue
from tests.cast import Cast
from tests.printing.fake_printer import FakePrinter

GIVEN = {
    "name": "Máy quầy 2",
    "url": "escpos+tcp://192.0.2.9:9100",
    "roles": ["ticket", "slip"],
    "width_dots": "384",
    "text": "TCVN-3",
    "profile": "usual",
    "spare": "",
    "station": "",
}


@pytest.fixture
def quan(client: Client, cast: Cast) -> Client:
    """Return the browser of the administrator."""
    client.force_login(cast.quan)
    return client


@pytest.fixture
def printer(cast: Cast, monday_morning: datetime) -> Printer:
    url = "escpos+tcp://192.0.2.7:9100"
    return printer_add(
        office=cast.office, name="Máy 1", url=url, roles=["ticket"], now=monday_morning
    )


def new(**changed: Any) -> dict[str, Any]:
    return {**GIVEN, **changed}


def test_an_administrator_adds_a_printer(quan: Client, cast: Cast, printer: Printer) -> None:
    address = reverse("printer-new", args=["mau"])
    assert "escpos+tcp://192.0.2.9" in quan.get(f"{address}?url={GIVEN['url']}").content.decode()
    assert quan.post(address, new(spare=printer.pk)).headers["Location"] == reverse("printers")
    added = Printer.objects.get(name="Máy quầy 2")
    assert (added.width_dots, added.text, added.spare) == (384, "TCVN-3", printer)
    assert sorted(added.roles.values_list("role", flat=True)) == ["slip", "ticket"]
    assert AuditEvent.objects.filter(action="printer.add", actor_id=cast.quan.pk).exists()


def test_a_printer_is_changed_and_keeps_only_the_roles_that_are_ticked(
    quan: Client, printer: Printer, cast: Cast, monday_morning: datetime
) -> None:
    station, _token = device_add(
        office=cast.office, name="Trạm", kind=Role.PRINT_STATION, actor=None, now=monday_morning
    )
    Printer.objects.update(confirms=True, answers=True)
    given = new(name="Máy 1", roles=["letter"], station=station.pk)
    quan.post(reverse("printer-change", args=[printer.pk]), given)
    printer.refresh_from_db()
    assert (printer.station, printer.confirms, printer.answers) == (station, None, False)
    assert list(printer.roles.values_list("role", flat=True)) == ["letter"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": "Máy 1"}, "Đã có máy in tên này"),
        ({"name": ""}, "Chưa nhập ô này"),
        ({"url": "http://x"}, "Địa chỉ máy in chưa đúng"),
        ({"url": "escpos+file:///etc/passwd"}, "Chọn một thiết bị trong /dev/"),
        ({"url": "escpos+file:///dev/../etc/passwd"}, "Chọn một thiết bị trong /dev/"),
        ({"text": "CP437"}, "bảng mã"),
        ({"spare": "999999"}, "field-error"),
        ({"profile": "x"}, "field-error"),
        ({"roles": ["x"]}, "field-error"),
    ],
)
@pytest.mark.usefixtures("printer")
def test_what_cannot_be_is_said_at_its_field(
    quan: Client, wrong: dict[str, Any], said: str
) -> None:
    answer = quan.post(reverse("printer-new", args=["mau"]), new(**wrong))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Printer.objects.count() == 1


def test_a_test_slip_is_promised_once_at_a_time(quan: Client, printer: Printer) -> None:
    address = reverse("printer-test", args=[printer.pk])
    assert quan.post(address).status_code == 302
    job = PrintJob.objects.get()
    assert (job.document, job.target, job.subject) == ("test", printer, printer.pk)
    assert quan.post(address).status_code == 409
    assert quan.get(address).status_code == 405


def test_a_test_slip_is_shown_as_a_picture(quan: Client, printer: Printer) -> None:
    quan.post(reverse("printer-test", args=[printer.pk]))
    job = PrintJob.objects.get()
    picture = quan.get(reverse("print-job-picture", args=[job.pk]))
    assert picture.headers["Content-Type"] == "image/png"


def test_the_network_is_looked_through_only_when_asked(
    quan: Client, paper: FakePrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "PORT", paper.port)
    monkeypatch.setattr(finding, "DEVICES", Path("/nowhere"))
    address = reverse("printer-find", args=["mau"])
    quan.get(address)
    assert paper.connections == 0
    shown = quan.post(address, {"network": "127.0.0.0/30"}).content.decode()
    assert f"escpos+tcp://127.0.0.1:{paper.port}" in shown


@pytest.mark.parametrize("network", ["8.8.8.0/24", "10.0.0.0/16", "máy", "fe80::/64"])
def test_only_a_small_private_network_is_looked_through(quan: Client, network: str) -> None:
    answer = quan.post(reverse("printer-find", args=["mau"]), {"network": network})
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()


def rules(printer: Printer, copies: str = "2") -> dict[str, str]:
    """Return the form in which tickets go to the printer and all else comes out once."""
    lines = {f"copies_{number}": "1" for number in range(20)}
    return {**lines, "printer_0": str(printer.pk), "copies_0": copies}


def test_what_prints_where_is_set_and_counts_from_the_next_slip(
    quan: Client, printer: Printer, cast: Cast, monday_morning: datetime
) -> None:
    address = reverse("print-rules", args=["mau"])
    assert "Lấy số" in quan.get(address).content.decode()
    quan.post(address, rules(printer))
    ticket_issue(office=cast.office, service_code="ho-tich", actor=None, now=monday_morning)
    assert [job.target for job in PrintJob.objects.all()] == [printer] * 2
    quan.post(address, rules(printer, "0"))
    ticket_issue(office=cast.office, service_code="ho-tich", actor=None, now=monday_morning)
    assert PrintJob.objects.count() == 2


@pytest.mark.parametrize("copies", ["", "-1", "6", "x"])
def test_copies_are_none_to_five(quan: Client, printer: Printer, copies: str) -> None:
    answer = quan.post(reverse("print-rules", args=["mau"]), rules(printer, copies))
    assert answer.status_code == 422
    assert not PrintRule.objects.exists()


def test_a_printer_of_another_office_is_not_found(
    client: Client, cast: Cast, printer: Printer
) -> None:
    cast.xuan.memberships.update(role=Role.OFFICE_ADMIN)
    client.force_login(cast.xuan)
    for name in ("printer-change", "printer-test"):
        assert client.post(reverse(name, args=[printer.pk]), new()).status_code == 404
    for name in ("printer-new", "printer-find", "print-rules"):
        assert client.get(reverse(name, args=["mau"])).status_code == 404


def test_receptionists_look_and_change_nothing(
    client: Client, cast: Cast, printer: Printer
) -> None:
    client.force_login(cast.an)
    assert "Thêm máy in" not in client.get(reverse("printers")).content.decode()
    for name in ("printer-change", "printer-test"):
        assert client.post(reverse(name, args=[printer.pk]), new()).status_code == 403


def test_pages_cost_the_same_however_many_printers(
    quan: Client, cast: Cast, printer: Printer
) -> None:
    counts = []
    for number in range(2):
        url = f"escpos+tcp://192.0.2.{number + 20}"
        now = printer.added_at
        printer_add(office=cast.office, name=f"M{number}", url=url, roles=["slip"], now=now)
        with CaptureQueriesContext(connection) as queries:
            quan.get(reverse("print-rules", args=["mau"]))
            quan.get(reverse("printer-change", args=[printer.pk]))
        counts.append(len(queries))
    assert counts[0] == counts[1]
