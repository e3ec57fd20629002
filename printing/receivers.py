"""Turns what happened into promised slips, inside the transaction in which it happened."""

from collections.abc import Sequence
from typing import Any

from onestop.cases.models import CaseEvent
from printing.models import PrintJob
from printing.rules import DOCUMENTS
from printing.services import SlipWanted, print_job_add, print_jobs_add
from queueing.models import QueueEvent
from queueing.waiting import Waits


def queue_changed_print(events: Sequence[QueueEvent], **_kwargs: Any) -> None:
    """Promise the tickets that were issued, except where no slip is wanted."""
    wanted = [one for one in events if one.kind in DOCUMENTS and one.data.get("print")]
    if wanted:
        waits = Waits(wanted[0].at)
        print_jobs_add(
            office=wanted[0].office, slips=[_slip(one, waits) for one in wanted], now=wanted[0].at
        )


def _slip(event: QueueEvent, waits: Waits) -> SlipWanted:
    ticket, ahead = event.ticket, event.data.get("ahead")
    if ticket is None:
        raise TypeError(event)
    wait = None if ahead is None else waits.expected(ticket, ahead)
    return SlipWanted(
        document=DOCUMENTS[event.kind],
        subject=ticket.pk,
        facts={"ahead": ahead, "wait": list(wait) if wait else None},
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
