"""The page of printers, and the page of one slip."""

from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from onestop.cases.models import Applicant
from printing.models import Printer, PrintJob
from printing.services import printer_add
from queueing.services import ticket_issue
from tests.cases.desk import Desk
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("preview")
State = PrintJob.State
BROKEN = "Máy in Máy 1 hết giấy. Hãy thay cuộn giấy."


@pytest.fixture
def desk(cast: Cast, monday_morning: datetime) -> Desk:
    return Desk(cast, monday_morning)


def page(client: Client, desk: Desk, user: str = "an") -> str:
    client.force_login(getattr(desk.cast, user))
    response = client.get(reverse("printers"))
    assert response.status_code == 200
    return response.content.decode()


def broken_printer(desk: Desk) -> Printer:
    printer = printer_add(
        office=desk.cast.office,
        name="Máy 1",
        url="escpos+tcp://192.0.2.7:9100",
        roles=["ticket"],
        now=desk.now,
    )
    Printer.objects.filter(pk=printer.pk).update(last_error=BROKEN, last_error_at=desk.now)
    return printer


def test_printers_roles_and_troubles_are_shown(client: Client, desk: Desk) -> None:
    broken_printer(desk)
    shown = page(client, desk)
    assert BROKEN in shown
    assert "Từ 09:00, 23/11" in shown
    assert "In: giấy tiếp nhận và phiếu, thư xin lỗi." in shown  # the preview's


def test_jobs_are_shown_in_words_with_their_number(client: Client, desk: Desk) -> None:
    case = desk.receive()
    assert "Chỉ xem trước" in page(client, desk)
    broken = {"state": State.UNKNOWN, "error": "Máy in ngắt kết nối giữa chừng."}
    PrintJob.objects.update(printer=broken_printer(desk), **broken)
    shown = page(client, desk)
    assert case.code in shown
    assert "Không rõ đã in chưa" in shown
    assert "ngắt kết nối" in shown


def test_only_those_who_may_see_slips_enter(client: Client, desk: Desk) -> None:
    for name, status in (("an", 200), ("quan", 200), ("chi", 403), ("giang", 403)):
        client.force_login(getattr(desk.cast, name))
        assert client.get(reverse("printers")).status_code == status
    client.logout()
    assert client.get(reverse("printers")).status_code == 302


def test_another_office_s_printers_and_slips_are_not_shown(client: Client, desk: Desk) -> None:
    case = desk.receive()
    broken_printer(desk)
    shown = page(client, desk, "xuan")
    assert case.code not in shown
    assert "Máy 1" not in shown
    job = PrintJob.objects.get()
    for name in ("print-job", "print-job-picture"):
        assert client.get(reverse(name, args=[job.pk])).status_code == 404
    assert client.post(reverse("print-job-copy", args=[job.pk])).status_code == 404


def test_list_costs_the_same_however_long(client: Client, desk: Desk) -> None:
    client.force_login(desk.cast.an)
    counts = []
    for _ in range(2):
        desk.receive()
        ticket_issue(office=desk.cast.office, service_code="ho-tich", actor=None, now=desk.now)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("printers"))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 16


def test_at_most_fifty_slips_are_listed(client: Client, desk: Desk) -> None:
    for _ in range(52):
        ticket_issue(office=desk.cast.office, service_code="ho-tich", actor=None, now=desk.now)
    shown = page(client, desk)
    assert "A052" in shown
    assert "A003" in shown
    assert "A002" not in shown


def test_slip_is_shown_as_a_picture(client: Client, desk: Desk) -> None:
    desk.receive()
    job = PrintJob.objects.get()
    client.force_login(desk.cast.an)
    shown = client.get(reverse("print-job", args=[job.pk])).content.decode()
    assert reverse("print-job-picture", args=[job.pk]) in shown
    picture = client.get(reverse("print-job-picture", args=[job.pk]))
    assert picture.headers["Content-Type"] == "image/png"
    assert "no-store" in picture.headers["Cache-Control"]
    assert picture.content.startswith(b"\x89PNG")


def test_slip_that_cannot_be_made_says_why(client: Client, desk: Desk) -> None:
    desk.receive()
    Applicant.objects.update(name="An 🙂")
    Printer.objects.update(text="TCVN-3")
    job = PrintJob.objects.get()
    client.force_login(desk.cast.an)
    shown = client.get(reverse("print-job", args=[job.pk])).content.decode()
    assert "«🙂»" in shown
    assert client.get(reverse("print-job-picture", args=[job.pk])).status_code == 404


def test_copy_is_promised_and_refers_to_the_original(client: Client, desk: Desk) -> None:
    desk.receive()
    job = PrintJob.objects.get()
    client.force_login(desk.cast.an)
    for _ in range(2):
        latest = PrintJob.objects.latest("pk")
        response = client.post(reverse("print-job-copy", args=[latest.pk]))
        assert response.headers["Location"] == reverse("printers")
    copies = PrintJob.objects.filter(copy_of=job)
    assert [copy.requested_by for copy in copies] == [desk.cast.an] * 2


def test_what_still_waits_is_not_copied(client: Client, desk: Desk) -> None:
    broken_printer(desk)
    ticket_issue(office=desk.cast.office, service_code="ho-tich", actor=None, now=desk.now)
    job = PrintJob.objects.get()
    client.force_login(desk.cast.an)
    assert client.post(reverse("print-job-copy", args=[job.pk])).status_code == 409
    assert PrintJob.objects.count() == 1


def test_copy_is_not_made_by_get_nor_without_the_right(client: Client, desk: Desk) -> None:
    desk.receive()
    address = reverse("print-job-copy", args=[PrintJob.objects.get().pk])
    client.force_login(desk.cast.an)
    assert client.get(address).status_code == 405
    client.force_login(desk.cast.chi)
    assert client.post(address).status_code == 403
    assert PrintJob.objects.count() == 1


def test_administrator_takes_a_printer_out_of_use_and_back(client: Client, desk: Desk) -> None:
    printer = broken_printer(desk)
    address = reverse("printer-active", args=[printer.pk])
    client.force_login(desk.cast.quan)
    client.post(address)
    assert "In: số thứ tự, giấy tiếp nhận và phiếu, thư xin lỗi." in page(client, desk, "quan")
    client.post(address, {"active": "1"})
    printer.refresh_from_db()
    assert (printer.active, printer.last_error) == (True, "")


def test_counter_staff_and_strangers_do_not_switch_printers(client: Client, desk: Desk) -> None:
    printer = broken_printer(desk)
    address = reverse("printer-active", args=[printer.pk])
    for name, status in (("an", 403), ("xuan", 403)):
        client.force_login(getattr(desk.cast, name))
        assert client.post(address).status_code == status
    printer.refresh_from_db()
    assert printer.active


def test_office_without_a_printer_is_told(client: Client, desk: Desk) -> None:
    Printer.objects.all().delete()
    shown = page(client, desk)
    assert "Chưa có máy in cho: số thứ tự, giấy tiếp nhận và phiếu, thư xin lỗi." in shown
    assert "printer_add" in shown


def test_other_pages_get_the_troubles_of_their_office(client: Client, desk: Desk) -> None:
    address = reverse("printer-notices", args=["mau"])
    client.force_login(desk.cast.an)
    assert "message" not in client.get(address).content.decode()
    broken_printer(desk)
    assert BROKEN in client.get(address).content.decode()
    client.force_login(desk.cast.xuan)
    assert client.get(address).status_code == 404


def test_kiosk_is_told_when_no_paper_will_come(client: Client, desk: Desk) -> None:
    address = reverse("kiosk-printer-notice", args=["mau"])
    assert client.get(address).content.decode().strip() == ""
    broken_printer(desk)
    told = client.get(address).content.decode()
    assert "nhớ số" in told
    assert "Máy 1" not in told
    assert client.get(reverse("kiosk-printer-notice", args=["nowhere"])).status_code == 404
