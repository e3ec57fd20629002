"""Every read of the board's second page: in whose hands steps became late, and what is about to.

From facts: each hand-over keeps since when the giver held the dossier and by when the step was
due. It was late in the hands of whoever held it when that moment passed.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q, QuerySet

from onestop.cases.models import CaseStep, HandOver, Opinion
from onestop.cases.models.opinions import OPEN
from onestop.cases.models.steps import RUNS
from onestop.cases.places import place_name
from onestop.cases.selectors import WorkWanted, step_lines
from onestop.cases.selectors.step_work import WorkLine
from onestop.directory.models import Agency, Office, User
from onestop.directory.rights import Role

SINCE = timedelta(days=30)
ROWS = 50

# Who held it when it became late; nobody in particular where it waited for everyone of a role.
Holder = tuple[int | None, int | None]


@dataclass(frozen=True)
class HolderLate:
    """How often steps became late in somebody's hands: ended in the last 30 days, and open now."""

    place: str
    person: User | None
    ended: int
    running: int


@dataclass(frozen=True)
class Nearly:
    """How many running steps are nearly over their time, how many missing opinions are over it."""

    warned: int
    opinions: int


@dataclass(frozen=True)
class StepsBoard:
    """Everything that the page shows of one office at `now`; lists hold at most 50 rows."""

    office: Office
    now: datetime
    holders: list[HolderLate]
    late: list[WorkLine]
    warned: list[WorkLine]
    opinions: list[Opinion]


def steps_board(office: Office, now: datetime) -> StepsBoard:
    """Return the page of the office; the number of queries does not depend on what it shows."""
    return StepsBoard(
        office=office,
        now=now,
        holders=holders_late(office, now),
        late=step_lines([office], now, WorkWanted(urgency="late"))[:ROWS],
        warned=step_lines([office], now, WorkWanted(urgency="warned"))[:ROWS],
        opinions=list(_opinions(office, now).order_by("due_at", "id")[:ROWS]),
    )


def nearly(office: Office, now: datetime) -> Nearly:
    """Return what the board says of steps and opinions, in two queries."""
    warned = _running(office).filter(warn_at__lte=now, due_at__gte=now)
    return Nearly(warned.count(), _opinions(office, now).count())


def holders_late(office: Office, now: datetime) -> list[HolderLate]:
    """Return in whose hands steps became late, the worst first, at most 50."""
    counts: dict[Holder, list[int]] = defaultdict(lambda: [0, 0])
    for place, found in enumerate((_ended(office, now), _over_now(office, now))):
        for holder, count in found.items():
            counts[holder][place] += count
    worst = sorted(counts.items(), key=lambda one: (-sum(one[1]), one[0][0] or 0, one[0][1] or 0))
    return _named(worst[:ROWS])


def _ended(office: Office, now: datetime) -> dict[Holder, int]:
    late = HandOver.objects.filter(
        case__office=office,
        result=HandOver.Result.AFTER,
        ready_at__gte=now - SINCE,
        held_since__lte=F("due_at"),
    )
    grouped = late.order_by().values_list("from_agency", "from_person")
    return {(agency, person): count for agency, person, count in grouped.annotate(Count("pk"))}


def _over_now(office: Office, now: datetime) -> dict[Holder, int]:
    held = Q(held_since=None) | Q(held_since__lte=F("due_at"))
    late = _running(office).filter(held, due_at__lt=now)
    counts: dict[Holder, int] = defaultdict(int)
    grouped = late.order_by().values_list("role", "agency", "holder").annotate(Count("pk"))
    for role, agency, holder, count in grouped:
        counts[None if role == Role.RECEPTIONIST else agency, holder] += count
    return counts


def _running(office: Office) -> QuerySet[CaseStep]:
    return CaseStep.objects.filter(
        RUNS,
        case__office=office,
        case__closed_at__isnull=True,
        case__paused_since__isnull=True,
        case__received_at__isnull=False,
    )


def _opinions(office: Office, now: datetime) -> QuerySet[Opinion]:
    missing = Opinion.objects.filter(
        OPEN, case__office=office, case__paused_since__isnull=True, due_at__lt=now
    )
    return missing.select_related("case__procedure", "agency", "person", "step")


def _named(counted: list[tuple[Holder, list[int]]]) -> list[HolderLate]:
    agencies = Agency.objects.in_bulk([one for (one, _), _ in counted if one is not None])
    people = User.objects.in_bulk([one for (_, one), _ in counted if one is not None])
    return [
        HolderLate(
            place_name(agencies[agency] if agency is not None else None),
            people[person] if person is not None else None,
            *numbers,
        )
        for (agency, person), numbers in counted
    ]
