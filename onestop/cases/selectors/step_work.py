"""The running steps of an office: by person and by agency, the most urgent first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from onestop.cases.models import CaseStep
from onestop.cases.models.steps import RUNS
from onestop.cases.states import PAUSED
from onestop.cases.transitions import STEP_RIGHT
from onestop.cases.words import TimeLeft, step_time_left, time_left
from onestop.catalogue.selectors import deadline_calendar
from onestop.clock.calendar import WorkingCalendar
from onestop.directory.models import Membership, Office, User
from onestop.directory.rights import Role

LONGEST = 200
# What stands in the address for steps that nobody holds, and for the office's own.
NOBODY = "nobody"
OFFICE = "office"

OPEN = RUNS & Q(case__closed_at__isnull=True)
COUNTING = Q(case__paused_since__isnull=True) & ~Q(case__state__in=PAUSED)


@dataclass(frozen=True)
class WorkWanted:
    """What the list is to show; what is empty does not narrow it.

    `agency`: a code, or "office"; `person`: an account's id, or "nobody"; `urgency`: "late" (the
    step is over its time), "warned" (nearly so) or "paused".
    """

    agency: str = ""
    person: str = ""
    urgency: str = ""


@dataclass(frozen=True)
class WorkLine:
    """A running step with its case, and what is left of its time and of the case's, in words."""

    step: CaseStep
    step_left: TimeLeft | None
    case_left: TimeLeft | None

    @property
    def is_warned(self) -> bool:
        """Tell whether the step is nearly over its time, and not over it."""
        late = self.step_left is not None and self.step_left.tone == "late"
        return self.step.warned_at is not None and not late


@dataclass(frozen=True)
class Load:
    """How many open steps a colleague holds, how many are over their time or nearly so."""

    person: User
    open: int
    late: int
    warned: int


def step_lines(offices: Iterable[Office], now: datetime, wanted: WorkWanted) -> list[WorkLine]:
    """Return the running steps of open cases, the most urgent first, paused ones last; at most 200.

    A joint case stands once for each step that runs: an agency sees its own.
    """
    offices = list(offices)
    paused = ExpressionWrapper(Q(case__state__in=PAUSED), output_field=BooleanField())
    found = (
        CaseStep.objects.filter(OPEN, _wanted(wanted, now), case__office__in=offices)
        .select_related("holder", "agency", "case__procedure", "case__office", "case__applicant")
        .defer("case__applicant__identity", "case__applicant__phone")
        .annotate(is_paused=paused)
        .order_by("is_paused", Coalesce(F("due_at"), F("case__due_at"), F("started_at")), "id")
    )
    calendars = {one.pk: deadline_calendar(one) for one in offices}
    return [_line(one, calendars, now) for one in found[:LONGEST]]


def loads(offices: Sequence[Office], now: datetime) -> list[Load]:
    """Return who may hold steps in the offices with what each holds now, by name; at most 200."""
    held = CaseStep.objects.filter(OPEN, case__office__in=offices, holder__isnull=False)
    counts = (
        held.order_by()
        .values_list("holder")
        .annotate(
            all=Count("pk"),
            over=Count("pk", filter=_late(now)),
            nearly=Count("pk", filter=_warned(now)),
        )
    )
    by_person = {holder: found for holder, *found in counts}
    return [Load(one, *by_person.get(one.pk, (0, 0, 0))) for one in colleagues(offices)]


def unheld(offices: Sequence[Office]) -> int:
    """Return how many running steps nobody holds."""
    return CaseStep.objects.filter(OPEN, case__office__in=offices, holder=None).count()


def colleagues(offices: Sequence[Office]) -> QuerySet[User]:
    """Return the accounts that may hold steps in the offices, by name, at most 200."""
    running = Membership.objects.running_on(timezone.localdate())
    roles = [Role(one) for one in STEP_RIGHT]
    memberships = running.filter(office__in=offices, role__in=roles)
    people = User.objects.filter(is_active=True, pk__in=memberships.values("user"))
    return people.order_by("full_name", "username")[:LONGEST]


def _wanted(wanted: WorkWanted, now: datetime) -> Q:
    return _agency(wanted.agency) & _person(wanted.person) & _urgency(wanted.urgency, now)


def _agency(code: str) -> Q:
    if not code:
        return Q()
    of_office = Q(role=Role.RECEPTIONIST)
    return of_office if code == OFFICE else Q(agency__code=code) & ~of_office


def _person(person: str) -> Q:
    if not person:
        return Q()
    return Q(holder=None) if person == NOBODY else Q(holder=int(person))


def _urgency(urgency: str, now: datetime) -> Q:
    if urgency == "paused":
        return Q(case__state__in=PAUSED)
    if urgency == "late":
        return _late(now)
    return _warned(now) if urgency == "warned" else Q()


def _late(now: datetime) -> Q:
    return COUNTING & Q(due_at__lt=now)


def _warned(now: datetime) -> Q:
    return COUNTING & Q(warn_at__lte=now, due_at__gte=now)


def _line(step: CaseStep, calendars: Mapping[int, WorkingCalendar], now: datetime) -> WorkLine:
    calendar = calendars[step.case.office_id]
    return WorkLine(step, step_time_left(step, calendar, now), time_left(step.case, calendar, now))
