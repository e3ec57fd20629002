"""Which ticket a counter calls next, and why: pure, without database and clock.

The rule, for the tickets that this counter may be given:

1. First come, first served: by `waiting_since`, then by id (the order of issue).
2. A ticket with a priority class goes before an older ordinary one …
3. … but when `priority_turns` of them have done so in a row, the next turn is again whoever came
   first …
4. … and never before an ordinary ticket that has waited `longest_wait` minutes.

Two things follow, and the tests hold the rule to them. A priority class is never a disadvantage:
no newer ticket without one goes before it. And nobody is forgotten: between two ordinary turns at
most `priority_turns` newer tickets are called, and none once the longest wait is over.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _


class Rule(StrEnum):
    """Which part of the rule chose the ticket."""

    FIRST_COME = "first_come"
    PRIORITY = "priority"
    ORDINARY_TURN = "ordinary_turn"
    LONGEST_WAIT = "longest_wait"


@dataclass(frozen=True)
class Waiting:
    """A ticket in the waiting list; `priority` is the name of its class, if it has one."""

    ticket_id: int
    service_id: int
    waiting_since: datetime
    priority: str | None = None
    wanted_counter_id: int | None = None

    @property
    def place(self) -> tuple[datetime, int]:
        """Return what orders tickets by who came first."""
        return (self.waiting_since, self.ticket_id)


@dataclass(frozen=True)
class Calling:
    """The counter that calls, with the services that it serves."""

    counter_id: int
    service_ids: frozenset[int]

    def may_get(self, ticket: Waiting) -> bool:
        """Tell whether the ticket may be called here: a wanted counter outweighs the service."""
        if ticket.wanted_counter_id is not None:
            return ticket.wanted_counter_id == self.counter_id
        return ticket.service_id in self.service_ids


@dataclass(frozen=True)
class Rules:
    """The office's settings, and how many priority turns in a row have gone before others.

    `longest_wait` is in minutes. With `priority_turns` or `longest_wait` 0 a priority class
    gives no advantage.
    """

    priority_turns: int
    longest_wait: int
    streak: int = 0

    @property
    def favour_priority(self) -> bool:
        """Tell whether a priority class counts at all."""
        return self.priority_turns > 0 and self.longest_wait > 0


@dataclass(frozen=True)
class Choice:
    """The ticket to call, why, in words for staff and citizen, and the streak after it."""

    ticket_id: int
    rule: Rule
    reason: str
    streak: int


def choose(
    waiting: Iterable[Waiting], counter: Calling, rules: Rules, now: datetime
) -> Choice | None:
    """Return the ticket that this counter calls next, or None if none waits for it."""
    return next(in_order((one for one in waiting if counter.may_get(one)), rules, now), None)


def in_order(waiting: Iterable[Waiting], rules: Rules, now: datetime) -> Iterator[Choice]:
    """Return every ticket in the order in which one counter would call them all at `now`."""
    ordinary: deque[Waiting] = deque()
    priority: deque[Waiting] = deque()
    for one in sorted(waiting, key=lambda one: one.place):
        (priority if one.priority and rules.favour_priority else ordinary).append(one)
    while ordinary and priority:
        choice = _contest(ordinary[0], priority[0], rules, now)
        (ordinary if choice.ticket_id == ordinary[0].ticket_id else priority).popleft()
        rules = replace(rules, streak=choice.streak)
        yield choice
    for one in ordinary:
        yield Choice(one.ticket_id, Rule.FIRST_COME, _came_first(one, now), rules.streak)
    for one in priority:
        yield Choice(one.ticket_id, Rule.PRIORITY, _has_priority(one), rules.streak)


def _contest(ordinary: Waiting, priority: Waiting, rules: Rules, now: datetime) -> Choice:
    """Choose between the oldest ticket of each kind; only here does the streak count."""
    overdue = now - ordinary.waiting_since >= timedelta(minutes=rules.longest_wait)
    its_turn = rules.streak >= rules.priority_turns
    if priority.place < ordinary.place or not (overdue or its_turn):
        streak = min(rules.streak + 1, rules.priority_turns)
        return Choice(priority.ticket_id, Rule.PRIORITY, _has_priority(priority), streak)
    if overdue:
        reason = _("Đã chờ %(waited)d phút; mức chờ lâu nhất là %(limit)d phút.") % {
            "waited": _minutes(ordinary, now),
            "limit": rules.longest_wait,
        }
        return Choice(ordinary.ticket_id, Rule.LONGEST_WAIT, reason, 0)
    reason = _("Lượt thường, sau %(turns)d lượt ưu tiên.") % {"turns": rules.priority_turns}
    return Choice(ordinary.ticket_id, Rule.ORDINARY_TURN, reason, 0)


def _came_first(ticket: Waiting, now: datetime) -> str:
    return _("Đến trước, đã chờ %(waited)d phút.") % {"waited": _minutes(ticket, now)}


def _has_priority(ticket: Waiting) -> str:
    return _("Đối tượng ưu tiên: %(name)s.") % {"name": ticket.priority}


def _minutes(ticket: Waiting, now: datetime) -> int:
    return max(0, int((now - ticket.waiting_since).total_seconds() // 60))
