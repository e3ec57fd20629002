"""Making a transition that may be made: state, steps, clock, event, and what ends with the case."""

from onestop.cases.services.apologies import apologies_drop
from onestop.cases.services.change import Change
from onestop.cases.services.clock_moves import clock_move
from onestop.cases.services.effects import EFFECTS
from onestop.cases.states import CaseState
from onestop.cases.transitions import Transition


def transition_make(change: Change, row: Transition) -> None:
    """Move the case, which is locked, and write the event; nothing is asked here any more."""
    transition_do(change, row)
    change.tell()


def transition_do(change: Change, row: Transition) -> None:
    """Move the case, and leave the event to be told with those of other cases.

    Where the case ends it is told already: what ends with it comes after.
    """
    paused = change.case.paused_since
    EFFECTS[row.name](change)
    clock_move(change, row.clock, paused=paused)
    change.settle()
    change.record(row.name)
    if change.accepted_now and row.name != "receive":
        # Complete at last: its receipt goes out like that of any dossier that is received.
        change.from_state = CaseState.RECEIVED
        change.record("receive")
    if change.case.closed_at == change.now:
        change.tell()
        apologies_drop(change.case, change.actor, change.now)
