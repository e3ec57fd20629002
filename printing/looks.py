"""Looks at papers that name a person, for the audit."""

from django.http import HttpRequest

from onestop.cases.looks import case_look
from onestop.cases.models import Apology, Case
from onestop.cases.selectors import case_by_code
from onestop.directory.audit import look_record
from onestop.directory.models import User
from printing.models import PrintJob
from printing.rules import OF_CASE


def document_look(request: HttpRequest, code: str, name: str, actor: User) -> None:
    """Note that this answer is a document of the case."""
    case_look(request, case_by_code(code, actor), f"{name}.pdf")


def slip_look(request: HttpRequest, job: PrintJob) -> None:
    """Note that this answer is the picture of a slip of a case; other slips name no citizen."""
    if job.document not in {*OF_CASE, PrintJob.Document.APOLOGY}:
        return
    look_record(
        request,
        "look.slip",
        subject=f"case:{_case_id(job)}",
        office_id=job.office_id,
        after={"print_job": job.pk, "document": str(job.document)},
    )


def _case_id(job: PrintJob) -> int | None:
    if job.document in OF_CASE:
        return job.subject
    cases = Case.objects.filter(apologies__in=Apology.objects.filter(pk=job.subject))
    return cases.values_list("pk", flat=True).first()
