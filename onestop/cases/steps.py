"""The steps of one case in their order: which one runs, who holds it, what comes next."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from onestop.cases.models import CaseStep
from onestop.directory.models import User
from onestop.directory.rights import Role


class StepFacts(Protocol):
    """What of a step tells whether it runs and what share of the time it has."""

    @property
    def position(self) -> int:
        """Return its place among the steps."""

    @property
    def role(self) -> str:
        """Return who does it."""

    @property
    def share(self) -> int:
        """Return its share of the time in per cent."""

    @property
    def started_at(self) -> datetime | None:
        """Return when it began."""

    @property
    def finished_at(self) -> datetime | None:
        """Return when it was finished."""


Step = TypeVar("Step", bound=StepFacts)


def running_step(steps: Iterable[Step]) -> Step | None:
    """Return the step that has begun and is not finished."""
    return next((one for one in steps if one.started_at and not one.finished_at), None)


def decisive_step(steps: Iterable[Step]) -> Step | None:
    """Return the step at which the case is decided; the steps are in order."""
    deciding = [one for one in steps if one.role != Role.RECEPTIONIST]
    return deciding[-1] if deciding else None


def undecided_steps(steps: Sequence[Step]) -> list[Step]:
    """Return the steps that share what is left of the time; the steps are in order.

    Finished ones may be left out of what is given.
    """
    decisive = decisive_step(steps)
    last = decisive.position if decisive else 0
    return [one for one in steps if not one.finished_at and one.position <= last]


class CaseSteps:
    """Bước xử lý: at most one of them runs; every change is stored at once.

    The decisive step is the last one that is not reception's: what follows hands the result over,
    after the clock has ended.
    """

    def __init__(self, steps: Iterable[CaseStep]) -> None:
        self._steps = sorted(steps, key=lambda step: step.position)

    @property
    def running(self) -> CaseStep | None:
        """Return the step that has begun and is not finished."""
        return running_step(self._steps)

    @property
    def previous(self) -> CaseStep | None:
        """Return the step before the running one, if that was more than taking the dossier in."""
        before = [one for one in self._steps[1:] if one.finished_at]
        return before[-1] if before else None

    @property
    def decisive(self) -> CaseStep | None:
        """Return the step at which the case is decided."""
        return decisive_step(self._steps)

    def undecided(self) -> list[CaseStep]:
        """Return the steps that share what is left of the time, the running one first."""
        return undecided_steps(self._steps)

    def start_next(self, now: datetime) -> None:
        """Start the first step that has not begun, if there is one; nobody holds it yet."""
        waiting = next((one for one in self._steps if not one.started_at), None)
        if waiting:
            waiting.started_at = now
            waiting.save(update_fields=["started_at"])

    def take(self, holder: User | None) -> None:
        """Give the running step to a holder; None: to everyone of its role."""
        if self.running:
            self.running.holder = holder
            self.running.save(update_fields=["holder"])

    def finish(self, actor: User | None, now: datetime) -> None:
        """Finish the running step; who finishes what nobody held has held it."""
        step = self.running
        if step:
            step.holder = step.holder or actor
            step.finished_at = now
            step.save(update_fields=["holder", "finished_at"])

    def go_back(self) -> None:
        """Run the previous step again, with its holder; the running one waits as before."""
        step, previous = self.running, self.previous
        if step and previous:
            step.started_at = step.due_at = step.holder = None
            step.save(update_fields=["started_at", "due_at", "holder"])
            previous.finished_at = None
            previous.save(update_fields=["finished_at"])
