"""Promising slips."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from onestop.cases.models import Case
from onestop.directory.audit import audit_record
from onestop.directory.models import Office, User
from onestop.directory.refusals import StateForbids
from onestop.directory.rows import NewRows
from printing.models import Printer, PrintJob
from printing.rules import ROLES
from printing.selectors import job_seen_by, role_holders
from printing.wake import wake_on_commit

NEW_JOBS = NewRows(PrintJob)
WAITING = frozenset({PrintJob.State.QUEUED, PrintJob.State.SENDING})


@dataclass(frozen=True)
class SlipWanted:
    """A slip about `subject` (the key of a ticket, case or apology) that is to be promised."""

    document: PrintJob.Document
    subject: int
    facts: Mapping[str, Any] = field(default_factory=dict)
    language: str = "vi"
    requested_by: User | None = None
    copy_of: PrintJob | None = None


def print_job_add(*, office: Office, slip: SlipWanted, now: datetime) -> PrintJob:
    """Promise a slip and return its job."""
    return print_jobs_add(office=office, slips=[slip], now=now)[0]


def print_jobs_add(*, office: Office, slips: Sequence[SlipWanted], now: datetime) -> list[PrintJob]:
    """Promise slips and return their jobs.

    They wait for whichever printer holds the document's role. Where that is a preview, they count
    as printed at once: the picture is drawn when somebody looks at it.
    """
    holders = role_holders(office.pk)
    jobs = [_job(office, one, holders.get(ROLES[one.document]), now) for one in slips]
    NEW_JOBS.store(jobs)
    wake_on_commit()
    return jobs


def _job(office: Office, slip: SlipWanted, holder: Printer | None, now: datetime) -> PrintJob:
    job = PrintJob(
        office=office,
        role=ROLES[slip.document],
        document=slip.document,
        subject=slip.subject,
        facts=dict(slip.facts),
        language=slip.language,
        requested_by=slip.requested_by,
        copy_of=slip.copy_of,
        created_at=now,
        due_at=now,
    )
    if holder is not None and holder.is_preview:
        job.printer, job.state, job.ended_at = holder, PrintJob.State.SENT, now
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
        copy = _copy_add(job, actor, now)
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
    return _copy_add(job, actor, now)


def _copy_add(job: PrintJob, actor: User | None, now: datetime) -> PrintJob:
    """Promise what the job promised once more, marked as a copy of the first."""
    slip = SlipWanted(
        document=PrintJob.Document(job.document),
        subject=job.subject,
        facts=job.facts,
        language=job.language,
        requested_by=actor,
        copy_of=job.copy_of or job,
    )
    return print_job_add(office=job.office, slip=slip, now=now)
