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
from onestop.directory.refusals import BadInput, StateForbids
from onestop.directory.rows import NewRows
from printing.models import Printer, PrintJob
from printing.rules import ROLES
from printing.selectors import Rule, job_seen_by, role_holders, rules_of
from printing.wake import wake_on_commit

NEW_JOBS = NewRows(PrintJob)
WAITING = frozenset({PrintJob.State.QUEUED, PrintJob.State.SENDING})
UNSETTLED = frozenset({PrintJob.State.UNKNOWN, PrintJob.State.FAILED})
USUAL = Rule(None, 1)


@dataclass(frozen=True)
class SlipWanted:
    """A slip about `subject` (the key of a ticket, case or apology) that is to be promised.

    `event`: what it comes out with, whose print rule says where and how often; "": once, where
    its role is printed, or on the printer `target`.
    """

    document: PrintJob.Document
    subject: int
    facts: Mapping[str, Any] = field(default_factory=dict)
    language: str = "vi"
    requested_by: User | None = None
    copy_of: PrintJob | None = None
    event: str = ""
    target: Printer | None = None


def print_job_add(*, office: Office, slip: SlipWanted, now: datetime) -> PrintJob:
    """Promise a slip that no rule is about, once, and return its job."""
    return print_jobs_add(office=office, slips=[slip], now=now)[0]


def print_jobs_add(*, office: Office, slips: Sequence[SlipWanted], now: datetime) -> list[PrintJob]:
    """Promise slips, each as often as the office's print rules say, and return their jobs.

    They wait for the printer that the rule names, else for whichever holds the document's role.
    Where that is a preview, they count as printed at once: the picture is drawn when somebody
    looks at it.
    """
    holders, rules = role_holders(office.pk), rules_of(office.pk)
    jobs = []
    for slip in slips:
        rule = rules.get((slip.event, slip.document), USUAL)
        target = slip.target or rule.printer
        holder = target or holders.get(ROLES[slip.document])
        jobs += [_job(office, slip, target, holder, now) for _ in range(rule.copies)]
    if jobs:
        NEW_JOBS.store(jobs)
        wake_on_commit(office.pk)
    return jobs


def _job(
    office: Office, slip: SlipWanted, target: Printer | None, holder: Printer | None, now: datetime
) -> PrintJob:
    job = PrintJob(
        office=office,
        role=ROLES[slip.document],
        document=slip.document,
        subject=slip.subject,
        facts=dict(slip.facts),
        language=slip.language,
        requested_by=slip.requested_by,
        copy_of=slip.copy_of,
        target=target,
        created_at=now,
        due_at=now,
    )
    if holder is not None and holder.is_preview:
        job.printer, job.state, job.ended_at = holder, PrintJob.State.SENT, now
    return job


def print_job_reprint(
    *, job_id: int, actor: User, now: datetime, printer_id: int | None = None
) -> PrintJob:
    """Promise a copy, marked as one, of a slip that has been printed, or perhaps has not.

    On the printer of this id, else where its role is printed. Whoever may see the slip may have it
    copied. Raises `NotFound`, `NotAllowed`, `BadInput` (printer), and `StateForbids` for a slip
    that still waits: it would come out twice.
    """
    with transaction.atomic():
        job = job_seen_by(actor, job_id)
        if job.state in WAITING:
            raise StateForbids(_("Phiếu này còn đang đợi in. Chưa cần in lại."))
        copy = _copy_add(job, actor, now, target=_target(job, printer_id))
        audit_record(
            action="print.copy",
            subject=f"print_job:{job.pk}",
            actor=actor,
            now=now,
            office_id=job.office_id,
            after={"copy": copy.pk, "document": str(job.document), "of": job.subject},
        )
        return copy


def print_job_settle(*, job_id: int, actor: User, now: datetime) -> PrintJob:
    """Note that somebody has looked after a slip that is unknown or failed: it is shown no more.

    Raises `NotFound`, `NotAllowed`, and `StateForbids` for a slip in another state.
    """
    with transaction.atomic():
        job = job_seen_by(actor, job_id)
        if job.state not in UNSETTLED:
            raise StateForbids(_("Phiếu này không cần xem lại."))
        if _settle(job, now):
            audit_record(
                action="print.settle",
                subject=f"print_job:{job.pk}",
                actor=actor,
                now=now,
                office_id=job.office_id,
                after={"state": str(job.state), "document": str(job.document)},
            )
    return job


def _settle(job: PrintJob, now: datetime) -> bool:
    mine = PrintJob.objects.filter(pk=job.pk, settled_at=None, state__in=UNSETTLED)
    return mine.update(settled_at=now) == 1


def _target(job: PrintJob, printer_id: int | None) -> Printer | None:
    """Return the printer that was chosen for a copy."""
    if printer_id is None:
        return None
    found = Printer.objects.filter(pk=printer_id, office=job.office_id, active=True).first()
    if found is None:
        raise BadInput.field("printer", _("Chọn một máy in đang dùng."))
    return found


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


def _copy_add(
    job: PrintJob, actor: User | None, now: datetime, *, target: Printer | None = None
) -> PrintJob:
    """Promise what the job promised once more, marked as a copy of the first."""
    _settle(job, now)
    slip = SlipWanted(
        document=PrintJob.Document(job.document),
        subject=job.subject,
        facts=job.facts,
        language=job.language,
        requested_by=actor,
        copy_of=job.copy_of or job,
        target=target,
    )
    return print_job_add(office=job.office, slip=slip, now=now)
