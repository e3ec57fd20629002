"""The waiting list as tickets that are issued now find it: how many are ahead of each."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db.models import Count, Max

from queueing.dispatch import Rules, Waiting, in_order
from queueing.models import CounterService, Ticket
from queueing.waiting import as_waiting, in_line, waiting_tickets


class Line:
    """The line of an office whose queue is locked, while `joining`, not stored yet, join its end.

    An ordinary ticket has everyone before it who may be called instead of it: for those the line
    is only counted. Where a class or an appointment joins, or the clock was set back so that a
    newcomer is not the last, the whole list is read and put in order.
    """

    def __init__(
        self,
        office_id: int,
        day: date,
        rules: Rules,
        now: datetime,
        *,
        joining: Collection[Ticket],
    ) -> None:
        self._rules, self._now = rules, now
        self._tickets = waiting_tickets(office_id, day)
        self._counts, latest = self._counted()
        plain = all(_is_plain(one) for one in joining) and (latest is None or latest <= now)
        self._listed = None if plain else as_waiting(self._tickets)
        self._serving = _serving(office_id)

    def join(self, ticket: Ticket) -> int:
        """Let the ticket, stored by now, wait; return how many would be called before it."""
        ahead = self._ahead(ticket)
        place = (ticket.service_id, None)
        self._counts[place] = self._counts.get(place, 0) + 1
        if self._listed is not None:
            self._listed.append(in_line(ticket))
        return ahead

    def _ahead(self, ticket: Ticket) -> int:
        counters = {one for one, served in self._serving.items() if ticket.service_id in served}
        services = {ticket.service_id}.union(*(self._serving[one] for one in counters))

        def is_rival(service_id: int, wanted: int | None) -> bool:
            return wanted in counters if wanted else service_id in services

        if self._listed is None:
            return sum(count for place, count in self._counts.items() if is_rival(*place))
        rivals = [one for one in self._listed if is_rival(one.service_id, one.wanted_counter_id)]
        return tickets_before(in_line(ticket), rivals, self._rules, self._now)

    def _counted(self) -> tuple[dict[tuple[int, int | None], int], datetime | None]:
        """Return how many wait by service and wanted counter, and when the last of them came."""
        rows = self._tickets.order_by().values_list("service_id", "wanted_counter_id")
        found = list(rows.annotate(Count("pk"), Max("waiting_since")))
        counts = {(service_id, wanted): count for service_id, wanted, count, _latest in found}
        return counts, max((one[3] for one in found), default=None)


def tickets_before(ticket: Waiting, others: Sequence[Waiting], rules: Rules, now: datetime) -> int:
    """Return how many of the others would be called before the ticket if nobody else came."""
    favoured = (one for one in others if one.place > ticket.place and not _is_ordinary(one))
    if _is_ordinary(ticket) and not any(favoured):
        return sum(one.place < ticket.place for one in others)
    order = enumerate(in_order([*others, ticket], rules, now))
    return next(place for place, one in order if one.ticket_id == ticket.ticket_id)


def _serving(office_id: int) -> dict[int, set[int]]:
    """Return the services of each counter of the office; one query."""
    found: dict[int, set[int]] = {}
    rows = CounterService.objects.filter(counter__office_id=office_id)
    for counter_id, service_id in rows.values_list("counter_id", "service_id"):
        found.setdefault(counter_id, set()).add(service_id)
    return found


def _is_plain(ticket: Ticket) -> bool:
    return ticket.priority_id is None and ticket.appointment_at is None


def _is_ordinary(ticket: Waiting) -> bool:
    return ticket.priority is None and ticket.appointment_at is None
