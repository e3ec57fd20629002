"""What a counter's officer sees: who is here now, who waits in which order and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import F, Q

from onestop.cases.models import Case
from queueing.models import Counter, Queue, QueueEvent, Service, SubmittedForm, Ticket
from queueing.overview import RECENT_EVENTS
from queueing.selectors import InLine, ticket_at, tickets_aside, tickets_waiting
from queueing.services.undoing import UNDO, UNDOABLE
from queueing.wording import minutes_since

# The list shows so many in calling order and counts the rest.
MOST_LINES = 40


class Line(NamedTuple):
    """A ticket that waits: minutes since it came, and why it stands where it stands."""

    ticket: Ticket
    minutes: int
    why: str


@dataclass(frozen=True)
class Desk:
    """A counter with the ticket that is here, its dossiers, and the lists beside it."""

    counter: Counter
    services: Sequence[Service]
    ticket: Ticket | None
    cases: Sequence[Case]
    waiting: Sequence[InLine]
    aside: Sequence[Ticket]
    now: datetime
    # What the officer noted here last and can still take back.
    undo: QueueEvent | None = None

    @property
    def lines(self) -> list[Line]:
        """Return the first of those who wait, in calling order."""
        return [
            Line(one.ticket, minutes_since(one.ticket.waiting_since, self.now), _why(one))
            for one in self.waiting[:MOST_LINES]
        ]

    @property
    def more(self) -> int:
        """Return how many wait beyond those that are listed."""
        return max(0, len(self.waiting) - MOST_LINES)

    @property
    def held(self) -> list[Ticket]:
        """Return the tickets that were put aside."""
        return [one for one in self.aside if one.state == Ticket.State.HELD]

    @property
    def missed(self) -> list[Ticket]:
        """Return the tickets that missed their call."""
        return [one for one in self.aside if one.state == Ticket.State.NO_SHOW]

    @property
    def likely_outcome(self) -> str:
        """Return what was probably done in the turn: one of `Ticket.Outcome`, or ""."""
        if self.cases:
            return Ticket.Outcome.RECEIVED
        returns = self.ticket is not None and self.ticket.service.returns_results
        return Ticket.Outcome.RETURNED if returns else ""

    @property
    def waited(self) -> int:
        """Return how many minutes the ticket that is here had waited when it was called."""
        if self.ticket is None or self.ticket.called_at is None:
            return 0
        return minutes_since(self.ticket.waiting_since, self.ticket.called_at)

    @property
    def here_since(self) -> int:
        """Return for how many minutes the ticket has been served, or called in vain."""
        since = self.ticket and (self.ticket.started_at or self.ticket.called_at)
        return minutes_since(since, self.now) if since else 0

    @property
    def mark(self) -> str:
        """Return what differs as soon as the left side, who is here, must be drawn anew."""
        here = (self.ticket.pk, self.ticket.state, self.ticket.service_id) if self.ticket else ()
        undo = self.undo.seq if self.undo else 0
        facts = (self.counter.state, self.counter.officer_id, *here, len(self.cases), undo)
        return "-".join(map(str, facts))


def desk_of(counter: Counter, *, now: datetime) -> Desk:
    """Return the desk of a counter (with `office` and `officer` loaded) at `now`."""
    ticket = ticket_at(counter)
    return Desk(
        counter=counter,
        services=list(counter.services.filter(counterservice__helps=False)),
        ticket=ticket,
        cases=cases_of_visit(ticket) if ticket else (),
        waiting=tickets_waiting(counter.office, counter=counter, now=now),
        aside=tickets_aside(counter.office, now=now),
        now=now,
        undo=None if ticket else undoable_at(counter, now=now),
    )


def undoable_at(counter: Counter, *, now: datetime) -> QueueEvent | None:
    """Return what the counter's officer noted last there, if that can still be taken back."""
    # Looked for among the office's latest events only, which the index gives.
    queue = Queue.objects.filter(office=counter.office_id).annotate(since=F("seq") - RECENT_EVENTS)
    recent = QueueEvent.objects.filter(office=counter.office_id, seq__gt=queue.values("since")[:1])
    last = recent.filter(counter=counter).order_by("-seq").first()
    if last is None or last.kind not in UNDOABLE or last.actor_id != counter.officer_id:
        return None
    return last if now - last.at < UNDO else None


def received_in(ticket_id: int) -> str:
    """Return the outcome "received" for a ticket in whose visit a dossier was; else ""."""
    ticket = Ticket.objects.filter(pk=ticket_id).first()
    return Ticket.Outcome.RECEIVED if ticket and cases_of_visit(ticket) else ""


def cases_of_visit(ticket: Ticket) -> list[Case]:
    """Return the dossiers that were received in the ticket's visit, the newest last."""
    by_form = Q(pk__in=SubmittedForm.objects.filter(ticket=ticket).values("case"))
    linked = Q(pk=ticket.case_id, received_at__gte=ticket.issued_at)
    cases = Case.objects.filter(by_form | linked).select_related("procedure")
    return list(cases.order_by("pk"))


def _why(line: InLine) -> str:
    """Return the reason of a place in the line; "" where the ticket's own class says it."""
    own_class = line.ticket.priority and line.ticket.priority.name in line.reason
    return "" if own_class else line.reason
