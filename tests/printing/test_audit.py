"""Changes of printers, copies of slips, and looks at them stand in the audit."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from onestop.directory.models import AuditEvent
from printing.models import Printer, PrintJob
from printing.services import print_job_reprint, printer_add, printer_set_active
from tests.cases.desk import Desk
from tests.cast import Cast


@pytest.fixture
def desk(cast: Cast, monday_morning: datetime) -> Desk:
    """Return the cast at work."""
    return Desk(cast, monday_morning)


def add(desk: Desk, url: str = "preview:") -> Printer:
    """Add the printer, or change it."""
    roles = ["ticket", "slip"]
    return printer_add(office=desk.cast.office, name="Quầy", url=url, roles=roles, now=desk.now)


def rows(action: str) -> list[tuple[str, dict[str, object], dict[str, object]]]:
    """Return subject, before and after of the rows with this action."""
    found = AuditEvent.objects.filter(action=action)
    return list(found.values_list("subject", "before", "after"))


def test_a_printer_is_added_and_changed(desk: Desk) -> None:
    printer = add(desk)
    add(desk, "escpos+tcp://10.0.0.9:9100")
    ((subject, before, after),) = rows("printer.add")
    assert (subject, before, after["url"]) == (f"printer:{printer.pk}", {}, "preview:")
    ((_subject, before, after),) = rows("printer.change")
    assert (before["url"], after["url"]) == ("preview:", "escpos+tcp://10.0.0.9:9100")
    assert after["roles"] == ["slip", "ticket"]


def test_taking_a_printer_out_of_use_is_a_change(desk: Desk) -> None:
    printer = add(desk)
    printer_set_active(printer_id=printer.pk, active=False, actor=desk.cast.quan, now=desk.now)
    ((_subject, before, after),) = rows("printer.change")
    assert (before["active"], after["active"]) == (True, False)


def test_a_copy_names_the_slip(desk: Desk) -> None:
    add(desk)
    case = desk.receive()
    job = PrintJob.objects.get(document="receipt")
    copy = print_job_reprint(job_id=job.pk, actor=desk.cast.an, now=desk.now)
    ((subject, _before, after),) = rows("print.copy")
    assert subject == f"print_job:{job.pk}"
    assert after == {"copy": copy.pk, "document": "receipt", "of": case.pk}


def test_the_picture_of_a_receipt_is_a_look_and_that_of_a_ticket_is_none(
    client: Client, desk: Desk
) -> None:
    add(desk)
    case = desk.receive()
    client.force_login(desk.cast.an)
    job = PrintJob.objects.get(document="receipt")
    assert client.get(reverse("print-job-picture", args=[job.pk])).status_code == 200
    ((subject, _before, after),) = rows("look.slip")
    assert (subject, after["print_job"]) == (f"case:{case.pk}", job.pk)


def test_the_picture_of_a_letter_is_a_look_at_its_case(client: Client, desk: Desk) -> None:
    case = desk.receive()
    apology = desk.apology(case, "approve")
    client.force_login(desk.cast.an)
    job = PrintJob.objects.get(document="apology", subject=apology.pk)
    client.get(reverse("print-job-picture", args=[job.pk]))
    assert [subject for subject, _before, _after in rows("look.slip")] == [f"case:{case.pk}"]
