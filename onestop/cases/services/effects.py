"""What each transition does beside the new state: to the steps and to the event.

What it does to the clock stands in the table (`transitions`) and is done by `clock_moves`.
"""

from collections.abc import Callable, Mapping

from onestop.cases.holding import may_hold
from onestop.cases.services.change import Change
from onestop.cases.services.delivering import delivery_store
from onestop.cases.services.supplements import supplement_asked


def receive(change: Change) -> None:
    """Accept the dossier as complete (Decree 118/2025 Art. 17(3))."""
    change.case.receive(change.now)


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
    change.step_finish()
    change.steps.start_next(change.now)


def notify_result(change: Change) -> None:
    """Note by what the citizen was told that the result is ready."""
    change.case.notify_result(change.now)
    change.data["channel"] = change.facts["channel"]


def return_result(change: Change) -> None:
    """Hand the result over, and note to whom and how."""
    change.case.return_result(change.now)
    delivery_store(change)
    change.step_finish()


def withdraw(change: Change) -> None:
    """End the case because the citizen asks for it (Art. 21)."""
    change.case.withdraw(change.now)
    change.step_finish()


def stop(change: Change) -> None:
    """End the case without a decision (Art. 19(5), 21)."""
    change.case.stop(change.now)
    change.step_finish()


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
