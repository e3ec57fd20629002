"""What a board counts and a list shows, each as one condition: figures equal their lists."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case as Choose
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, TextChoices, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from onestop.cases.lifecycle import ApologyState
from onestop.cases.models import Apology, CaseStep, ClockEntry, ResultError
from onestop.cases.selectors.due import due_filter, late_filter
from onestop.cases.states import PAUSED, CaseState
from onestop.cases.timers import ALERT_AFTER
from onestop.clock.calendar import WorkingCalendar
from onestop.clock.deadline import Unit, deadline

# Working hours. A letter must be out a day before the due date (Decree 118/2025 Art. 19(6)), so
# whoever answers for it sees the case a day earlier.
DAY = 8
SOON = 16

# Somebody still works on the letter.
UNDER_WAY = (ApologyState.DRAFTED, ApologyState.APPROVED, ApologyState.SIGNED)
# What counts as done; a refused dossier was never a case that could be late.
DONE = (CaseState.COMPLETED, CaseState.RETURNED, CaseState.WITHDRAWN, CaseState.STOPPED)
CLOCK_MOVES = (
    ClockEntry.Kind.START,
    ClockEntry.Kind.PAUSE,
    ClockEntry.Kind.RESUME,
    ClockEntry.Kind.RESTART,
)


class Due(TextChoices):
    """How urgent a case is, or how it ended."""

    OVERDUE = "overdue", _("quá hạn")
    NO_APOLOGY = "no-apology", _("quá hạn, chưa có thư xin lỗi")
    TODAY = "today", _("đến hạn hôm nay")
    DAY = "day", _("còn không quá 1 ngày làm việc")
    SOON = "soon", _("quá hạn hoặc còn không quá 2 ngày làm việc")
    PAUSED = "paused", _("tạm dừng, chờ người nộp")
    ENDED = "ended", _("xong trong tháng này")
    ENDED_LATE = "ended-late", _("xong trong tháng này, trễ hạn")
    UNSEEN = "unseen", _("nộp từ xa, chờ quá 2 giờ chưa trả lời")
    UNANSWERED = "unanswered", _("nộp từ xa, quá hạn trả lời 8 giờ làm việc")
    CLOSING = "closing", _("sắp đóng vì chưa bổ sung")
    ERRORS = "errors", _("có sai sót chờ sửa")
    ERRORS_LATE = "errors-late", _("quá hạn sửa sai sót")


# Cases that have ended: nothing about them is urgent.
ABOUT_ENDED = frozenset({Due.ENDED, Due.ENDED_LATE, Due.ERRORS, Due.ERRORS_LATE})


@dataclass(frozen=True)
class Moments:
    """What the conditions compare with at `now`, by the calendar of one office."""

    now: datetime
    tomorrow: datetime
    month: datetime
    day: datetime
    soon: datetime


def moments_of(calendar: WorkingCalendar, now: datetime) -> Moments:
    """Return midnight, the first of the month, and the ends of one and of two working days."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return Moments(
        now=now,
        tomorrow=midnight + timedelta(days=1),
        month=midnight.replace(day=1),
        day=deadline(calendar, now, DAY, Unit.WORKING_HOUR).due_at,
        soon=deadline(calendar, now, SOON, Unit.WORKING_HOUR).due_at,
    )


def due_condition(due: Due, moments: Moments) -> Q:
    """Return the condition of the cases that are meant, within one office."""
    return CONDITIONS[due](moments)


def without_apology() -> Q:
    """Return the condition of cases without a letter for their present due date.

    A letter under way counts. One that was sent counts until the new date that it gave has
    passed as well: then a further one is owed.
    """
    letters = Apology.objects.filter(case=OuterRef("pk"))
    sent = letters.filter(state=ApologyState.SENT, due_at_before=OuterRef("due_at"))
    return ~Exists(letters.filter(state__in=UNDER_WAY)) & ~Exists(sent)


def _ended_late() -> Q:
    """Return the condition of cases whose clock ended after the date that was first promised.

    A case that was given a new date counts by the one before it; a supplement that starts the
    term anew makes a new promise. What was withdrawn or closed while the clock stood still ended
    when it was paused.
    """
    given = Apology.objects.filter(case=OuterRef("pk"), state=ApologyState.SENT)
    before = given.filter(new_due_at__isnull=False).values("due_at_before")[:1]
    moves = ClockEntry.objects.filter(case=OuterRef("pk"), kind__in=CLOCK_MOVES).order_by("-id")
    paused = moves.annotate(paused=Choose(When(kind=ClockEntry.Kind.PAUSE, then=F("at"))))
    ended = Coalesce(Subquery(paused.values("paused")[:1]), F("closed_at"))
    return Q(GreaterThan(ended, Coalesce(Subquery(before), F("due_at"))))


def _open(condition: Q) -> Q:
    return Q(closed_at__isnull=True) & condition


def _running_until(until: datetime, moments: Moments) -> Q:
    return due_filter(until) & Q(due_at__gte=moments.now)


def _ended(moments: Moments) -> Q:
    return Q(closed_at__gte=moments.month, received_at__isnull=False, state__in=DONE)


def _unseen(moments: Moments) -> Q:
    return Q(state=CaseState.REGISTERED, created_at__lte=moments.now - ALERT_AFTER)


def _unanswered(moments: Moments) -> Q:
    """Return the condition of dossiers whose answer, the end of their first step, is late."""
    answers = CaseStep.objects.filter(case=OuterRef("pk"), finished_at__isnull=True)
    return Q(state=CaseState.REGISTERED) & Q(Exists(answers.filter(due_at__lt=moments.now)))


def _errors() -> QuerySet[ResultError]:
    return ResultError.objects.filter(case=OuterRef("pk"), corrected_at__isnull=True)


CONDITIONS: Mapping[Due, Callable[[Moments], Q]] = {
    Due.OVERDUE: lambda at: late_filter(at.now),
    Due.NO_APOLOGY: lambda at: late_filter(at.now) & without_apology(),
    Due.TODAY: lambda at: _running_until(at.tomorrow, at) & Q(due_at__lt=at.tomorrow),
    Due.DAY: lambda at: _running_until(at.day, at),
    Due.SOON: lambda at: due_filter(at.soon),
    Due.PAUSED: lambda _at: _open(Q(state__in=PAUSED)),
    Due.ENDED: _ended,
    Due.ENDED_LATE: lambda at: _ended(at) & _ended_late(),
    Due.UNSEEN: _unseen,
    Due.UNANSWERED: _unanswered,
    Due.CLOSING: lambda at: _open(Q(closes_at__lte=at.soon)),
    Due.ERRORS: lambda _at: Q(state=CaseState.RETURNED) & Q(Exists(_errors())),
    Due.ERRORS_LATE: lambda at: (
        Q(state=CaseState.RETURNED) & Q(Exists(_errors().filter(due_at__lt=at.now)))
    ),
}
