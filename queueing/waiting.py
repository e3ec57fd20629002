"""The waiting list as dispatch rule and estimate read it: who is next, who is ahead, how long."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Q, QuerySet

from queueing.dispatch import Calling, Rules, Waiting, tickets_before
from queueing.estimates import WaitRange, wait_range
from queueing.models import Counter, CounterService, Queue, Ticket
from queueing.rows import WaitingLine, callings_read, turns_read

# What the estimate looks back at: so many turns of the service, none older than this.
RECENT_TURNS = 20
RECENT = timedelta(days=14)

# The columns of a `Waiting`, in its order.
COLUMNS = (
    "pk",
    "service_id",
    "waiting_since",
    "priority__name",
    "wanted_counter_id",
    "appointment_at",
    "owed_counter_id",
)


def waiting_tickets(office_id: int, day: date) -> QuerySet[Ticket]:
    """Return the office's tickets that wait on this date, whoever came first in front."""
    return Ticket.objects.filter(office_id=office_id, state=Ticket.State.WAITING, day=day).order_by(
        "waiting_since", "pk"
    )


def end_of_line(office_id: int, at: datetime, day: date) -> datetime:
    """Return since when somebody waits who comes to the end of the line now.

    That is `at`; where the clock was set back, it is when the last one came.
    """
    last = waiting_tickets(office_id, day).order_by().aggregate(last=Max("waiting_since"))["last"]
    return max(at, last) if last else at


def as_waiting(tickets: QuerySet[Ticket]) -> list[Waiting]:
    """Return the tickets as the dispatch rule reads them; one query, without the models."""
    return [Waiting(*row) for row in tickets.values_list(*COLUMNS)]


def in_line(ticket: Ticket) -> Waiting:
    """Return a loaded ticket as the dispatch rule reads it."""
    return Waiting(
        ticket.pk,
        ticket.service_id,
        ticket.waiting_since,
        ticket.priority.name if ticket.priority else None,
        ticket.wanted_counter_id,
        ticket.appointment_at,
        ticket.owed_counter_id,
    )


def rules_of(queue: Queue) -> Rules:
    """Return the office's settings of the dispatch rule and where its streak stands."""
    return Rules(
        queue.priority_turns,
        queue.longest_wait,
        queue.priority_streak,
        queue.appointment_early,
        queue.appointment_late,
    )


def calling(counter: Counter) -> Calling:
    """Return the counter with its services and where each stands; one query."""
    return callings_read([counter.pk])[counter.pk]


def within_reach(counter: Calling) -> Q:
    """Return the condition for the tickets that the counter may be given."""
    return Q(wanted_counter_id=counter.counter_id) | Q(
        wanted_counter=None, service_id__in=counter.service_ids
    )


def candidates(
    office_id: int, day: date, counters: Sequence[Calling], rules: Rules, now: datetime
) -> list[Waiting]:
    """Return the few tickets between which the dispatch rule decides while each counter calls once.

    They are the first of each kind in each of their ranks, as many as there are counters, and the
    few that were sent to one of them, are owed there or have an appointment now; so a call costs
    the same however many wait.
    """
    line = WaitingLine(office_id, day)
    here = [one.counter_id for one in counters]
    served = frozenset().union(*(one.service_ids for one in counters))
    found = line.special(here, served, rules.window(now))
    for service_ids in {ranked for one in counters for ranked in _lines(one)}:
        found += line.first(service_ids, len(counters), with_class=False)
        found += line.first(service_ids, len(counters), with_class=True)
    return list({one.ticket_id: one for one in found}.values())


def _lines(counter: Calling) -> set[frozenset[int]]:
    """Return the services of each of the counter's ranks."""
    ranked: dict[int, set[int]] = {}
    for service_id in counter.service_ids:
        ranked.setdefault(counter.ranks.get(service_id, 0), set()).add(service_id)
    return {frozenset(one) for one in ranked.values()}


def rivals(ticket: Ticket) -> QuerySet[Ticket]:
    """Return the waiting tickets that some counter might call instead of this one.

    They are those of every service that shares a counter with the ticket's service, and those
    that wait for one of these counters.
    """
    if ticket.wanted_counter_id is None:
        counters = Counter.objects.filter(services=ticket.service_id)
        alike = Q(wanted_counter=None, service_id=ticket.service_id)
    else:
        counters = Counter.objects.filter(pk=ticket.wanted_counter_id)
        alike = Q(wanted_counter_id=ticket.wanted_counter_id)
    counter_ids = counters.order_by().values("pk")
    served = CounterService.objects.filter(counter_id__in=counter_ids)
    return waiting_tickets(ticket.office_id, ticket.day).filter(
        alike
        | Q(wanted_counter=None, service_id__in=served.values("service_id"))
        | Q(wanted_counter_id__in=counter_ids)
    )


def tickets_ahead(ticket: Ticket, rules: Rules, now: datetime) -> int:
    """Return how many would be called before this waiting ticket if nobody else came.

    An ordinary ticket has everyone before it who came earlier; only where a priority class or an
    appointment is in play is the whole list put in order.
    """
    others = rivals(ticket)
    earlier = Q(waiting_since__lt=ticket.waiting_since) | Q(
        waiting_since=ticket.waiting_since, pk__lt=ticket.pk
    )
    favoured = ~earlier & (Q(priority__isnull=False) | Q(appointment_at__isnull=False))
    found = others.aggregate(
        earlier=Count("pk", filter=earlier), favoured=Count("pk", filter=favoured)
    )
    plain = ticket.priority_id is None and ticket.appointment_at is None
    if plain and found["favoured"] == 0:
        return int(found["earlier"])
    return tickets_before(in_line(ticket), as_waiting(others), rules, now)


class Waits:
    """How long tickets will still wait, seen at one moment; what they share is read once."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._seconds: dict[int, list[float]] = {}
        self._counters: dict[tuple[int, int | None], int] = {}

    def expected(self, ticket: Ticket, ahead: int) -> WaitRange | None:
        """Return how long the ticket will wait, or None where recent turns do not tell."""
        service_id, place = ticket.service_id, (ticket.service_id, ticket.wanted_counter_id)
        if service_id not in self._seconds:
            self._seconds[service_id] = recent_service_seconds(service_id, self._now)
        if place not in self._counters:
            self._counters[place] = counters_calling(ticket)
        return wait_range(
            ahead=ahead,
            service_seconds=self._seconds[service_id],
            counters=self._counters[place],
        )


def recent_service_seconds(service_id: int, now: datetime) -> list[float]:
    """Return how long the latest turns of the service took, from call to end, in seconds."""
    times = turns_read(service_id, since=now - RECENT, most=RECENT_TURNS)
    return [(ended - called).total_seconds() for called, ended in times]


def counters_calling(ticket: Ticket) -> int:
    """Return how many open counters may call the ticket."""
    counters = Counter.objects.filter(state=Counter.State.OPEN)
    if ticket.wanted_counter_id is None:
        return counters.filter(services=ticket.service_id).count()
    return counters.filter(pk=ticket.wanted_counter_id).count()
