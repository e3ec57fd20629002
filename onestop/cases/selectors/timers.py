"""What the times of the law beside the due date call to mind: how many cases, by office."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from onestop.cases.models import Case, ResultError
from onestop.cases.selectors.counts import Due, Moments, due_condition, moments_of
from onestop.cases.states import CaseState
from onestop.catalogue.selectors import deadline_calendar
from onestop.directory.models import Office

# Whose time is over already.
LATE = frozenset({Due.UNANSWERED, Due.ERRORS_LATE})


@dataclass(frozen=True)
class Reminder:
    """So many cases to which a time of the law applies, and the list that shows them."""

    due: Due
    count: int

    @property
    def is_late(self) -> bool:
        """Tell whether the time is over."""
        return self.due in LATE


def reminders(offices: Sequence[Office], now: datetime) -> list[Reminder]:
    """Return what is to be called to mind in the offices, the late first; nothing where none is.

    Five queries for an office: its calendar's three, its waiting cases, its open errors.
    """
    counts: dict[Due, int] = {}
    for office in offices:
        for due, count in _counts(office, moments_of(deadline_calendar(office), now)).items():
            counts[due] = counts.get(due, 0) + count
    return _reminders(counts)


def reminders_of(office: Office, moments: Moments) -> list[Reminder]:
    """Return what is to be called to mind in one office whose calendar was read; two queries."""
    return _reminders(_counts(office, moments))


def _reminders(counts: Mapping[Due, int]) -> list[Reminder]:
    return [Reminder(due, count) for due, count in counts.items() if count]


def _counts(office: Office, moments: Moments) -> Mapping[Due, int]:
    def counted(due: Due) -> Count:
        return Count("pk", filter=due_condition(due, moments))

    waiting = Case.objects.filter(
        office=office, state__in=[CaseState.REGISTERED, CaseState.SUPPLEMENT_REQUESTED]
    )
    cases = waiting.aggregate(
        unanswered=counted(Due.UNANSWERED), unseen=counted(Due.UNSEEN), closing=counted(Due.CLOSING)
    )
    late = Count("pk", filter=Q(due_at__lt=moments.now))
    errors = ResultError.objects.filter(case__office=office, corrected_at__isnull=True)
    found = errors.aggregate(errors=Count("pk"), late=late)
    return {
        Due.UNANSWERED: cases["unanswered"],
        Due.ERRORS_LATE: found["late"],
        Due.UNSEEN: cases["unseen"],
        Due.CLOSING: cases["closing"],
        Due.ERRORS: found["errors"],
    }
