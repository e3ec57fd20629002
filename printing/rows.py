"""Print jobs as the page of printers lists them: each with the name of what it is for."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from onestop.cases.models import Apology, Case
from onestop.directory.models import Office
from printing.models import Printer, PrintJob
from printing.selectors import jobs_latest
from queueing.models import Counter, Ticket

TONES = {
    PrintJob.State.QUEUED: "paused",
    PrintJob.State.SENDING: "paused",
    PrintJob.State.SENT: "in-time",
    PrintJob.State.UNKNOWN: "soon",
    PrintJob.State.FAILED: "late",
}
WAITING = frozenset({PrintJob.State.QUEUED, PrintJob.State.SENDING})


@dataclass(frozen=True)
class JobRow:
    """One line: the job, what it is for (a number or a case's code), its state in words."""

    job: PrintJob
    subject: str
    state: str
    tone: str
    can_copy: bool


def rows_latest(office: Office) -> list[JobRow]:
    """Return the office's last 50 jobs, newest first; at most four queries."""
    return rows_of(jobs_latest(office))


def rows_of(jobs: Sequence[PrintJob]) -> list[JobRow]:
    """Return a line for each job."""
    names = _names(jobs)
    return [_row(job, names.get((job.document, job.subject), "")) for job in jobs]


def _row(job: PrintJob, subject: str) -> JobRow:
    previewed = job.printer is not None and job.printer.is_preview
    return JobRow(
        job=job,
        subject=subject,
        state=_("chỉ xem trước") if previewed else job.get_state_display(),
        tone="paused" if previewed else TONES[PrintJob.State(job.state)],
        can_copy=job.state not in WAITING,
    )


def _names(jobs: Sequence[PrintJob]) -> dict[tuple[str, int], str]:
    """Return number or code by document and subject: a query for each kind that occurs."""
    wanted: dict[str, set[int]] = {}
    for job in jobs:
        wanted.setdefault(job.document, set()).add(job.subject)
    found: dict[tuple[str, int], str] = {}
    for document, subjects in wanted.items():
        for subject, name in _named(document, subjects):
            found[document, subject] = name
    return found


def _named(document: str, subjects: set[int]) -> Sequence[tuple[int, str]]:
    match document:
        case PrintJob.Document.TICKET:
            return list(Ticket.objects.filter(pk__in=subjects).values_list("pk", "number"))
        case PrintJob.Document.TEST | PrintJob.Document.LETTERS:
            return list(Printer.objects.filter(pk__in=subjects).values_list("pk", "name"))
        case PrintJob.Document.APOLOGY:
            apologies = Apology.objects.filter(pk__in=subjects).order_by()
            return list(apologies.values_list("pk", "case__code"))
        case PrintJob.Document.SUMMARY:
            return list(Counter.objects.filter(pk__in=subjects).values_list("pk", "name"))
        case _:
            return list(Case.objects.filter(pk__in=subjects).values_list("pk", "code"))
