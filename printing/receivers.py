"""Turns what happened into promised slips, inside the transaction in which it happened."""

from collections.abc import Sequence
from typing import Any

from onestop.cases.models import CaseEvent
from printing.models import PrintJob
from printing.rules import DOCUMENTS
from printing.services import SlipWanted, print_job_add, print_jobs_add
from queueing.models import QueueEvent


def queue_changed_print(events: Sequence[QueueEvent], **_kwargs: Any) -> None:
    """Promise the tickets that were issued, except where no slip is wanted."""
    wanted = [one for one in events if one.kind in DOCUMENTS and one.data.get("print")]
    if wanted:
        slips = [_slip(one) for one in wanted]
        print_jobs_add(office=wanted[0].office, slips=slips, now=wanted[0].at)


def _slip(event: QueueEvent) -> SlipWanted:
    return SlipWanted(
        document=DOCUMENTS[event.kind],
        subject=event.ticket_id or 0,
        facts={"ahead": event.data.get("ahead"), "wait": event.data.get("wait")},
        language=event.data.get("language", "vi"),
        requested_by=event.actor,
    )


def case_changed_print(event: CaseEvent, **_kwargs: Any) -> None:
    """Promise the receipt of a dossier that was received, or an apology that was approved."""
    document = DOCUMENTS.get(event.kind)
    if document is None:
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
