"""The waiting list as tickets that are issued now find it: how many are ahead of each."""

from collections.abc import Collection
from datetime import date, datetime

from queueing.dispatch import Rules, tickets_before
from queueing.models import Ticket
from queueing.rows import line_read, serving_read
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
        counted = line_read(office_id, day, now)
        self._counts = {(one.service_id, one.wanted_counter_id): one.waiting for one in counted}
        # The clock was set back: who is there already came "later" than now.
        self.is_ahead_of_clock = any(one.later for one in counted)
        plain = all(map(_is_plain, joining)) and not self.is_ahead_of_clock
        self._listed = None if plain else as_waiting(waiting_tickets(office_id, day))
        self._serving = serving_read(office_id)

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


def _is_plain(ticket: Ticket) -> bool:
    return ticket.priority_id is None and ticket.appointment_at is None
