"""Issuing tickets: a number is committed before anybody sees or prints it.

Tickets that are wanted at the same moment are issued together: what they have in common is read
once, and their rows are written together. One ticket is a crowd of one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Required, TypedDict, Unpack

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from onestop.directory.models import Office, User
from onestop.directory.refusals import Refusal, StateForbids
from onestop.directory.rights import Right, ensure_right
from queueing.availability import Availability
from queueing.estimates import WaitRange
from queueing.line import Line
from queueing.models import QueueEvent, Service, Ticket
from queueing.numbering import next_in_series, number_text
from queueing.rows import NEW_TICKETS, series_read, series_store
from queueing.services.access import ensure_works_here
from queueing.services.choices import Choices, appointment_asked, case_asked, language_asked
from queueing.services.events import OfficeQueue, locked_queue
from queueing.services.together import attempt, by_office, refusals_of
from queueing.waiting import Waits, end_of_line, rules_of


@dataclass(frozen=True)
class TicketWish:
    """A ticket that somebody wants; `actor` None is the citizen at the kiosk.

    `language` is that of the slip, `appointment_at` when the citizen is expected today, `origin`
    from where it is asked for (None: from where this runs).
    """

    office: Office
    service_code: str
    actor: User | None
    priority_code: str | None = None
    case_code: str | None = None
    print_slip: bool = True
    language: str = settings.LANGUAGE_CODE
    appointment_at: datetime | None = None
    origin: str | None = None


@dataclass(frozen=True)
class Issued:
    """A ticket that was issued, how many were ahead of it, and how long it was expected to wait."""

    ticket: Ticket
    ahead: int
    wait: WaitRange | None


class TicketFacts(TypedDict, total=False):
    """The fields of a `TicketWish`, as `ticket_issue` takes them."""

    office: Required[Office]
    service_code: Required[str]
    actor: Required[User | None]
    priority_code: str | None
    case_code: str | None
    print_slip: bool
    language: str
    appointment_at: datetime | None


def ticket_issue(*, now: datetime, **wish: Unpack[TicketFacts]) -> Ticket:
    """Issue the next number of the service's series; raises what `wish_fulfil` raises."""
    return wish_fulfil(TicketWish(**wish), now=now).ticket


def wish_fulfil(wish: TicketWish, *, now: datetime) -> Issued:
    """Issue the ticket that is wished for.

    Raises `BadInput` by field for a service (also one that is closed), priority class, case,
    language or appointment that is not to be had here, `StateForbids` outside the opening hours
    and once the day's capacity is given out, `NotAllowed` if the account may not.
    """
    [answer] = tickets_issue(wishes=[wish], now=now)
    if isinstance(answer, Refusal):
        raise answer
    return answer


def tickets_issue(*, wishes: Sequence[TicketWish], now: datetime) -> list[Issued | Refusal]:
    """Issue tickets in one transaction, in this order; answer each wish with its ticket or refusal.

    What is refused leaves no trace: no number, no event.
    """
    answers: dict[int, Issued | Refusal] = {**refusals_of(_ensure_may_issue, wishes)}
    allowed = {place: one.office for place, one in enumerate(wishes) if place not in answers}
    with transaction.atomic():
        for office, places in by_office(allowed):
            with locked_queue(office, actor=None, now=now, savepoint=False) as queue:
                given = _issue_here(queue, [wishes[place] for place in places])
            answers.update(zip(places, given, strict=True))
    return [answers[place] for place in range(len(wishes))]


def _issue_here(queue: OfficeQueue, wishes: Sequence[TicketWish]) -> list[Issued | Refusal]:
    """Give numbers in one office, store the tickets, then note an event for each."""
    hatch = _Hatch(queue)
    return _stored(queue, hatch, wishes, [attempt(hatch.ticket, wish) for wish in wishes])


def promised_ticket_issue(
    queue: OfficeQueue, service: Service, *, language: str, **chosen: Any
) -> Ticket:
    """Issue the next number in a locked queue to who was promised it: also when the day is full."""
    hatch = _Hatch(queue)
    wish = TicketWish(queue.office, service.code, queue.actor, language=language_asked(language))
    [issued] = _stored(queue, hatch, [wish], [hatch.numbered(service, **chosen)])
    if isinstance(issued, Refusal):
        raise issued
    return issued.ticket


def _stored(
    queue: OfficeQueue,
    hatch: "_Hatch",
    wishes: Sequence[TicketWish],
    made: Sequence[Ticket | Refusal],
) -> list[Issued | Refusal]:
    """Store the tickets that were made, then note an event for each."""
    tickets = [one for one in made if isinstance(one, Ticket)]
    line = Line(queue.office.pk, queue.today, rules_of(queue.row), queue.at, joining=tickets)
    if line.is_ahead_of_clock:
        _join_the_end(queue, tickets)
    waits = Waits(queue.at)
    hatch.numbers_store()
    NEW_TICKETS.store(tickets)
    return [
        one if isinstance(one, Refusal) else _noted(queue, line, waits, wish, one)
        for wish, one in zip(wishes, made, strict=True)
    ]


def _join_the_end(queue: OfficeQueue, tickets: Sequence[Ticket]) -> None:
    """Let nobody go before who came earlier, by a clock that was set back since."""
    since = end_of_line(queue.office.pk, queue.at, queue.today)
    for ticket in tickets:
        ticket.waiting_since = since


def _noted(
    queue: OfficeQueue, line: Line, waits: Waits, wish: TicketWish, ticket: Ticket
) -> Issued:
    ahead = line.join(ticket)
    wait = waits.expected(ticket, ahead)
    slip = {"print": wish.print_slip, "language": wish.language, "ahead": ahead, "wait": wait}
    queue.actor, queue.origin = wish.actor, wish.origin
    queue.record(QueueEvent.Kind.TICKET_ISSUED, ticket=ticket, data=slip)
    return Issued(ticket, ahead, wait)


class _Hatch:
    """Where the tickets of one office come from while its queue is locked."""

    def __init__(self, queue: OfficeQueue) -> None:
        self._queue = queue
        self._choices = Choices(queue.office)
        self._availability: Availability | None = None
        self._last = series_read(queue.office, queue.today)
        self._counted: dict[str, int] = {}

    def ticket(self, wish: TicketWish) -> Ticket:
        """Return a ticket, not yet stored, with the next number; raises a refusal before that."""
        service = self._choices.service(wish.service_code)
        chosen = {
            "priority": self._choices.priority(wish.priority_code),
            "case": case_asked(wish.office, wish.case_code),
            "appointment_at": appointment_asked(wish.appointment_at, self._queue.today),
        }
        language_asked(wish.language)
        self._ensure_gives_tickets(service)
        return self.numbered(service, **chosen)

    def numbers_store(self) -> None:
        """Store how far the series have come."""
        series_store(self._queue.office, self._queue.today, self._counted)

    def _ensure_gives_tickets(self, service: Service) -> None:
        if self._availability is None:
            self._availability = Availability(
                self._queue.office, self._choices.services, self._queue.at
            )
        why_not = self._availability.why_not(service)
        if why_not:
            raise StateForbids(f"{service.name}: {why_not}")
        self._availability.give(service)

    def numbered(self, service: Service, **chosen: Any) -> Ticket:
        """Return a ticket, not yet stored, with the next number, whether or not the day is full."""
        queue, letter = self._queue, service.letter
        number = next_in_series(self._last.get(letter), service.start)
        self._last[letter] = self._counted[letter] = number
        return Ticket(
            office=queue.office,
            service=service,
            day=queue.today,
            letter=letter,
            sequence=number,
            number=number_text(letter, number, service.width),
            issued_at=queue.at,
            waiting_since=queue.at,
            **chosen,
        )


def _ensure_may_issue(wish: TicketWish) -> None:
    if wish.actor is None:
        return
    ensure_works_here(wish.actor, wish.office, _("Không tìm thấy bộ phận một cửa này."))
    ensure_right(wish.actor, Right.TICKET_ISSUE, office=wish.office)
    if wish.case_code is not None:
        ensure_right(wish.actor, Right.CASE_VIEW, office=wish.office)
