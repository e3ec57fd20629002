"""Every read of the board: its figures, its urgent cases, lateness by step, and the counters."""

from collections import Counter as Tally
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Min, Prefetch, Q
from django.utils import timezone

from onestop.cases.models import Case, CaseStep, HandOver
from onestop.cases.selectors import (
    ApologyCounts,
    Due,
    Reminder,
    apology_counts,
    due_condition,
    moments_of,
    reminders_of,
)
from onestop.cases.selectors.counts import Moments
from onestop.cases.selectors.rows import CaseRow, loaded, rows_of
from onestop.catalogue.selectors import deadline_calendar
from onestop.directory.models import Office, User
from onestop.directory.rights import Right, has_right
from onestop.supervision.steps import Nearly, nearly
from queueing.models import Counter, Queue, QueueEvent, Ticket
from queueing.waiting import waiting_tickets

# What fits on the board without scrolling at 1366×768; more stands behind a link.
ROWS = 10
STEPS = 4
COUNTERS = 11
# So many counters have a line each; more stand in two columns.
COUNTERS_IN_LINES = 5
LATE_STEPS_SINCE = timedelta(days=30)
# So many of the office's latest events tell since when a counter is as it is.
RECENT_EVENTS = 2000

# With these a run of a step ends: a step that ran twice may have been late twice.
RUN_ENDS = (HandOver.Kind.STEP, HandOver.Kind.RETURN, HandOver.Kind.RESULT)
OPEN = Q(closed_at__isnull=True)  # in the words of the partial index on open cases
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Figures:
    """The six figures. `longest_wait` in minutes; `on_time` of those that ended this month."""

    overdue: int
    without_apology: int
    due_today: int
    within_day: int
    paused: int
    ended: int
    ended_late: int
    waiting: int
    longest_wait: int

    @property
    def on_time(self) -> float | None:
        """Return the share that ended in time, in per cent; None when nothing has ended yet."""
        return 100 * (self.ended - self.ended_late) / self.ended if self.ended else None


@dataclass(frozen=True)
class Urgent:
    """The most urgent cases, and how many more are overdue or soon will be."""

    rows: list[CaseRow]
    more: int


@dataclass(frozen=True)
class LateStep:
    """A step at which cases were late, how often, and its share of the worst one in per cent."""

    name: str
    count: int
    share: int


@dataclass(frozen=True)
class CounterLine:
    """A counter, the ticket that is there, and for how many minutes it has been so (if known)."""

    counter: Counter
    ticket: Ticket | None
    minutes: int | None


@dataclass(frozen=True)
class CounterLines:
    """The counters that are not closed, how many of them do not fit, and those that are closed."""

    lines: list[CounterLine]
    more: int
    closed: list[Counter]

    @property
    def are_many(self) -> bool:
        """Tell whether the lines need two columns."""
        return len(self.lines) > COUNTERS_IN_LINES


@dataclass(frozen=True)
class Board:
    """Everything that the board of one office shows at `now`."""

    office: Office
    now: datetime
    figures: Figures
    reminders: list[Reminder]
    urgent: Urgent
    late_steps: list[LateStep]
    nearly: Nearly
    counters: CounterLines
    letters: ApologyCounts


def offices_watched(actor: User) -> list[Office]:
    """Return the offices whose board the account may see, by name."""
    watched = [one for one in actor.offices() if has_right(actor, Right.BOARD_VIEW, office=one)]
    return sorted(watched, key=lambda one: one.name)


def board_of(office: Office, now: datetime) -> Board:
    """Return the board of the office; the number of queries does not depend on what it shows."""
    moments = moments_of(deadline_calendar(office), now)
    return Board(
        office=office,
        now=now,
        figures=_figures(office, moments),
        reminders=reminders_of(office, moments),
        urgent=_urgent(office, moments),
        late_steps=late_steps(office, now),
        nearly=nearly(office, now),
        counters=_counters(office, now),
        letters=apology_counts([office], now),
    )


def _figures(office: Office, moments: Moments) -> Figures:
    def counted(due: Due) -> Count:
        return Count("pk", filter=due_condition(due, moments))

    cases = Case.objects.filter(office=office)
    urgency = cases.filter(OPEN).aggregate(
        overdue=counted(Due.OVERDUE),
        without_apology=counted(Due.NO_APOLOGY),
        due_today=counted(Due.TODAY),
        within_day=counted(Due.DAY),
        paused=counted(Due.PAUSED),
    )
    ended = cases.filter(due_condition(Due.ENDED, moments)).aggregate(
        ended=Count("pk"), ended_late=counted(Due.ENDED_LATE)
    )
    return Figures(**urgency, **ended, **_lobby(office, moments.now))


def _lobby(office: Office, now: datetime) -> dict[str, int]:
    waiting = waiting_tickets(office.pk, timezone.localdate(now)).order_by()
    found = waiting.aggregate(waiting=Count("pk"), first=Min("waiting_since"))
    return {"waiting": found["waiting"], "longest_wait": _minutes(found["first"], now) or 0}


def _urgent(office: Office, moments: Moments) -> Urgent:
    cases = Case.objects.filter(due_condition(Due.SOON, moments), office=office)
    rows = rows_of(loaded(cases.order_by("due_at", "id"))[:ROWS], moments.now)
    return Urgent(rows, cases.count() - len(rows))


def late_steps(office: Office, now: datetime) -> list[LateStep]:
    """Return the steps at which most cases were late in the last 30 days, the worst first.

    A step was late when it ended after its due date, or is over it now. What ended because the
    case was withdrawn or stopped is nobody's lateness.
    """
    finished = HandOver.objects.filter(
        case__office=office,
        kind__in=RUN_ENDS,
        result=HandOver.Result.AFTER,
        ready_at__gte=now - LATE_STEPS_SINCE,
    )
    running = CaseStep.objects.filter(
        case__office=office,
        due_at__lt=now,
        started_at__isnull=False,
        finished_at__isnull=True,
        case__closed_at__isnull=True,
        case__paused_since__isnull=True,
    )
    tally: Tally[str] = Tally()
    tally.update(_counted(finished.values_list("from_step__name")))
    tally.update(_counted(running.values_list("name")))
    return _shares(tally.most_common(STEPS))


def _counted(names: Any) -> dict[str, int]:
    return dict(names.order_by().annotate(Count("pk")))


def _shares(counts: Iterable[tuple[str, int]]) -> list[LateStep]:
    counted = list(counts)
    worst = max((count for _name, count in counted), default=1)
    return [LateStep(name, count, 100 * count // worst) for name, count in counted]


def _counters(office: Office, now: datetime) -> CounterLines:
    active = Ticket.objects.filter(state__in=Ticket.ACTIVE)
    counters = office.counters.prefetch_related(Prefetch("tickets", active, to_attr="active"))
    changed = _changed(office, now)
    lines = [_counter_line(one, changed.get(one.pk), now) for one in counters]
    at_work = [one for one in lines if one.ticket or one.counter.state != Counter.State.CLOSED]
    closed = [one.counter for one in lines if one not in at_work]
    return CounterLines(at_work[:COUNTERS], len(at_work[COUNTERS:]), closed)


def _counter_line(counter: Counter, changed: datetime | None, now: datetime) -> CounterLine:
    tickets: list[Ticket] = getattr(counter, "active", [])
    ticket = tickets[0] if tickets else None
    since = (ticket.started_at or ticket.called_at) if ticket else changed
    return CounterLine(counter, ticket, _minutes(since, now))


def _changed(office: Office, now: datetime) -> dict[int, datetime]:
    """Return when something last happened at each counter today, from the latest events."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    seq = Queue.objects.filter(office=office).values_list("seq", flat=True).first() or 0
    events = QueueEvent.objects.filter(office=office, seq__gt=seq - RECENT_EVENTS)
    at_counters = events.filter(at__gte=midnight, counter__isnull=False).order_by()
    return dict(at_counters.values_list("counter_id").annotate(Max("at")))


def _minutes(since: datetime | None, now: datetime) -> int | None:
    return None if since is None else max(0, (now - since) // MINUTE)
