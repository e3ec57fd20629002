"""What the lists of procedures show: versions by date, and which process each has."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from onestop.catalogue.models import Procedure, Workflow
from onestop.catalogue.selectors import procedure_versions, procedures_found
from onestop.catalogue.words import span_words, term_words

PAGE = 50
MOST_VERSIONS = 50
OPEN_STATES = (Workflow.State.DRAFT, Workflow.State.PUBLISHED)


@dataclass(frozen=True)
class Processes:
    """The version of a process that is in force, and the draft, where there are any."""

    published: Workflow | None = None
    draft: Workflow | None = None

    @property
    def latest(self) -> Workflow | None:
        """Return the version to show first."""
        return self.draft or self.published


@dataclass(frozen=True)
class ProcedureLine:
    """A version of a procedure; `state` is `coming`, `valid` or `ended` on the day of reading."""

    procedure: Procedure
    term: str
    days: str
    state: str
    processes: Processes


@dataclass(frozen=True)
class ProcedurePage:
    """A page of procedures; `count` is how many were found on all pages."""

    lines: Sequence[ProcedureLine]
    number: int
    count: int
    default: Processes
    drafts: Sequence[Workflow]  # what waits to be published, the oldest first

    @property
    def has_more(self) -> bool:
        """Tell whether there is a page after this one."""
        return self.number * PAGE < self.count


@dataclass(frozen=True)
class ProcedureShown:
    """One procedure: every version by date, and the versions of its process, the latest first."""

    line: ProcedureLine
    versions: Sequence[ProcedureLine]
    workflows: Sequence[Workflow]
    default: Processes

    @property
    def is_last(self) -> bool:
        """Tell whether no later version follows."""
        return self.versions[-1].procedure == self.line.procedure

    @property
    def may_be_withdrawn(self) -> bool:
        """Tell whether this version is the last of several and not in force yet."""
        return self.is_last and len(self.versions) > 1 and self.line.state == "coming"


def procedure_page(text: str, *, number: int, day: date) -> ProcedurePage:
    """Return a page of what the words find, `number` counts from 1; three queries."""
    offered = Procedure.objects.offered_on(day)
    found = procedures_found(text, among=offered, limit=None)
    number = max(1, min(number, -(-len(found) // PAGE)))
    shown = found[(number - 1) * PAGE : number * PAGE]
    processes = _processes([one.pk for one in shown])
    lines = [_line(one, day, processes) for one in shown]
    drafts = Workflow.objects.filter(state=Workflow.State.DRAFT).order_by("drafted_at", "pk")
    waiting = list(drafts.select_related("procedure", "drafted_by")[:MOST_VERSIONS])
    return ProcedurePage(lines, number, len(found), processes.get(None, Processes()), waiting)


def procedure_shown(procedure: Procedure, *, day: date) -> ProcedureShown:
    """Return a procedure with all that is kept of it by date; three queries."""
    versions = procedure_versions(procedure.code)
    processes = _processes([one.pk for one in versions])
    lines = [_line(one, day, processes) for one in versions]
    mine = next(one for one in lines if one.procedure == procedure)
    return ProcedureShown(
        mine, lines, workflow_versions(procedure), processes.get(None, Processes())
    )


def workflow_versions(procedure: Procedure | None) -> list[Workflow]:
    """Return the latest versions of a process, with who drafted and published them; one query."""
    versions = Workflow.objects.filter(procedure=procedure).order_by("-version")
    return list(versions.select_related("drafted_by", "published_by")[:MOST_VERSIONS])


def _processes(ids: Iterable[int]) -> Mapping[int | None, Processes]:
    """Return the versions in force and the drafts by procedure; None: the default process."""
    wanted = Q(procedure__in=list(ids)) | Q(procedure=None)
    found: dict[int | None, dict[str, Workflow]] = {}
    for one in Workflow.objects.filter(wanted, state__in=OPEN_STATES):
        found.setdefault(one.procedure_id, {})[one.state] = one
    return {pk: Processes(**by_state) for pk, by_state in found.items()}


def _line(
    procedure: Procedure, day: date, processes: Mapping[int | None, Processes]
) -> ProcedureLine:
    span = procedure.span
    state = "valid" if span.covers(day) else "coming" if span.begins > day else "ended"
    return ProcedureLine(
        procedure,
        term_words(procedure.processing_value, procedure.processing_unit),
        span_words(span),
        state,
        processes.get(procedure.pk, Processes()),
    )
