"""The cases of an office for its staff: most urgent first, of those that ended the newest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.db.models.functions import Coalesce

from onestop.cases.models import Case
from onestop.cases.selectors.counts import ABOUT_ENDED, Due, due_condition, moments_of
from onestop.cases.selectors.cursors import cursor_at, later_than, older_than
from onestop.cases.selectors.pages import PAGE, CasePage, text_condition
from onestop.cases.selectors.rows import loaded, rows_of
from onestop.cases.states import ENDED, PAUSED
from onestop.catalogue.models import ProcedureStep
from onestop.catalogue.selectors import deadline_calendar
from onestop.directory.models import Office

# At most one step is worked on: no case is listed twice while several give their opinions.
RUNNING = Q(
    steps__kind=ProcedureStep.Kind.WORK,
    steps__started_at__isnull=False,
    steps__finished_at__isnull=True,
)


@dataclass(frozen=True)
class Wanted:
    """What a list is to show; what is empty does not narrow it.

    Without `state`, `due` and `text` it shows what is open.
    """

    state: str = ""
    due: Due | None = None
    agency: str = ""
    text: str = ""

    @property
    def by_urgency(self) -> bool:
        """Tell whether the list shows only cases about which something is still to be done."""
        if self.text or self.due in ABOUT_ENDED:
            return False
        return self.state not in ENDED


def case_list(
    offices: Iterable[Office], now: datetime, wanted: Wanted, *, cursor: str = "", size: int = PAGE
) -> CasePage:
    """Return a page of the offices' cases; no total is counted.

    What is open comes by its due date, late ones first (a dossier that has not been accepted by
    when it must be answered), what has ended by its code's age. Raises `BadInput` for a cursor
    that is none.
    """
    cases = _matching(offices, now, wanted)
    if not wanted.by_urgency:
        found = list(loaded(cases.filter(older_than(cursor)).order_by("-id"))[: size + 1])
        following = str(found[size - 1].pk) if len(found) > size else None
        return CasePage(rows_of(found[:size], now), following)
    running = FilteredRelation("steps", condition=RUNNING)
    answer_by = Coalesce(F("due_at"), F("running__due_at"), F("created_at"))
    urgent = (
        cases.annotate(running=running, urgency=answer_by)
        .filter(later_than(cursor, "urgency"))
        .order_by("urgency", "id")
    )
    found = list(loaded(urgent)[: size + 1])
    following = _cursor(found[size - 1]) if len(found) > size else None
    return CasePage(rows_of(found[:size], now), following)


def awaiting_citizen(offices: Iterable[Office], now: datetime, *, size: int = PAGE) -> CasePage:
    """Return what waits for the citizen: the longest pause first, then what was never accepted."""
    paused = Case.objects.filter(office__in=list(offices), closed_at=None, state__in=PAUSED)
    found = list(loaded(paused.order_by(F("paused_since").asc(nulls_last=True), "id"))[: size + 1])
    return CasePage(rows_of(found[:size], now), None)


def _matching(offices: Iterable[Office], now: datetime, wanted: Wanted) -> QuerySet[Case]:
    cases = Case.objects.filter(_due(offices, now, wanted.due), text_condition(wanted.text))
    if wanted.state:
        cases = cases.filter(state=wanted.state)
    if wanted.agency:
        cases = cases.filter(agency__code=wanted.agency)
    if wanted.by_urgency:
        cases = cases.filter(closed_at__isnull=True)
    return cases


def _due(offices: Iterable[Office], now: datetime, due: Due | None) -> Q:
    """Return the condition office by office: each has its own calendar."""
    if due is None:
        return Q(office__in=list(offices))
    condition = Q(pk__in=[])
    for office in offices:
        moments = moments_of(deadline_calendar(office), now)
        condition |= Q(office=office) & due_condition(due, moments)
    return condition


def _cursor(case: Case) -> str:
    urgency: datetime = getattr(case, "urgency")  # noqa: B009 (an annotation, which mypy cannot see)
    return cursor_at(urgency, case.pk)
