"""Turns what happened into promised slips, inside the transaction in which it happened."""

from typing import Any

from onestop.cases.models import CaseEvent
from printing.models import PrintJob
from printing.rules import DOCUMENTS
from printing.services import print_job_add, receipt_copy
from queueing.models import QueueEvent
from queueing.waiting import expected_wait


def queue_changed_print(event: QueueEvent, **_kwargs: Any) -> None:
    """Promise the ticket that was issued, unless no slip is wanted."""
    document = DOCUMENTS.get(event.kind)
    if document is None or event.ticket is None or not event.data.get("print"):
        return
    ahead = event.data.get("ahead")
    wait = None if ahead is None else expected_wait(event.ticket, ahead, event.at)
    print_job_add(
        office=event.office,
        document=document,
        subject=event.ticket.pk,
        now=event.at,
        facts={"ahead": ahead, "wait": list(wait) if wait else None},
        language=event.data.get("language", "vi"),
        requested_by=event.actor,
    )


def case_changed_print(event: CaseEvent, **_kwargs: Any) -> None:
    """Promise the receipt of a dossier that was received, or an apology that was approved.

    A dossier that was returned at once has a receipt only if one was asked for. A correction of
    the applicant brings a copy of the receipt that is out.
    """
    if event.kind == "applicant_corrected":
        receipt_copy(case=event.case, actor=event.actor, now=event.at)
        return
    document = DOCUMENTS.get(event.kind)
    if document is None or event.data.get("receipt") is False:
        return
    subject = event.case_id if document == PrintJob.Document.RECEIPT else event.apology_id
    if subject is None:
        return
    print_job_add(
        office=event.case.office,
        document=document,
        subject=subject,
        now=event.at,
        requested_by=event.actor,
    )
