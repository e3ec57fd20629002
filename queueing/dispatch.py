"""Which ticket a counter calls next, and why: pure, without database and clock.

The rule, for the tickets that this counter may be given:

1. A ticket that this counter held comes back to it before everybody else: it is owed there.
2. A ticket with an appointment goes first from `appointment_early` minutes before its time until
   `appointment_late` minutes after it, by the appointed times. Before and after it has the place
   of whoever comes without one.
3. Whoever came first of all and has waited `longest_wait` minutes goes before classes and the
   counter's order of services.
4. A counter takes its services in its own order, and helps with others' only when its own have
   nobody waiting.
5. Within the same place in that order: first come, first served, by `waiting_since`, then by id;
   a ticket with a priority class goes before an older ordinary one.
6. When `priority_turns` tickets in a row have gone before an older one, by their class or their
   appointment, the next turn is that older one's.

The bound, to which the tests hold the rule: a ticket of the counter's first services with k older
ones before it is called at the latest by the (k + 1) × (`priority_turns` + 1)-th call, not
counting those that are owed here; and once the longest wait is over nothing newer goes before it,
in whatever order the services stand, but `priority_turns` appointments in a row. A priority class
is never a disadvantage, nor is an appointment. Without settings it is first come, first served.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext as _

# Where services stand that a counter only helps with: behind all of its own.
HELP = 10_000


class Rule(StrEnum):
    """Which part of the rule chose the ticket."""

    FIRST_COME = "first_come"
    PRIORITY = "priority"
    ORDINARY_TURN = "ordinary_turn"
    LONGEST_WAIT = "longest_wait"
    APPOINTMENT = "appointment"
    OWED = "owed"
    HELP = "help"


@dataclass(frozen=True)
class Waiting:
    """A ticket in the waiting list; `priority` is the name of its class, if it has one."""

    ticket_id: int
    service_id: int
    waiting_since: datetime
    priority: str | None = None
    wanted_counter_id: int | None = None
    appointment_at: datetime | None = None
    owed_counter_id: int | None = None

    @property
    def place(self) -> tuple[datetime, int]:
        """Return what orders tickets by who came first."""
        return (self.waiting_since, self.ticket_id)

    @property
    def is_ordinary(self) -> bool:
        """Tell whether nothing but the place counts."""
        return self.priority is None and self.appointment_at is None


@dataclass(frozen=True)
class Calling:
    """The counter that calls, with the services that it serves and where each stands.

    `ranks`: the smaller, the sooner; 0 where nothing is said; from `HELP` on it only helps.
    """

    counter_id: int
    service_ids: frozenset[int]
    ranks: Mapping[int, int] = field(default_factory=dict)

    def may_get(self, ticket: Waiting) -> bool:
        """Tell whether the ticket may be called here: a wanted counter outweighs the service."""
        if ticket.wanted_counter_id is not None:
            return ticket.wanted_counter_id == self.counter_id
        return ticket.service_id in self.service_ids

    def rank(self, ticket: Waiting) -> int:
        """Return where the ticket's service stands here; what was sent here: with the first.

        Before the first it would pass older ones again and again, which no streak counts.
        """
        if ticket.wanted_counter_id is None:
            return self.ranks.get(ticket.service_id, 0)
        first = min(self.ranks.values(), default=0)
        return first if first < HELP else 0


# Who stands for all counters together, where the whole list is put in order.
ANYBODY = Calling(counter_id=0, service_ids=frozenset())


@dataclass(frozen=True)
class Rules:
    """The office's settings, and how many turns in a row have gone before an older ticket.

    `longest_wait` and the two sides of an appointment's window are in minutes. With
    `priority_turns` or `longest_wait` 0 a priority class gives no advantage.
    """

    priority_turns: int
    longest_wait: int
    streak: int = 0
    appointment_early: int = 10
    appointment_late: int = 15

    @property
    def favour_priority(self) -> bool:
        """Tell whether a priority class counts at all."""
        return self.priority_turns > 0 and self.longest_wait > 0

    @property
    def turns(self) -> int:
        """Return how many in a row may go before an older one; an appointment always may."""
        return max(1, self.priority_turns)

    @property
    def its_turn(self) -> bool:
        """Tell whether the next turn belongs to whoever came first."""
        return self.streak >= self.turns

    def favours(self, ticket: Waiting) -> bool:
        """Tell whether the ticket's class counts."""
        return ticket.priority is not None and self.favour_priority

    def is_due(self, ticket: Waiting, now: datetime) -> bool:
        """Tell whether the ticket is in the window of its appointment."""
        if ticket.appointment_at is None:
            return False
        early, late = self.window(now)
        return early <= ticket.appointment_at <= late

    def window(self, now: datetime) -> tuple[datetime, datetime]:
        """Return between which times an appointment lies that is owed its turn now."""
        return (
            now - timedelta(minutes=self.appointment_late),
            now + timedelta(minutes=self.appointment_early),
        )

    def is_overdue(self, ticket: Waiting, now: datetime) -> bool:
        """Tell whether the ticket has waited the longest wait."""
        return now - ticket.waiting_since >= timedelta(minutes=self.longest_wait)


@dataclass(frozen=True)
class Choice:
    """The ticket to call, why, in words for staff and citizen, and the streak after it."""

    ticket_id: int
    rule: Rule
    reason: str
    streak: int


def rules_in_words(rules: Rules) -> list[str]:
    """Return what the settings mean, a sentence each: the turns, the longest wait, appointments."""
    window = {"early": rules.appointment_early, "late": rules.appointment_late}
    appointed = _(
        "Người có hẹn được gọi trước từ %(early)d phút trước giờ hẹn đến %(late)d phút sau giờ hẹn."
    )
    if not rules.favour_priority:
        plain = _("Ai đến trước được gọi trước; đối tượng ưu tiên không đi trước.")
        return [plain, appointed % window]
    sentence = _(
        "Sau %(turns)d lượt ưu tiên có 1 lượt thường, không ai chờ quá %(limit)d phút vì ưu tiên."
    )
    mixed = sentence % {"turns": rules.priority_turns, "limit": rules.longest_wait}
    bound = _("Người có n người đến trước được gọi muộn nhất ở lượt thứ (n + 1) × %(span)d.") % {
        "span": rules.turns + 1
    }
    return [mixed, bound, appointed % window]


def choose(
    waiting: Iterable[Waiting], counter: Calling, rules: Rules, now: datetime
) -> Choice | None:
    """Return the ticket that this counter calls next, or None if none waits for it."""
    fit = (one for one in waiting if counter.may_get(one))
    return next(in_order(fit, rules, now, counter), None)


def in_order(
    waiting: Iterable[Waiting], rules: Rules, now: datetime, counter: Calling = ANYBODY
) -> Iterator[Choice]:
    """Return every ticket in the order in which one counter would call them all at `now`."""
    lines = _Lines(waiting, rules, now, counter)
    while (heads := lines.heads()) is not None:
        choice = _turn(heads, rules, now)
        rules = replace(rules, streak=choice.streak)
        lines.called.add(choice.ticket_id)
        yield choice


def tickets_before(ticket: Waiting, others: Iterable[Waiting], rules: Rules, now: datetime) -> int:
    """Return how many of the others would be called before the ticket if nobody else came.

    An ordinary ticket has everyone before it who came earlier, unless somebody with a class or an
    appointment came later.
    """
    listed = [one for one in others if one.ticket_id != ticket.ticket_id]
    favoured = (one for one in listed if one.place > ticket.place and not one.is_ordinary)
    if ticket.is_ordinary and not any(favoured):
        return sum(one.place < ticket.place for one in listed)
    order = enumerate(in_order([*listed, ticket], rules, now))
    return next(place for place, one in order if one.ticket_id == ticket.ticket_id)


@dataclass(frozen=True)
class _Heads:
    """The first of each line at one turn; `first` came first of all who may be called now."""

    owed: Waiting | None
    due: Waiting | None
    first: Waiting
    ordinary: Waiting | None
    priority: Waiting | None
    helping: bool
    alone: bool


class _Line:
    """Tickets in one order; those that were called from another line are passed over."""

    def __init__(self, tickets: Iterable[Waiting], called: set[int]) -> None:
        self._tickets = list(tickets)
        self._called = called
        self._at = 0

    def head(self) -> Waiting | None:
        """Return the first that still waits."""
        while self._at < len(self._tickets):
            if self._tickets[self._at].ticket_id not in self._called:
                return self._tickets[self._at]
            self._at += 1
        return None


class _Lines:
    """The waiting list, parted by what the rule tells apart."""

    def __init__(
        self, waiting: Iterable[Waiting], rules: Rules, now: datetime, counter: Calling
    ) -> None:
        self.called: set[int] = set()
        tickets = sorted(waiting, key=lambda one: one.place)
        owed = (one for one in tickets if one.owed_counter_id == counter.counter_id)
        self._owed = _Line(owed, self.called)
        ranked: dict[int, list[Waiting]] = {}
        for one in tickets:
            ranked.setdefault(counter.rank(one), []).append(one)
        own = [ranked[rank] for rank in sorted(ranked) if rank < HELP]
        others = [ranked[rank] for rank in sorted(ranked) if rank >= HELP]
        self._pools = [_Pool(one, rules, now, self.called) for one in (own, others)]

    def heads(self) -> _Heads | None:
        """Return the first of each line, or None when nobody waits any more."""
        owed = self._owed.head()
        for helping, pool in enumerate(self._pools):
            heads = pool.heads(owed, helping=bool(helping))
            if heads is not None:
                return heads
        return None


class _Pool:
    """The counter's own services, or those it helps with, in its order."""

    def __init__(
        self, ranks: list[list[Waiting]], rules: Rules, now: datetime, called: set[int]
    ) -> None:
        everybody = sorted((one for rank in ranks for one in rank), key=lambda one: one.place)
        due = [one for one in everybody if rules.is_due(one, now)]
        self._due = _Line(sorted(due, key=_appointed), called)
        self._all = _Line(everybody, called)
        self._ranks = [
            tuple(
                _Line((one for one in rank if rules.favours(one) is favoured), called)
                for favoured in (False, True)
            )
            for rank in ranks
        ]

    def heads(self, owed: Waiting | None, *, helping: bool) -> _Heads | None:
        """Return the first of each line of the first service that has anybody."""
        first = self._all.head()
        kinds = [tuple(line.head() for line in rank) for rank in self._ranks]
        there = [heads for heads in kinds if any(heads)]
        if first is None or not there:
            return None
        ordinary, priority = there[0]
        alone = len(there) == 1 and priority is None
        return _Heads(owed, self._due.head(), first, ordinary, priority, helping, alone)


def _appointed(ticket: Waiting) -> tuple[datetime, tuple[datetime, int]]:
    return (ticket.appointment_at or ticket.waiting_since, ticket.place)


def _turn(heads: _Heads, rules: Rules, now: datetime) -> Choice:
    """Choose between the first of each line."""
    if heads.owed is not None:
        reason = _("Quay lại quầy đã tạm giữ số này.")
        return Choice(heads.owed.ticket_id, Rule.OWED, reason, rules.streak)
    if heads.due is not None:
        passed = heads.first.place < heads.due.place
        if passed and rules.its_turn:
            return _oldest_turn(heads.first, rules)
        streak = _longer(rules) if passed else rules.streak
        return Choice(heads.due.ticket_id, Rule.APPOINTMENT, _has_time(heads.due), streak)
    if rules.is_overdue(heads.first, now):
        return _overdue(heads, rules, now)
    return _contest(heads, rules, now)


def _overdue(heads: _Heads, rules: Rules, now: datetime) -> Choice:
    """Call whoever came first of all."""
    if rules.favours(heads.first):
        streak = _longer(rules) if heads.ordinary else rules.streak
        return Choice(heads.first.ticket_id, Rule.PRIORITY, _has_priority(heads.first), streak)
    if heads.alone or rules.longest_wait == 0:
        return _first_come(heads.first, heads, rules, now)
    reason = _("Đã chờ %(waited)d phút; mức chờ lâu nhất là %(limit)d phút.") % {
        "waited": _minutes(heads.first, now),
        "limit": rules.longest_wait,
    }
    return Choice(heads.first.ticket_id, Rule.LONGEST_WAIT, reason, 0)


def _contest(heads: _Heads, rules: Rules, now: datetime) -> Choice:
    """Choose between the oldest ticket of each kind; only with both does the streak count."""
    ordinary, priority = heads.ordinary, heads.priority
    if priority is None:
        return _first_come(ordinary or heads.first, heads, rules, now)
    if ordinary is None:
        return Choice(priority.ticket_id, Rule.PRIORITY, _has_priority(priority), rules.streak)
    if ordinary.place < priority.place and rules.its_turn:
        return _oldest_turn(ordinary, rules)
    return Choice(priority.ticket_id, Rule.PRIORITY, _has_priority(priority), _longer(rules))


def _oldest_turn(ticket: Waiting, rules: Rules) -> Choice:
    reason = _("Lượt thường, sau %(turns)d lượt ưu tiên.") % {"turns": rules.turns}
    return Choice(ticket.ticket_id, Rule.ORDINARY_TURN, reason, 0)


def _first_come(ticket: Waiting, heads: _Heads, rules: Rules, now: datetime) -> Choice:
    if heads.helping:
        reason = _("Quầy này hỗ trợ, đã chờ %(waited)d phút.") % {"waited": _minutes(ticket, now)}
        return Choice(ticket.ticket_id, Rule.HELP, reason, rules.streak)
    reason = _("Đến trước, đã chờ %(waited)d phút.") % {"waited": _minutes(ticket, now)}
    return Choice(ticket.ticket_id, Rule.FIRST_COME, reason, rules.streak)


def _longer(rules: Rules) -> int:
    return min(rules.streak + 1, rules.turns)


def _has_priority(ticket: Waiting) -> str:
    return _("Đối tượng ưu tiên: %(name)s.") % {"name": ticket.priority}


def _has_time(ticket: Waiting) -> str:
    at = timezone.localtime(ticket.appointment_at)
    return _("Có hẹn lúc %(time)s.") % {"time": f"{at:%H:%M}"}


def _minutes(ticket: Waiting, now: datetime) -> int:
    return max(0, int((now - ticket.waiting_since).total_seconds() // 60))
