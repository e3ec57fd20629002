"""What each transition does beside the new state: to the steps, to the clock, to the event."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from onestop.cases.holding import may_hold
from onestop.cases.models import ClockEntry, HandOver
from onestop.cases.services.change import Change
from onestop.cases.services.hand_over_rows import (
    hand_over_drop,
    hand_over_name,
    hand_over_take,
)
from onestop.cases.services.opinion_rows import opinions_close
from onestop.catalogue.models import Procedure
from onestop.directory.models import User


def receive(change: Change) -> None:
    """Accept the dossier: the clock starts (Decree 118/2025 Art. 17(3))."""
    change.case.receive(change.now)
    change.accepted()


def refuse(change: Change) -> None:
    """Not accept the dossier; no clock has run."""
    change.case.refuse(change.now)
    _close(change)


def start_processing(change: Change) -> None:
    """Take the first step of the agency into one's own hands."""
    change.case.start_processing(change.now)
    hand_over_take(change.case, change.actor, change.now)
    _give(change, change.actor)
    change.step_name()


def complete_step(change: Change) -> None:
    """Hand the case on to the next step, or to the one that was chosen."""
    change.case.complete_step(change.now)
    hand_over_take(change.case, change.actor, change.now)
    following = change.facts["to"]
    if len(change.steps.choices) > 1:
        change.data["to"] = following
    change.step_hand_on(following)


def return_step(change: Change) -> None:
    """Hand the case back to the previous step and its holder."""
    change.case.return_step(change.now)
    change.step_name()
    hand_over_drop(change.case, change.actor, change.now, change.reason)
    step = change.step_back()
    if step and step.holder and not may_hold(step.holder, step, change.case):
        change.steps.take(None, change.now)  # who held it has left meanwhile


def reassign(change: Change) -> None:
    """Give the running step to another holder."""
    change.case.reassign(change.now)
    change.step_name()
    holder = change.facts["holder"]
    _give(change, holder)
    change.data["holder"] = holder.pk


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
    if not restart:
        change.stood_since = paused
    _go_on(change, ClockEntry.Kind.RESTART if restart else ClockEntry.Kind.RESUME, paused=paused)


def confirm_payment(change: Change) -> None:
    """Let the term go on."""
    paused = change.case.paused_since
    change.case.confirm_payment(change.now)
    change.stood_since = paused
    _go_on(change, ClockEntry.Kind.RESUME, paused=paused)


def complete(change: Change) -> None:
    """Decide: the clock ends, what is left is to hand the result over."""
    change.case.complete(change.now, change.facts["outcome"])
    change.data["outcome"] = change.facts["outcome"]
    hand_over_take(change.case, change.actor, change.now)
    decided = change.steps.running
    change.step_hand_on(change.steps.ways.after_decision(decided.position) if decided else None)
    change.clock(ClockEntry.Kind.STOP)


def return_result(change: Change) -> None:
    """Hand the result over."""
    change.case.return_result(change.now)
    hand_over_take(change.case, change.actor, change.now)
    handed_out = change.steps.running
    change.step_finish()
    change.hand_over(HandOver.Kind.RESULT, handed_out, None)


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


def _give(change: Change, holder: User) -> None:
    """Let somebody hold the running step: who held it hands it over."""
    step = change.steps.running
    if step and step.holder and step.holder != holder:
        change.hand_over(HandOver.Kind.REASSIGN, step, step, to_person=holder)
    change.steps.take(holder, change.now)
    if step:
        hand_over_name(change.case, step, holder)


def _close(change: Change) -> None:
    """End whatever runs: the step, a dossier on its way, questions that were asked."""
    reason = _("Hồ sơ đã kết thúc.")
    running = change.steps.running
    hand_over_drop(change.case, change.actor, change.now, reason)
    change.step_finish()
    for _step in change.steps.all_running:  # opinions beside the first
        change.steps.finish(change.actor, change.now)
    opinions_close(change.case, change.now, reason)
    change.hand_over(HandOver.Kind.END, running, None)


def _end(change: Change) -> None:
    _close(change)
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
