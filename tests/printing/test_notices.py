"""What the counter, the kiosk and the administrator are told of printers and slips."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from printing.models import Printer, PrintJob
from printing.services import printer_add, printer_trouble_set
from queueing.services import ticket_issue
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("printer")
NO_PAPER = "Máy in Máy 1 hết giấy. Hãy thay cuộn giấy."
State = PrintJob.State


@pytest.fixture
def printer(cast: Cast) -> Printer:
    return printer_add(
        office=cast.office,
        name="Máy 1",
        url="escpos+tcp://192.0.2.7:9100",
        roles=["ticket", "slip"],
        now=timezone.now(),
    )


@pytest.fixture
def an(client: Client, cast: Cast) -> Client:
    client.force_login(cast.an)
    return client


def said(client: Client, seen: str = "") -> str:
    address = reverse("printer-notices", args=["mau"])
    return client.get(address, {"seen": seen, "back": "/counters/1/"}).content.decode()


def lost_slip(cast: Cast, now: datetime | None = None) -> PrintJob:
    """Return the slip of a new ticket of which nobody knows whether it came out."""
    now = now or timezone.now()
    ticket_issue(office=cast.office, service_code="ho-tich", actor=None, now=now)
    PrintJob.objects.update(state=State.UNKNOWN)
    return PrintJob.objects.latest("pk")


def test_the_counter_hears_of_paper_out_with_how_many_wait(
    an: Client, cast: Cast, printer: Printer
) -> None:
    ticket_issue(office=cast.office, service_code="ho-tich", actor=None, now=timezone.now())
    printer_trouble_set(printer=printer, trouble=NO_PAPER, now=timezone.now())
    shown = said(an)
    assert NO_PAPER in shown
    assert "1 phiếu đang đợi." in shown


def test_little_paper_is_a_warning(an: Client) -> None:
    Printer.objects.update(warning="Máy in Máy 1 sắp hết giấy.")
    assert "sắp hết giấy" in said(an)


def test_a_page_that_shows_it_all_is_left_alone(an: Client) -> None:
    seen = said(an).partition('name="seen" value="')[2].partition('"')[0]
    address = reverse("printer-notices", args=["mau"])
    assert an.get(address, {"seen": seen}).status_code == 204
    Printer.objects.update(last_error=NO_PAPER)
    assert an.get(address, {"seen": seen}).status_code == 200


def test_a_slip_that_may_be_missing_is_named_until_somebody_sees_to_it(
    an: Client, cast: Cast
) -> None:
    job = lost_slip(cast)
    assert "A001" in said(an)
    answer = an.post(reverse("print-job-settle", args=[job.pk]), {"back": "/counters/1/"})
    assert answer.headers["Location"] == "/counters/1/"
    assert "A001" not in said(an)


def test_a_copy_sees_to_it_too(an: Client, cast: Cast) -> None:
    job = lost_slip(cast)
    an.post(reverse("print-job-copy", args=[job.pk]), {"back": "https://elsewhere.example/"})
    assert "A001" not in said(an)
    assert PrintJob.objects.filter(copy_of=job).exists()


def test_a_copy_comes_out_on_the_printer_that_was_chosen(an: Client, cast: Cast) -> None:
    job, url = lost_slip(cast), "escpos+tcp://192.0.2.8"
    other = printer_add(office=cast.office, name="M2", url=url, roles=[], now=timezone.now())
    address = reverse("print-job-copy", args=[job.pk])
    assert an.post(address, {"printer": "999999"}).status_code == 422
    an.post(address, {"printer": other.pk})
    assert PrintJob.objects.get(copy_of=job).target == other


def test_nobody_is_led_to_another_place(an: Client, cast: Cast) -> None:
    job = lost_slip(cast)
    for back in ("https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""):
        answer = an.post(reverse("print-job-settle", args=[job.pk]), {"back": back})
        assert answer.headers["Location"] == reverse("printers")


def test_what_was_printed_needs_no_looking_after(an: Client, cast: Cast) -> None:
    job = lost_slip(cast)
    PrintJob.objects.update(state=State.SENT)
    assert an.post(reverse("print-job-settle", args=[job.pk])).status_code == 409


def test_old_slips_are_not_shown_for_ever(an: Client, cast: Cast) -> None:
    lost_slip(cast, timezone.now() - timedelta(hours=3))
    assert "A001" not in said(an)


def test_who_may_not_see_slips_hears_of_printers_alone(client: Client, cast: Cast) -> None:
    lost_slip(cast)
    Printer.objects.update(last_error=NO_PAPER)
    client.force_login(cast.chi)
    shown = said(client)
    assert NO_PAPER in shown
    assert "A001" not in shown


def test_the_administrator_hears_of_each_office_of_his_alone(client: Client, cast: Cast) -> None:
    Printer.objects.update(last_error=NO_PAPER)
    address = reverse("printer-notices-all")
    client.force_login(cast.quan)
    assert NO_PAPER in client.get(address).content.decode()
    for stranger in (cast.xuan, cast.chi):
        client.force_login(stranger)
        assert NO_PAPER not in client.get(address).content.decode()


def test_the_kiosk_says_so_before_a_number_is_taken(client: Client) -> None:
    address = reverse("kiosk-printer-notice", args=["mau"])
    assert client.get(address, {"before": 1}).content.decode().strip() == ""
    Printer.objects.update(last_error=NO_PAPER)
    shown = client.get(address, {"before": 1}).content.decode()
    assert "vẫn lấy số được" in shown
    assert "Máy 1" not in shown


def test_the_kiosk_says_nothing_while_the_spare_prints(
    client: Client, cast: Cast, printer: Printer
) -> None:
    spare = printer_add(
        office=cast.office, name="M2", url="escpos+tcp://192.0.2.8", roles=[], now=timezone.now()
    )
    Printer.objects.filter(pk=printer.pk).update(last_error=NO_PAPER, spare=spare)
    address = reverse("kiosk-printer-notice", args=["mau"])
    assert client.get(address).content.decode().strip() == ""


def test_the_desk_and_the_hub_ask_every_few_seconds(an: Client, cast: Cast) -> None:
    desk = an.get(reverse("counter-desk", args=[cast.counter_1.pk])).content.decode()
    an.force_login(cast.quan)
    hub = an.get("/admin/").content.decode()
    for page in (desk, hub):
        assert 'hx-trigger="load, every 3s" hx-include="#printer-notices-seen"' in page
