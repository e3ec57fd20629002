"""The ledger of a case's clock: what runs, what is paused and why, and the due date that follows.

Only facts are stored; everything else is derived from them, so that every due date can be
explained. What holds whatever the entries are:

- A pause stops the time of the term; splitting it in two at any moment changes nothing.
- While it is paused a case does not become late, and it is not late when it goes on.
- A case that was late before a pause stays late: neither resuming nor restarting moves its due
  date. Only an apology's new date (`RESCHEDULE`) does.
- Whether it was late then is a fact: a calendar that is edited afterwards makes no case late that
  was paused in time.
- A second pause inside a pause, a resume without a pause, and whatever follows a stop change
  nothing. An entry dated before the one above it (two machines' clocks) counts as simultaneous.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from onestop.clock.calendar import WorkingCalendar
from onestop.clock.deadline import Unit, due_line, due_moment, is_uncertain, term_lines
from onestop.clock.explanation import rolled_lines
from onestop.clock.rulers import ruler_of
from onestop.clock.trail import TrailLine


class Kind(StrEnum):
    """What happened to the clock; the values are those of `ClockEntry.Kind`."""

    # The dossier is accepted as complete: the term begins. Carries the budget.
    START = "start"
    # Something is asked of the citizen: the time stands still.
    PAUSE = "pause"
    # It has come: the time runs on from where it stood.
    RESUME = "resume"
    # It has come: the whole term begins again (Decree 118/2025 Art. 19(5)).
    RESTART = "restart"
    # The apology's one new date (Decree 118/2025 Art. 19(6)). Carries it.
    RESCHEDULE = "reschedule"
    # Decided, withdrawn or stopped: the clock has ended.
    STOP = "stop"
    # The calendar was edited and the due date moved. Carries both dates; it moves nothing itself,
    # because the entries before it are counted by the calendar as it is now.
    RECOMPUTED = "recomputed"


@dataclass(frozen=True)
class Entry:
    """A line of the ledger.

    `amount` and `unit` go with a start, `new_due_at` with a reschedule and a recomputation.
    `due_at_before` is the due date as it stood when a pause began or a recomputation was made.
    """

    kind: Kind | str
    at: datetime
    amount: int | None = None
    unit: Unit | str | None = None
    new_due_at: datetime | None = None
    due_at_before: datetime | None = None


@dataclass(frozen=True)
class LedgerState:
    """Where the clock of a case stands.

    `exact` is when the time of the term is used up, to the second; `due_at` is what was promised:
    for a term in days the closing of that day, or of the next working day. While the clock is
    paused both stay what they were. `late_before_pause`: it was late when it was last paused or
    restarted, and no new date has been given since. `estimated` and `trail` as in `Deadline`.
    """

    due_at: datetime
    exact: datetime
    original_due_at: datetime
    paused_since: datetime | None
    stopped_at: datetime | None
    late_before_pause: bool
    estimated: bool
    trail: tuple[TrailLine, ...]

    def late_at(self, now: datetime) -> bool:
        """Tell whether the case is late at `now`; a due date is kept up to and including it."""
        if self.paused_since is not None:
            return self.late_before_pause
        return min(now, self.stopped_at or now) > self.due_at


def derive(calendar: WorkingCalendar, entries: Iterable[Entry]) -> LedgerState:
    """Return what follows from a case's entries, in the order in which they were written.

    Raises `ValueError` when the first entry, and no other, is not a start with its budget, when a
    reschedule has no date, and for what `deadline` refuses.
    """
    return _read(calendar, entries, told=True).state()


def due_derived(calendar: WorkingCalendar, entries: Iterable[Entry]) -> datetime:
    """Return the due date alone, for those who count many; see `derive` for rules and errors."""
    return _read(calendar, entries, told=False).due_at


def _read(calendar: WorkingCalendar, entries: Iterable[Entry], *, told: bool) -> "_Clock":
    ledger = list(entries)
    if not ledger or _kind(ledger[0]) is not Kind.START:
        raise ValueError("A ledger begins with a start.")
    clock = _Clock(calendar, ledger[0], told=told)
    for entry in ledger[1:]:
        clock.apply(entry)
    return clock


def _kind(entry: Entry) -> Kind:
    return Kind(str(entry.kind))


class _Clock:
    """The ledger read so far. `end` is the position on the ruler where the time is used up.

    Only what is `told` has a trail.
    """

    def __init__(self, calendar: WorkingCalendar, start: Entry, *, told: bool) -> None:
        if start.amount is None or start.unit is None:
            raise ValueError("A start needs its budget, amount and unit.")
        self.calendar, self.told = calendar, told
        self.amount, self.unit = start.amount, Unit(str(start.unit))
        self.ruler = ruler_of(calendar, self.unit)
        self.paused_since: datetime | None = None
        self.stopped_at: datetime | None = None
        self.late = False
        # From when the present pause counts: later than its beginning when it brought a new date.
        self.still_since = self.latest = calendar.local(start.at)
        self.trail: list[TrailLine] = []
        self.estimated = False
        self._tell("received", self.latest)
        self._begin(self.latest)
        self.original_due_at = self.due_at

    def apply(self, entry: Entry) -> None:
        """Read one more entry."""
        if self.stopped_at is not None:
            return
        at = self.latest = max(self.latest, self.calendar.local(entry.at))
        match _kind(entry):
            case Kind.START:
                raise ValueError("A ledger has one start; a term begins again by a restart.")
            case Kind.PAUSE:
                self._pause(at, entry.due_at_before)
            case Kind.RESUME:
                self._resume(at)
            case Kind.RESTART:
                self._restart(at)
            case Kind.RESCHEDULE:
                self._reschedule(at, entry.new_due_at)
            case Kind.STOP:
                self.stopped_at = at
                self._tell("stopped", at)
            case Kind.RECOMPUTED:
                self._recomputed(at, entry)

    def state(self) -> LedgerState:
        """Return where the clock stands."""
        return LedgerState(
            due_at=self.due_at,
            exact=self.ruler.moment(self.end),
            original_due_at=self.original_due_at,
            paused_since=self.paused_since,
            stopped_at=self.stopped_at,
            late_before_pause=self.late,
            estimated=self.estimated,
            trail=tuple(self.trail),
        )

    def _begin(self, at: datetime) -> None:
        self.due_at = due_moment(self.calendar, at, self.amount, self.unit)
        self.end = self._fresh_end(at)
        self._explain(lambda: term_lines(self.calendar, at, self.amount, self.unit, self.due_at))

    def _fresh_end(self, at: datetime) -> int:
        """Return where a term that began at `at` ends before it is moved off days off."""
        if self.unit is Unit.CALENDAR_DAY and self.amount:
            return self.ruler.position(at) + self.amount
        return self.ruler.position(self.due_at)

    def _explain(self, lines: Callable[[], list[TrailLine]]) -> None:
        if self.told:
            self.trail += (said := lines())
            self.estimated = is_uncertain(said)

    def _tell(self, rule: str, at: datetime) -> None:
        if self.told:
            self.trail.append(TrailLine(rule, at))

    def _pause(self, at: datetime, due_at_then: datetime | None) -> None:
        if self.paused_since is not None:
            return
        self.paused_since = self.still_since = at
        self.late = at > max(self.due_at, due_at_then or self.due_at)
        self._tell("paused", at)
        if not self.late and at > self.due_at:
            self.due_at = self.ruler.due_at_earliest(at)
            self._tell("kept-in-time", self.due_at)

    def _resume(self, at: datetime) -> None:
        if self.paused_since is None:
            return
        self.paused_since = None
        if self.late:
            self._tell("kept-late", self.due_at)
            return
        left = self._left_at(self.still_since)
        self.end = self.ruler.position(at) + left
        # With no time left the term would end in the pause: it is due as soon as work goes on.
        self.due_at = max(self.ruler.due_at(self.end), self.ruler.due_at_earliest(at))
        self._explain(
            lambda: [
                *self.ruler.resumed_lines(at, left, self.due_at),
                due_line(self.due_at, self.unit),
            ]
        )

    def _left_at(self, moment: datetime) -> int:
        """Return what is left of the term, on the ruler.

        In the stretch between the end of the time and the due date (the rest of the last day, or
        the days off that the term was moved over) what is left is the way to the due date.
        """
        position = self.ruler.position(moment)
        end = self.end if position <= self.end else self.ruler.position(self.due_at)
        return end - position

    def _restart(self, at: datetime) -> None:
        if self.paused_since is None:
            self.late = at > self.due_at
        self.paused_since = None
        if self.late:
            self._tell("kept-late", self.due_at)
            return
        self._tell("restarted", at)
        self._begin(at)

    def _reschedule(self, at: datetime, new_due_at: datetime | None) -> None:
        if new_due_at is None:
            raise ValueError("A reschedule needs its new date.")
        self.still_since = at
        promised = self.calendar.local(new_due_at)
        self.due_at = self._off_days_off(promised)
        self.end = self.ruler.position(self.due_at)
        self.late = at > self.due_at
        self._explain(
            lambda: [
                TrailLine("rescheduled", promised),
                *rolled_lines(self.calendar, promised.date(), self.due_at.date()),
            ]
        )

    def _off_days_off(self, promised: datetime) -> datetime:
        """Return the promised moment, or the closing after it on a day that has become one off."""
        if self.calendar.is_working_day(promised.date()):
            return promised
        return self.calendar.closing(self.calendar.next_working_day(promised.date()))

    def _recomputed(self, at: datetime, entry: Entry) -> None:
        if entry.due_at_before is None or entry.new_due_at is None:
            raise ValueError("A recomputation needs the dates before and after it.")
        if self.told:
            before, after = map(self.calendar.local, (entry.due_at_before, entry.new_due_at))
            self.trail.append(TrailLine("recomputed", at, {"before": before, "after": after}))
