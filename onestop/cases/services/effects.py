"""What each transition does beside the new state: to the steps and to the event.

What it does to the clock stands in the table (`transitions`) and is done by `clock_moves`.
"""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from onestop.cases.holding import may_hold
from onestop.cases.models import HandOver
from onestop.cases.services.change import Change
from onestop.cases.services.delivering import delivery_store
from onestop.cases.services.hand_over_rows import (
    hand_over_drop,
    hand_over_name,
    hand_over_take,
)
from onestop.cases.services.opinion_rows import opinions_close
from onestop.cases.services.supplements import supplement_asked
from onestop.directory.models import User


def receive(change: Change) -> None:
    """Accept the dossier as complete (Decree 118/2025 Art. 17(3))."""
    change.case.receive(change.now)


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
    """Ask the citizen for what is missing."""
    supplement_asked(change)
    change.case.request_supplement(change.now)


def override_supplement(change: Change) -> None:
    """Ask again, or late, because a leader decided so."""
    supplement_asked(change)
    change.case.override_supplement(change.now)


def request_payment(change: Change) -> None:
    """Ask the citizen to pay."""
    change.case.request_payment(change.now)


def accept_supplement(change: Change) -> None:
    """Take what was missing (Art. 19(5))."""
    change.case.accept_supplement(change.now)


def confirm_payment(change: Change) -> None:
    """Note that the citizen has paid."""
    change.case.confirm_payment(change.now)


def complete(change: Change) -> None:
    """Decide: what is left is to hand the result over."""
    change.case.complete(change.now, change.facts["outcome"])
    change.data["outcome"] = change.facts["outcome"]
    hand_over_take(change.case, change.actor, change.now)
    decided = change.steps.running
    change.step_hand_on(change.steps.ways.after_decision(decided.position) if decided else None)


def notify_result(change: Change) -> None:
    """Note by what the citizen was told that the result is ready."""
    change.case.notify_result(change.now)
    change.data["channel"] = change.facts["channel"]


def return_result(change: Change) -> None:
    """Hand the result over, and note to whom and how."""
    change.case.return_result(change.now)
    delivery_store(change)
    hand_over_take(change.case, change.actor, change.now)
    handed_out = change.steps.running
    change.step_finish()
    change.hand_over(HandOver.Kind.RESULT, handed_out, None)


def withdraw(change: Change) -> None:
    """End the case because the citizen asks for it (Art. 21)."""
    change.case.withdraw(change.now)
    _close(change)


def stop(change: Change) -> None:
    """End the case without a decision (Art. 19(5), 21)."""
    change.case.stop(change.now)
    _close(change)


def _give(change: Change, holder: User | None) -> None:
    """Let somebody hold the running step: who held it hands it over."""
    step = change.steps.running
    if step and step.holder and step.holder != holder:
        change.hand_over(HandOver.Kind.REASSIGN, step, step, to_person=holder)
    change.steps.take(holder, change.now)
    if step and holder:
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
        override_supplement,
        accept_supplement,
        request_payment,
        confirm_payment,
        complete,
        notify_result,
        return_result,
        withdraw,
        stop,
    )
}
