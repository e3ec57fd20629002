"""What each transition does beside the new state: to the steps, to the clock, to the event."""

from collections.abc import Callable, Mapping
from datetime import datetime

from onestop.cases.holding import may_hold
from onestop.cases.models import ClockEntry
from onestop.cases.services.change import Change
from onestop.catalogue.models import Procedure


def receive(change: Change) -> None:
    """Accept the dossier: the clock starts (Decree 118/2025 Art. 17(3))."""
    change.case.receive(change.now)
    change.accepted()


def refuse(change: Change) -> None:
    """Not accept the dossier; no clock has run."""
    change.case.refuse(change.now)
    change.step_finish()


def start_processing(change: Change) -> None:
    """Take the first step of the agency into one's own hands."""
    change.case.start_processing(change.now)
    change.steps.take(change.actor)
    change.step_name()


def complete_step(change: Change) -> None:
    """Hand the case on to the next step."""
    change.case.complete_step(change.now)
    change.step_finish()
    change.steps.start_next(change.now)


def return_step(change: Change) -> None:
    """Hand the case back to the previous step and its holder."""
    change.case.return_step(change.now)
    change.step_name()
    change.steps.go_back()
    step = change.steps.running
    if step and step.holder and not may_hold(step.holder, step, change.case):
        change.steps.take(None)  # who held it has left meanwhile


def reassign(change: Change) -> None:
    """Give the running step to another holder."""
    change.case.reassign(change.now)
    change.step_name()
    change.steps.take(change.facts["holder"])
    change.data["holder"] = change.facts["holder"].pk


def request_supplement(change: Change) -> None:
    """Let the clock stand still until the citizen has brought what is missing."""
    change.case.request_supplement(change.now)
    _pause(change)


def request_payment(change: Change) -> None:
    """Let the clock stand still until the citizen has paid."""
    change.case.request_payment(change.now)
    _pause(change)


def accept_supplement(change: Change) -> None:
    """Start the term anew, or let it go on, as the procedure says (Art. 19(5))."""
    paused = change.case.paused_since
    change.case.accept_supplement(change.now)
    restart = change.case.procedure.supplement_clock == Procedure.SupplementClock.RESTART
    _go_on(change, ClockEntry.Kind.RESTART if restart else ClockEntry.Kind.RESUME, paused=paused)


def confirm_payment(change: Change) -> None:
    """Let the term go on."""
    paused = change.case.paused_since
    change.case.confirm_payment(change.now)
    _go_on(change, ClockEntry.Kind.RESUME, paused=paused)


def complete(change: Change) -> None:
    """Decide: the clock ends, what is left is to hand the result over."""
    change.case.complete(change.now, change.facts["outcome"])
    change.data["outcome"] = change.facts["outcome"]
    change.step_finish()
    change.steps.start_next(change.now)
    change.clock(ClockEntry.Kind.STOP)


def return_result(change: Change) -> None:
    """Hand the result over."""
    change.case.return_result(change.now)
    change.step_finish()


def withdraw(change: Change) -> None:
    """End the case because the citizen asks for it (Art. 21)."""
    change.case.withdraw(change.now)
    _end(change)


def stop(change: Change) -> None:
    """End the case without a decision (Art. 19(5), 21)."""
    change.case.stop(change.now)
    _end(change)


def _pause(change: Change) -> None:
    if change.case.paused_since:
        change.clock(ClockEntry.Kind.PAUSE)


def _go_on(change: Change, kind: ClockEntry.Kind, *, paused: datetime | None) -> None:
    """Let the paused clock go on; a dossier that had not been accepted is accepted now."""
    if paused:
        change.clock(kind)
    else:
        change.accepted()


def _end(change: Change) -> None:
    change.step_finish()
    if change.case.received_at:
        change.clock(ClockEntry.Kind.STOP)


EFFECTS: Mapping[str, Callable[[Change], None]] = {
    effect.__name__: effect
    for effect in (
        receive,
        refuse,
        start_processing,
        complete_step,
        return_step,
        reassign,
        request_supplement,
        accept_supplement,
        request_payment,
        confirm_payment,
        complete,
        return_result,
        withdraw,
        stop,
    )
}
