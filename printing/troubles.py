"""What staff, the kiosk and the administrator are told of printers and slips at this moment."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count
from django.utils.translation import gettext as _

from onestop.directory.models import Office
from printing.duties import Duty
from printing.models import Printer, PrintJob, Role
from printing.rows import JobRow, rows_of
from printing.rules import DOCUMENTS
from printing.selectors import JOBS, duties_of, role_holders, rules_of

# A slip that nobody has looked after is shown so long, and so many of them at most.
SHOWN_FOR = timedelta(hours=2)
MOST_SHOWN = 5
NOTHING = Duty()


@dataclass(frozen=True)
class PrinterState:
    """How a printer is doing; `trouble` and `warning` are sentences for staff, "" if all is well.

    `roles` are those that it prints now, `waiting` how many slips wait for it, `instead` the
    printer that stands in for it.
    """

    printer: Printer
    roles: tuple[Role, ...]
    waiting: int
    trouble: str
    since: datetime | None
    warning: str = ""
    instead: Printer | None = None

    @property
    def role_names(self) -> str:
        """Return what it prints now, in words."""
        return ", ".join(str(role.label) for role in self.roles)

    @property
    def is_needed(self) -> bool:
        """Tell whether something comes out of it, or would if it were well."""
        return bool(self.roles or self.waiting or self.instead)


def printers_state(office: Office) -> list[PrinterState]:
    """Return the office's printers, those in use first, by name; four queries."""
    duties, waiting = duties_of(office.pk), _waiting(office.pk)
    held = {holder.pk for holder in role_holders(office.pk).values()}
    printers = list(office.printers.select_related("spare", "station").order_by("-active", "name"))
    by_id = {one.pk: one for one in printers}
    prints = {pk: by_id[by] for by, duty in duties.items() for pk in duty.targets}
    return [
        _state(one, duties.get(one.pk, NOTHING), waiting, prints.get(one.pk), held=one.pk in held)
        for one in printers
    ]


def _state(
    printer: Printer,
    duty: Duty,
    waiting: dict[tuple[str, int | None], int],
    prints: Printer | None,
    *,
    held: bool,
) -> PrinterState:
    by_role = sum(waiting.get((role, None), 0) for role in duty.roles)
    by_name = sum(n for (_role, target), n in waiting.items() if target in duty.targets)
    return PrinterState(
        printer=printer,
        roles=tuple(role for role in Role if role in duty.roles),
        waiting=by_role + by_name,
        trouble=printer.last_error,
        since=printer.last_error_at if printer.last_error else None,
        warning="" if printer.last_error else printer.warning,
        instead=prints if held and prints != printer else None,
    )


@dataclass(frozen=True)
class Notices:
    """What a page of staff shows: sentences about printers, and slips to look after."""

    troubles: Sequence[str]
    warnings: Sequence[str]
    slips: Sequence[JobRow]
    waiting: int

    def __bool__(self) -> bool:
        return bool(self.troubles or self.warnings or self.slips)


def notices(office: Office, now: datetime, *, slips: bool) -> Notices:
    """Return what is to be said in the office; with `slips` also which one did not come out.

    A slip names whom it is for: only who may see slips is told of it.
    """
    states = printers_state(office)
    waiting = sum(state.waiting for state in states if state.trouble)
    warnings = [state.warning for state in states if state.warning and state.is_needed]
    found = rows_of(slips_unsettled(office, now)) if slips else []
    return Notices(_troubles(office, states), warnings, found, waiting)


def notices_digest(said: Sequence[Notices]) -> str:
    """Return a word that changes with what is said: a page that shows it is left alone."""
    facts = [
        (one.troubles, one.warnings, one.waiting, [(row.job.pk, row.state) for row in one.slips])
        for one in said
    ]
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]


def troubles(office: Office) -> list[str]:
    """Return a sentence for each printer that does not print and each role without a printer."""
    return _troubles(office, printers_state(office))


def _troubles(office: Office, states: Sequence[PrinterState]) -> list[str]:
    sentences = [_trouble(state) for state in states if state.trouble and state.is_needed]
    missing = roles_without_printer(office)
    if missing:
        sentences.append(_("Chưa có máy in cho: %(roles)s.") % {"roles": missing})
    return sentences


def _trouble(state: PrinterState) -> str:
    if state.instead is None:
        return state.trouble
    words = _("Tạm in ở %(name)s.") % {"name": state.instead.name}
    return f"{state.trouble} {words}"


def slips_unsettled(office: Office, now: datetime) -> list[PrintJob]:
    """Return the latest slips that may not have come out and that nobody has looked after."""
    states = [PrintJob.State.UNKNOWN, PrintJob.State.FAILED]
    found = JOBS.filter(office=office, state__in=states, settled_at=None)
    return list(found.filter(created_at__gt=now - SHOWN_FOR).order_by("-id")[:MOST_SHOWN])


def roles_without_printer(office: Office) -> str:
    """Return in words what nobody prints in the office, "" if everything has its printer."""
    served = role_holders(office.pk)
    return ", ".join(str(role.label) for role in Role if role not in served)


def tickets_come_out(office: Office) -> bool:
    """Tell whether tickets are printed, as far as is known: for the kiosk."""
    event, document = next(
        (event, one) for event, one in DOCUMENTS.items() if one == PrintJob.Document.TICKET
    )
    rule = rules_of(office.pk).get((event, document))
    if rule is not None and rule.copies == 0:
        return False
    named = rule.printer if rule else None
    printer = named or role_holders(office.pk).get(Role.TICKET)
    if printer is None:
        return False
    by = next((pk for pk, duty in duties_of(office.pk).items() if printer.pk in duty.targets), 0)
    return by != printer.pk or not printer.last_error


def _waiting(office_id: int) -> dict[tuple[str, int | None], int]:
    """Return how many slips wait, by role and by the printer that they are meant for."""
    jobs = PrintJob.objects.filter(office_id=office_id, state=PrintJob.State.QUEUED)
    counts = jobs.values_list("role", "target").annotate(Count("pk")).order_by()
    return {(role, target): number for role, target, number in counts}
