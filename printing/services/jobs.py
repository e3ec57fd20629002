"""Promising slips."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from onestop.cases.models import Case
from onestop.directory.audit import audit_record
from onestop.directory.models import Office, User
from onestop.directory.refusals import StateForbids
from printing.models import PrintJob
from printing.rules import ROLES
from printing.selectors import job_seen_by, role_holders
from printing.wake import wake_on_commit

WAITING = frozenset({PrintJob.State.QUEUED, PrintJob.State.SENDING})


def print_job_add(
    *,
    office: Office,
    document: PrintJob.Document,
    subject: int,
    now: datetime,
    facts: Mapping[str, Any] | None = None,
    language: str = "vi",
    requested_by: User | None = None,
    copy_of: PrintJob | None = None,
) -> PrintJob:
    """Promise a slip about `subject` (the key of a ticket, case or apology) and return its job.

    It waits for whichever printer holds the document's role. Where that is a preview, it counts
    as printed at once: its picture is drawn when somebody looks at it.
    """
    role = ROLES[document]
    job = PrintJob(
        office=office,
        role=role,
        document=document,
        subject=subject,
        facts=dict(facts or {}),
        language=language,
        requested_by=requested_by,
        copy_of=copy_of,
        created_at=now,
        due_at=now,
    )
    holder = role_holders(office.pk).get(role)
    if holder is not None and holder.is_preview:
        job.printer, job.state, job.ended_at = holder, PrintJob.State.SENT, now
    job.save(force_insert=True)
    wake_on_commit()
    return job


def print_job_reprint(*, job_id: int, actor: User, now: datetime) -> PrintJob:
    """Promise a copy, marked as one, of a slip that has been printed, or perhaps has not.

    Whoever may see the slip may have it copied. Raises `NotFound`, `NotAllowed`, and
    `StateForbids` for a slip that still waits: it would come out twice.
    """
    with transaction.atomic():
        job = job_seen_by(actor, job_id)
        if job.state in WAITING:
            raise StateForbids(_("Phiếu này còn đang đợi in. Chưa cần in lại."))
        copy = print_job_add(
            office=job.office,
            document=PrintJob.Document(job.document),
            subject=job.subject,
            now=now,
            facts=job.facts,
            language=job.language,
            requested_by=actor,
            copy_of=job.copy_of or job,
        )
        audit_record(
            action="print.copy",
            subject=f"print_job:{job.pk}",
            actor=actor,
            now=now,
            office_id=job.office_id,
            after={"copy": copy.pk, "document": str(job.document), "of": job.subject},
        )
        return copy


def receipt_copy(*, case: Case, actor: User | None, now: datetime) -> PrintJob | None:
    """Promise a copy, marked as one, of an open case's receipt; None where none has come out.

    One that still waits will come out as the case is then.
    """
    if case.closed_at is not None:
        return None
    receipts = PrintJob.objects.filter(document=PrintJob.Document.RECEIPT, subject=case.pk)
    job = receipts.order_by("id").first()
    if job is None or receipts.filter(state__in=WAITING).exists():
        return None
    return print_job_add(
        office=job.office,
        document=PrintJob.Document.RECEIPT,
        subject=case.pk,
        now=now,
        facts=job.facts,
        language=job.language,
        requested_by=actor,
        copy_of=job,
    )
