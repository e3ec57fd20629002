"""What an edit of the calendar would move, what edits have moved, and who has been told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count, Q

from onestop.cases.access import ensure_moves_seen, moves_offices
from onestop.cases.models import Case, DueMove, Recomputation
from onestop.cases.recomputing import Moved, Scope, batches, dossiers, moved_among
from onestop.catalogue.calendar_edits import CalendarEdit
from onestop.catalogue.calendars import Calendars
from onestop.directory.models import Office, User

# Moved cases that a preview names.
EXAMPLES = 5
# Edits that the list shows, and moved cases on a page.
LATEST = 20
PER_PAGE = 200
# How long the board reminds of citizens who have not been told.
RECENT = timedelta(days=30)


@dataclass
class Expected:
    """What an edit would move: how many open cases later and earlier, and a few of them."""

    checked: int = 0
    later: int = 0
    earlier: int = 0
    steps_moved: int = 0
    examples: list[tuple[str, datetime, datetime]] = field(default_factory=list)

    @property
    def moved(self) -> int:
        """Return how many open cases would have another due date."""
        return self.later + self.earlier

    def take(self, moved: Iterable[Moved]) -> None:
        """Count some of them."""
        for one in moved:
            self.steps_moved += bool(one.steps)
            if one.dates:
                self._take_case(one.case.id, *one.dates)

    def _take_case(self, case_id: int, before: datetime, after: datetime) -> None:
        self.later += after > before
        self.earlier += after < before
        if len(self.examples) < EXAMPLES:
            code = Case.objects.values_list("code", flat=True).get(pk=case_id)
            self.examples.append((code, before, after))


def moves_expected(offices: Sequence[Office], edit: CalendarEdit | None = None) -> Expected:
    """Return what would move in the offices if the calendar were edited so; nothing is written.

    Without an edit: what the calendar as it is would still move.
    """
    calendars, expected = Calendars(edit), Expected()
    days = edit.days if edit else ()
    for office in offices:
        scope = Scope(office.pk, min(days, default=None), max(days, default=None))
        for cases in batches(scope):
            expected.checked += len(cases)
            expected.take(moved_among(dossiers(cases), calendars))
    return expected


@dataclass(frozen=True)
class EditLine:
    """An edit of the calendar: how many due dates it moved, and of how many citizens were told."""

    recomputation: Recomputation
    moved: int
    told: int


def edits_seen(actor: User) -> list[EditLine]:
    """Return the latest edits that concern the account's offices, latest first; two queries."""
    offices = [one.pk for one in moves_offices(actor)]
    about = Recomputation.objects.filter(Q(office=None) | Q(office__in=offices))
    found = list(about.select_related("actor", "office").order_by("-id")[:LATEST])
    moves = DueMove.objects.filter(recomputation__in=found, case__office__in=offices)
    counts = {
        one["recomputation"]: (one["moved"], one["told"])
        for one in moves.order_by()
        .values("recomputation")
        .annotate(moved=Count("id"), told=Count("told_at"))
    }
    return [EditLine(one, *counts.get(one.pk, (0, 0))) for one in found]


@dataclass(frozen=True)
class MovesPage:
    """A page of moved due dates; `after` is where the next one begins, None on the last."""

    moves: list[DueMove]
    after: int | None


def moves_of(
    recomputation: Recomputation, actor: User, *, untold: bool = False, after: int = 0
) -> MovesPage:
    """Return moved due dates of the account's offices in their order, a page of them.

    Raises `NotFound` for an edit that is no business of the account's.
    """
    offices = ensure_moves_seen(actor, recomputation)
    rows = DueMove.objects.filter(
        recomputation=recomputation, case__office__in=offices, pk__gt=after
    )
    rows = rows.filter(told_at__isnull=True) if untold else rows
    shown = rows.select_related(
        "case__office", "case__agency", "case__procedure", "case__applicant", "told_by"
    ).defer("case__applicant__identity", "case__applicant__phone")
    found = list(shown.order_by("id")[: PER_PAGE + 1])
    return MovesPage(found[:PER_PAGE], found[PER_PAGE - 1].pk if len(found) > PER_PAGE else None)


def moves_untold(office: Office, now: datetime) -> int:
    """Return how many due dates moved lately of which nobody has been told; at most `PER_PAGE`."""
    recent = DueMove.objects.filter(
        recomputation__asked_at__gte=now - RECENT,
        told_at__isnull=True,
        case__office=office,
        case__closed_at__isnull=True,
    )
    return recent[:PER_PAGE].count()
