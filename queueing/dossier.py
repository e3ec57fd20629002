"""What the dossier form needs to know: procedures to choose, their papers, the due date ahead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from onestop.catalogue.models import Procedure, ProcedurePaper
from onestop.catalogue.selectors import deadline_calendar, procedure_on, procedure_papers
from onestop.clock.deadline import deadline
from onestop.directory.models import Office
from queueing.models import Service


@dataclass(frozen=True)
class Promise:
    """When the result would be due if the dossier were received now, and why, line by line."""

    due_at: datetime
    reasons: Sequence[str]
    estimated: bool


@dataclass(frozen=True)
class Chosen:
    """The procedure that was chosen; without a promise it takes no cases."""

    procedure: Procedure
    papers: Sequence[ProcedurePaper]
    promise: Promise | None


def procedures_of(service: Service, *, day: date) -> list[Procedure]:
    """Return the procedures that the service offers on the day, else the whole catalogue."""
    valid = Procedure.objects.valid_on(day)
    return list(valid.filter(services=service)) or list(valid)


def chosen_procedure(office: Office, code: str, *, now: datetime) -> Chosen | None:
    """Return the procedure as it is in force now, with its papers and the due date ahead.

    None for a code that is unknown, or not in force.
    """
    procedure = None if "\x00" in code else procedure_on(code, timezone.localdate(now))
    if procedure is None:
        return None
    return Chosen(procedure, procedure_papers(procedure), _promise(office, procedure, now))


def _promise(office: Office, procedure: Procedure, now: datetime) -> Promise | None:
    if procedure.processing_value is None:
        return None
    reached = deadline(
        deadline_calendar(office), now, procedure.processing_value, procedure.processing_unit
    )
    reasons = [line.said(_) for line in reached.trail]
    return Promise(reached.due_at, reasons, reached.estimated)
