"""What the table says of the clock, done: one function for each of its moves."""

from collections.abc import Callable, Mapping
from datetime import datetime

from onestop.cases.models import ClockEntry
from onestop.cases.services.change import Change
from onestop.cases.transitions import Clock
from onestop.catalogue.models import Procedure


def clock_move(change: Change, move: Clock, *, paused: datetime | None) -> None:
    """Let the clock follow a transition that was made; `paused`: since when it stood still."""
    MOVES[move](change, paused)


def _nothing(_change: Change, _paused: datetime | None) -> None:
    """Leave the clock alone."""


def _start(change: Change, _paused: datetime | None) -> None:
    change.accepted()


def _pause(change: Change, _paused: datetime | None) -> None:
    if change.case.paused_since:
        change.clock(ClockEntry.Kind.PAUSE)


def _restart(change: Change, paused: datetime | None) -> None:
    anew = change.case.procedure.supplement_clock == Procedure.SupplementClock.RESTART
    if not anew:
        change.stood_since = paused
    _go_on(change, ClockEntry.Kind.RESTART if anew else ClockEntry.Kind.RESUME, paused)


def _resume(change: Change, paused: datetime | None) -> None:
    change.stood_since = paused
    _go_on(change, ClockEntry.Kind.RESUME, paused)


def _stop(change: Change, _paused: datetime | None) -> None:
    if change.case.received_at:
        change.clock(ClockEntry.Kind.STOP)


def _go_on(change: Change, kind: ClockEntry.Kind, paused: datetime | None) -> None:
    """Let the paused clock go on; a dossier that had not been accepted is accepted now."""
    if paused:
        change.clock(kind)
    else:
        change.accepted()


MOVES: Mapping[Clock, Callable[[Change, datetime | None], None]] = {
    Clock.NONE: _nothing,
    Clock.START: _start,
    Clock.PAUSE: _pause,
    Clock.RESTART: _restart,
    Clock.RESUME: _resume,
    Clock.STOP: _stop,
}
