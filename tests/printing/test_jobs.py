"""What happens in queue and cases promises slips, in the same transaction."""

from datetime import datetime
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import TestCase

from printing.models import Printer, PrintJob
from printing.services import printer_add
from queueing.services import ticket_issue
from tests.cases.desk import Desk
from tests.cast import Cast
from tests.printing.fake_printer import FakePrinter

State, Document = PrintJob.State, PrintJob.Document


@pytest.fixture
def desk(cast: Cast, monday_morning: datetime) -> Desk:
    return Desk(cast, monday_morning)


def issue(cast: Cast, now: datetime, **facts: Any) -> int:
    told: dict[str, Any] = {"service_code": "ho-tich", "actor": None, **facts}
    return ticket_issue(office=cast.office, now=now, **told).pk


def test_ticket_is_promised_with_who_was_ahead(cast: Cast, monday_morning: datetime) -> None:
    issue(cast, monday_morning)
    second = issue(cast, monday_morning, language="en")
    job = PrintJob.objects.latest("pk")
    assert (job.document, job.subject, job.role) == (Document.TICKET, second, "ticket")
    assert job.facts == {"ahead": 1, "wait": None}
    assert (job.language, job.state, job.created_at) == ("en", State.QUEUED, monday_morning)


def test_no_slip_is_promised_to_who_wants_none(cast: Cast, monday_morning: datetime) -> None:
    issue(cast, monday_morning, print_slip=False)
    assert not PrintJob.objects.exists()


def test_receipt_is_promised_when_the_dossier_is_received(desk: Desk) -> None:
    case = desk.receive()
    job = PrintJob.objects.get()
    assert (job.document, job.subject, job.role) == (Document.RECEIPT, case.pk, "slip")
    assert job.requested_by == desk.cast.an


def test_registered_dossier_gets_its_receipt_when_it_is_received(desk: Desk) -> None:
    case = desk.register()
    assert not PrintJob.objects.exists()
    desk.do(case, "receive")
    assert PrintJob.objects.get().document == Document.RECEIPT


def test_apology_is_promised_when_it_is_approved(desk: Desk) -> None:
    case = desk.receive()
    desk.do(case, "start_processing")
    desk.later(days=1)
    apology = desk.apology(case)
    assert not PrintJob.objects.filter(document=Document.APOLOGY).exists()
    desk.apology(case, "approve", "sign", "send")
    job = PrintJob.objects.get(document=Document.APOLOGY)
    assert (job.role, job.requested_by) == ("letter", desk.cast.dung)
    assert job.subject > apology.pk


@pytest.mark.usefixtures("preview")
def test_preview_counts_as_printed_at_once(cast: Cast, monday_morning: datetime) -> None:
    issue(cast, monday_morning)
    job = PrintJob.objects.get()
    assert (job.state, job.ended_at) == (State.SENT, monday_morning)
    assert job.printer == Printer.objects.get()


@pytest.mark.usefixtures("preview")
def test_real_printer_takes_its_role_from_the_preview(
    cast: Cast, monday_morning: datetime, paper: FakePrinter
) -> None:
    printer_add(
        office=cast.office, name="Máy 1", url=paper.url, roles=["ticket"], now=monday_morning
    )
    issue(cast, monday_morning)
    job = PrintJob.objects.get()
    assert (job.state, job.printer) == (State.QUEUED, None)


def test_slip_stands_or_falls_with_what_it_is_for(cast: Cast, monday_morning: datetime) -> None:
    with transaction.atomic():
        issue(cast, monday_morning)
        transaction.set_rollback(True)
    assert not PrintJob.objects.exists()


def test_nothing_personal_stands_in_a_job(desk: Desk) -> None:
    desk.receive()
    assert PrintJob.objects.get().facts == {}


def test_promising_a_ticket_costs_few_queries(cast: Cast, monday_morning: datetime) -> None:
    """Who holds the role, the print rules, and the job; PostgreSQL is asked to tell others."""
    from printing.receivers import queue_changed_print  # noqa: PLC0415 (just this test calls it)
    from queueing.models import QueueEvent  # noqa: PLC0415 (the same)

    issue(cast, monday_morning)
    event = QueueEvent.objects.select_related("office", "ticket").get()
    queries = 4 if connection.vendor == "postgresql" else 3
    with TestCase().assertNumQueries(queries):
        queue_changed_print(events=[event])
