"""Every read of printers and print jobs that is not a `get`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from onestop.cases.selectors import case_by_code
from onestop.directory.models import Office, User
from onestop.directory.refusals import NotFound
from onestop.directory.rights import Right, ensure_right, has_right
from onestop.directory.rights import Role as DirectoryRole
from onestop.directory.rows import StoredRows, rows_read
from onestop.directory.selectors import office_of
from printing.code_pages import CANDIDATES
from printing.duties import Duty, Facts, duties
from printing.models import Printer, PrintJob, PrintRule, Role
from printing.rules import OF_CASE, Given, holders

LATEST_JOBS = 50
# Between two questions to an idle printer how it is.
ASK_PACE = timedelta(seconds=3)
# Read before each slip: a printer stands once for each role that it was given.
_PRINTERS = StoredRows(Printer)
_IN_USE_SQL = (
    f"SELECT {_PRINTERS.columns}, given.role FROM printing_printer"  # noqa: S608 (names of columns)
    " LEFT JOIN printing_printerrole AS given ON given.printer_id = printing_printer.id"
    " WHERE printing_printer.active AND printing_printer.office_id = %s"
    " ORDER BY given.given_at, given.id"
)
# Asked some times a second. The state stands as written so that the index of open jobs serves.
_WAITING_SQL = "SELECT DISTINCT office_id FROM printing_printjob WHERE state = 'queued'"
JOBS = PrintJob.objects.select_related("office", "printer", "requested_by", "copy_of")


def role_holders(office_id: int) -> dict[Role, Printer]:
    """Return who prints each role in the office now; a role that nobody can print is left out."""
    in_use, given = _in_use(office_id)
    by_id = {one.pk: one for one in in_use}
    return {role: by_id[pk] for role, pk in holders(given).items()}


@dataclass(frozen=True)
class Rule:
    """Where a document comes out (None: where its role is printed), and how many times."""

    printer: Printer | None
    copies: int


def rules_of(office_id: int) -> dict[tuple[str, str], Rule]:
    """Return the office's print rules by event and document; a printer out of use is none."""
    rules = PrintRule.objects.filter(office_id=office_id).select_related("printer")
    return {
        (one.event, one.document): Rule(
            one.printer if one.printer and one.printer.active else None, one.copies
        )
        for one in rules
    }


def duties_of(office_id: int) -> dict[int, Duty]:
    """Return what each printer in use prints in the office now, by its id; one statement."""
    return _duties(*_in_use(office_id))


def duty_of(printer: Printer) -> Duty:
    """Return what this printer prints now."""
    return duties_of(printer.office_id).get(printer.pk, Duty())


def printer_and_duty(office_id: int, printer_id: int) -> tuple[Printer, Duty] | None:
    """Return one of our own printers in use and what it prints now, as `duties_of` reads it."""
    in_use, given = _in_use(office_id)
    for one in in_use:
        if one.pk == printer_id and one.station_id is None:
            return one, _duties(in_use, given).get(one.pk, Duty())
    return None


def _in_use(office_id: int) -> tuple[list[Printer], list[Given]]:
    """Return the office's printers in use, and the roles that were given to them in that order."""
    rows = _PRINTERS.found_beside(_IN_USE_SQL, [office_id])
    printers = {printer.pk: printer for printer, _role in rows}
    given = [Given(role, one.pk, real=not one.is_preview) for one, role in rows if role]
    return list(printers.values()), given


def _duties(in_use: Sequence[Printer], given: Sequence[Given]) -> dict[int, Duty]:
    return duties([Facts(one.pk, not one.last_error, one.spare_id) for one in in_use], given)


def printers_to_ask(now: datetime) -> list[Printer]:
    """Return the printers of our own whose state is to be asked for again.

    Those in trouble, and those known to answer: others say nothing while they are idle.
    """
    tell = ~Q(last_error="") | Q(answers=True)
    due = Q(looked_at=None) | Q(looked_at__lt=now - ASK_PACE)
    return list(Printer.objects.filter(tell, due, active=True, station=None))


def senders_wanted() -> list[Printer]:
    """Return the printers of our own in offices where slips wait; one query when none does."""
    waiting = [office_id for (office_id,) in rows_read(_WAITING_SQL)]
    if not waiting:
        return []
    return list(Printer.objects.filter(active=True, station=None, office__in=waiting))


def stations_of(office: Office) -> list[User]:
    """Return the print stations of the office, by name."""
    enrolled = User.objects.filter(
        is_active=True, memberships__office=office, memberships__role=DirectoryRole.PRINT_STATION
    )
    return list(enrolled.order_by("full_name", "pk"))


def office_managed(actor: User, code: str) -> Office:
    """Return the office whose printers the account manages; raises `NotFound`, `NotAllowed`."""
    office = office_of(actor, code)
    ensure_right(actor, Right.PRINTER_MANAGE, office=office)
    return office


def printer_managed(actor: User, printer_id: int) -> Printer:
    """Return a printer that the account manages; raises `NotFound`, `NotAllowed`."""
    printer = Printer.objects.select_related("office").filter(pk=printer_id).first()
    if printer is None or printer.office not in actor.offices():
        raise NotFound(_("Không tìm thấy máy in này."))
    ensure_right(actor, Right.PRINTER_MANAGE, office=printer.office)
    return printer


def offices_of(actor: User, *rights: Right) -> list[Office]:
    """Return the offices in which the account holds one of the rights, by name."""
    held = [
        one
        for one in actor.offices()
        if any(has_right(actor, right, office=one) for right in rights)
    ]
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
        **{kind: [case.pk] for kind in OF_CASE},
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


def pages_tried(printer: Printer) -> list[str]:
    """Return the keys of the code pages on the printer's latest sheet of letters, in its order.

    Before there was one: those that would be on it.
    """
    sheets = PrintJob.objects.filter(target=printer, document=PrintJob.Document.LETTERS)
    facts = sheets.order_by("-id").values_list("facts", flat=True).first() or {}
    return list(facts.get("pages") or (one.key for one in CANDIDATES))
