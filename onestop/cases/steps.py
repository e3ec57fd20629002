"""The steps of one case: which run, who holds them, what comes next."""

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from operator import attrgetter

from onestop.cases.models import CaseStep
from onestop.cases.rows import HOLDING
from onestop.cases.ways import Ways
from onestop.catalogue.workflow_ways import PlannedStep
from onestop.directory.models import User
from onestop.directory.rights import Role


class CaseSteps:
    """Bước xử lý: one is worked on, or a stage of opinions runs; changes are stored at once.

    A decisive step is one after which only the office itself acts: it hands the result over, and
    the clock has ended.
    """

    def __init__(self, steps: Iterable[CaseStep]) -> None:
        self._steps = sorted(steps, key=lambda step: step.position)

    @cached_property
    def ways(self) -> Ways:
        """Return what may follow what."""
        return Ways(_planned(one) for one in self._steps)

    @property
    def running(self) -> CaseStep | None:
        """Return the step that has begun and is not finished; of several opinions the first."""
        return next(iter(self.all_running), None)

    @property
    def all_running(self) -> list[CaseStep]:
        """Return every step that runs: more than one where opinions are asked."""
        return [one for one in self._steps if one.is_running]

    @property
    def previous(self) -> CaseStep | None:
        """Return the step that was done last, if that was more than taking the dossier in."""
        done = [one for one in self._steps[1:] if one.finished_at and not one.is_opinion]
        return max(done, key=attrgetter("finished_at", "position"), default=None)

    @property
    def is_decisive(self) -> bool:
        """Tell whether the case is decided at the running step."""
        return self.running is not None and self.ways.is_decisive(self.running.position)

    @property
    def choices(self) -> list[CaseStep]:
        """Return the first steps of the stages to which the running step may be completed."""
        if self.running is None:
            return []
        return [self.at(one) for one in self.ways.choices(self.running.position)]

    def at(self, position: int) -> CaseStep:
        """Return the step at the position; raises KeyError."""
        found = next((one for one in self._steps if one.position == position), None)
        if found is None:
            raise KeyError(position)
        return found

    def shares_ahead(self, step: CaseStep) -> list[int]:
        """Return the shares among which what is left of the time is divided, the step's first."""
        return self.ways.shares_ahead(step.position)

    def start(self, position: int | None, now: datetime) -> list[CaseStep]:
        """Start the stage with this position and return its steps; nobody holds them yet.

        A step that has run before begins a further run.
        """
        if position is None:
            return []
        begun = [self.at(one.position) for one in self.ways.stage(position).steps]
        for step in begun:
            step.holder = None
            _begin(step, now)
        return begun

    def take(self, holder: User | None, now: datetime) -> None:
        """Give the running step to a holder; None: to everyone of its role."""
        if self.running:
            self.running.holder, self.running.held_since = holder, now
            HOLDING.store(self.running)

    def finish(self, actor: User | None, now: datetime) -> None:
        """Finish the running step; who finishes what nobody held has held it."""
        if self.running:
            step_finish(self.running, actor, now)

    def go_back(self, now: datetime) -> CaseStep | None:
        """Run the previous step again, with its holder, and return it; the running one waits."""
        step, previous = self.running, self.previous
        if step and previous:
            step.started_at = step.due_at = step.warn_at = step.held_since = step.holder = None
            step.save()
            _begin(previous, now)
        return previous


def step_finish(step: CaseStep, actor: User | None, now: datetime) -> None:
    """Finish the step; who finishes what nobody held has held it."""
    step.holder = step.holder or actor
    step.finished_at = now
    step.save(update_fields=["holder", "finished_at"])


def _begin(step: CaseStep, now: datetime) -> None:
    step.run += 1
    step.started_at = step.held_since = now
    step.finished_at = step.due_at = step.warn_at = step.warned_at = None
    step.save()


def _planned(step: CaseStep) -> PlannedStep:
    return PlannedStep(
        position=step.position,
        name=step.name,
        role=Role(step.role),
        share=step.share,
        kind=step.kind,
        parallel_group=step.parallel_group,
        agency_id=step.agency_id,
        following=tuple(step.following),
    )
