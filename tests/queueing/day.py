"""A day at the office's queue: who comes, who is called, and the clock between them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from onestop.directory.models import User
from queueing.models import Counter, QueueEvent, Ticket
from queueing.services import Call, counter_call_next, counter_open, ticket_issue
from tests.cast import Cast


@dataclass
class Day:
    """The first office on a Monday; `now` moves only when a test says so."""

    cast: Cast
    now: datetime

    def later(self, minutes: float) -> datetime:
        """Let minutes pass and return the time."""
        self.now += timedelta(minutes=minutes)
        return self.now

    def issue(self, service: str = "ho-tich", *, elderly: bool = False) -> Ticket:
        """Take a number at the kiosk."""
        return ticket_issue(
            office=self.cast.office,
            service_code=service,
            priority_code="nguoi-cao-tuoi" if elderly else None,
            actor=None,
            now=self.now,
        )

    def open(self, counter: Counter | None = None, officer: User | None = None) -> Counter:
        """Open counter 1 as An, or another as somebody else."""
        return counter_open(
            counter_id=(counter or self.cast.counter_1).pk,
            actor=officer or self.cast.an,
            now=self.now,
        )

    def call(self, counter: Counter | None = None, officer: User | None = None) -> Call:
        """Call the next to counter 1 as An, or elsewhere; somebody must wait."""
        call = counter_call_next(
            counter_id=(counter or self.cast.counter_1).pk,
            actor=officer or self.cast.an,
            now=self.now,
        )
        assert call is not None
        return call

    def called(self) -> Ticket:
        """Return a ticket that was issued and called to the open counter 1."""
        self.open()
        self.issue()
        return self.call().ticket

    def kinds(self) -> list[str]:
        """Return the kinds of all events in their order."""
        return list(QueueEvent.objects.order_by("seq").values_list("kind", flat=True))

    def last_event(self) -> QueueEvent:
        """Return the latest event."""
        return QueueEvent.objects.order_by("-seq")[0]


def stored(ticket: Ticket) -> Ticket:
    """Return the ticket as the database holds it."""
    return Ticket.objects.get(pk=ticket.pk)
