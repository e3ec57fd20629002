"""Every read of printers and print jobs that is not a `get`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from onestop.cases.selectors import case_by_code
from onestop.directory.models import Office, User
from onestop.directory.refusals import NotFound
from onestop.directory.rights import Right, ensure_right, has_right
from printing.models import Printer, PrinterRole, PrintJob, Role
from printing.rules import as_given, holders

LATEST_JOBS = 50
# Slips whose subject is the case itself.
CASE_DOCUMENTS = (
    PrintJob.Document.RECEIPT,
    PrintJob.Document.SUPPLEMENT,
    PrintJob.Document.REFUSAL,
    PrintJob.Document.STOP,
)
JOBS = PrintJob.objects.select_related("office", "printer", "requested_by", "copy_of")


def role_holders(office_id: int) -> dict[Role, Printer]:
    """Return who prints each role in the office now; a role that nobody can print is left out."""
    given = list(
        PrinterRole.objects.filter(
            printer__office_id=office_id, printer__active=True
        ).select_related("printer")
    )
    printers = {one.printer_id: one.printer for one in given}
    return {role: printers[pk] for role, pk in holders(map(as_given, given)).items()}


def job_next(printer: Printer) -> PrintJob | None:
    """Return the first job that waits for what this printer prints now, due or not."""
    served = role_holders(printer.office_id)
    roles = [role for role, holder in served.items() if holder.pk == printer.pk]
    waiting = PrintJob.objects.filter(
        office_id=printer.office_id, role__in=roles, state=PrintJob.State.QUEUED
    )
    return waiting.order_by("id").first()


def printers_in_trouble() -> list[Printer]:
    """Return the printers in use that did not print the last time."""
    return list(Printer.objects.filter(active=True).exclude(last_error=""))


@dataclass(frozen=True)
class PrinterState:
    """How a printer is doing; `trouble` is a sentence for staff, "" while it is well.

    `roles` are those that it holds now, `waiting` how many slips wait for it.
    """

    printer: Printer
    roles: tuple[Role, ...]
    waiting: int
    trouble: str
    since: datetime | None

    @property
    def role_names(self) -> str:
        """Return what it prints now, in words."""
        return ", ".join(str(role.label) for role in self.roles)


def printers_state(office: Office) -> list[PrinterState]:
    """Return the office's printers by name, with their troubles; three queries.

    For every page that should tell staff which slip will not come out.
    """
    served = role_holders(office.pk)
    waiting = _waiting(office.pk)
    states = []
    for printer in office.printers.order_by("-active", "name"):
        roles = tuple(role for role in Role if served.get(role) == printer)
        states.append(
            PrinterState(
                printer=printer,
                roles=roles,
                waiting=sum(waiting.get(role, 0) for role in roles),
                trouble=printer.last_error,
                since=printer.last_error_at if printer.last_error else None,
            )
        )
    return states


def troubles(office: Office) -> list[str]:
    """Return a sentence for each printer that does not print and each role without a printer."""
    states = printers_state(office)
    sentences = [state.trouble for state in states if state.trouble and state.roles]
    missing = roles_without_printer(office)
    if missing:
        sentences.append(_("Chưa có máy in cho: %(roles)s.") % {"roles": missing})
    return sentences


def roles_without_printer(office: Office) -> str:
    """Return in words what nobody prints in the office, "" if everything has its printer."""
    served = role_holders(office.pk)
    return ", ".join(str(role.label) for role in Role if role not in served)


def tickets_come_out(office: Office) -> bool:
    """Tell whether the office's ticket printer prints, as far as is known: for the kiosk."""
    holder = role_holders(office.pk).get(Role.TICKET)
    return holder is not None and not holder.last_error


def offices_of(actor: User, right: Right) -> list[Office]:
    """Return the offices in which the account holds the right, by name."""
    held = [one for one in actor.offices() if has_right(actor, right, office=one)]
    return sorted(held, key=lambda one: one.name)


def jobs_latest(office: Office) -> Sequence[PrintJob]:
    """Return the office's last 50 print jobs, newest first, with their printers; one query."""
    return list(JOBS.filter(office=office).order_by("-id")[:LATEST_JOBS])


def job_seen_by(actor: User, job_id: int) -> PrintJob:
    """Return a job with its office and printer.

    Raises `NotFound`, also for another office's, and `NotAllowed`: a slip holds personal data.
    """
    return _seen(JOBS.filter(pk=job_id), actor)


def job_of_case(actor: User, code: str, document: str) -> PrintJob:
    """Return the latest slip of this kind that was promised for the case.

    Raises as `case_by_code` and `job_seen_by` do, and `NotFound` where none was promised.
    """
    case = case_by_code(code, actor)
    subjects: dict[str, list[int]] = {
        **{kind: [case.pk] for kind in CASE_DOCUMENTS},
        PrintJob.Document.APOLOGY: [one.pk for one in case.apologies.all()],
    }
    promised = JOBS.filter(office=case.office, document=document)
    slips = promised.filter(subject__in=subjects.get(document, []))
    return _seen(slips.order_by("-id"), actor)


def _seen(jobs: QuerySet[PrintJob], actor: User) -> PrintJob:
    job = jobs.first()
    if job is None or job.office not in actor.offices():
        raise NotFound(_("Không tìm thấy lệnh in này."))
    ensure_right(actor, Right.PRINT_VIEW, office=job.office)
    return job


def _waiting(office_id: int) -> dict[str, int]:
    jobs = PrintJob.objects.filter(
        office_id=office_id, state__in=[PrintJob.State.QUEUED, PrintJob.State.SENDING]
    )
    return dict(jobs.values_list("role").annotate(Count("pk")).order_by())
