"""What the dossier form needs to know: procedures to choose, their papers, the due date ahead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from onestop.catalogue.models import Procedure, ProcedurePaper
from onestop.catalogue.selectors import deadline_calendar, procedure_papers
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


def procedures_of(service: Service) -> list[Procedure]:
    """Return the procedures that the service offers, else the whole catalogue."""
    return list(service.procedures.all()) or list(Procedure.objects.all())


def chosen_procedure(office: Office, code: str, *, now: datetime) -> Chosen | None:
    """Return the procedure with its papers and the due date ahead; None for an unknown code."""
    procedure = None if "\x00" in code else Procedure.objects.filter(code=code).first()
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
