"""Turns what happened into promised slips, inside the transaction in which it happened."""

from collections.abc import Sequence
from typing import Any

from onestop.cases.models import CaseEvent
from printing.rules import DOCUMENTS, OF_CASE
from printing.services import SlipWanted, print_jobs_add, receipt_copy
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
        event=event.kind,
    )


def case_changed_print(events: Sequence[CaseEvent], **_kwargs: Any) -> None:
    """Promise the papers that come about with events of cases, by the office's print rules."""
    for event in events:
        _case_print(event)


def _case_print(event: CaseEvent) -> None:
    """Promise what comes out with the event, if anything does.

    A dossier that was returned at once has a receipt only if one was asked for. A correction of
    the applicant brings a copy of the receipt that is out.
    """
    if event.kind == "applicant_corrected":
        receipt_copy(case=event.case, actor=event.actor, now=event.at)
        return
    document = DOCUMENTS.get(event.kind)
    if document is None or event.data.get("receipt") is False:
        return
    subject = event.case_id if document in OF_CASE else event.apology_id
    if subject is None:
        return
    slip = SlipWanted(
        document=document, subject=subject, requested_by=event.actor, event=event.kind
    )
    print_jobs_add(office=event.case.office, slips=[slip], now=event.at)
