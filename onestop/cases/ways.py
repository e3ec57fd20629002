"""Which steps of a case may follow which, and how they share its time. Pure: positions only."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from onestop.catalogue.workflow_ways import PlannedStep, Stage, stage_at, stages_of
from onestop.directory.rights import Role


class Ways:
    """The stages of one case; a stage is known by the position of its first step."""

    def __init__(self, steps: Iterable[PlannedStep]) -> None:
        self.stages: Mapping[int, Stage] = stages_of(steps)

    @property
    def first(self) -> int | None:
        """Return the stage with which the case begins; None: there is none."""
        return next(iter(self.stages), None)

    def stage(self, position: int) -> Stage:
        """Return the stage to which the step at the position belongs; raises KeyError."""
        return stage_at(self.stages, position)

    @cached_property
    def handing_out(self) -> frozenset[int]:
        """Return the stages after the decision: from them on only the office itself acts."""
        out = {one.position for one in self.stages.values() if _is_offices(one)}
        while True:
            kept = {one for one in out if out.issuperset(self.stages[one].following)}
            if kept == out:
                return frozenset(out)
            out = kept

    def is_decisive(self, position: int) -> bool:
        """Tell whether the case is decided at this step: what follows only hands it out."""
        stage = self.stage(position)
        if stage.position in self.handing_out:
            return False
        return stage.is_final or not self.handing_out.isdisjoint(stage.following)

    def after_decision(self, position: int) -> int | None:
        """Return the stage that hands the result out; None: the process ends with the decision."""
        following = self.stage(position).following
        return next((one for one in following if one in self.handing_out), None)

    def choices(self, position: int) -> tuple[int, ...]:
        """Return the stages to which the step may be completed; a decision is none of them."""
        return tuple(one for one in self.stage(position).following if one not in self.handing_out)

    def shares_ahead(self, position: int) -> list[int]:
        """Return the shares of this stage and of those until the decision, on the longest way.

        Ways back are not counted. Opinions that run together take as long as the longest.
        """
        return self._longest[self.stage(position).position]

    @cached_property
    def _longest(self) -> Mapping[int, list[int]]:
        ways: dict[int, list[int]] = {}
        for at in sorted(self.stages, reverse=True):
            ahead = [ways[one] for one in self.stages[at].following if one > at]
            longest = max((one for one in ahead if one), key=sum, default=[])
            own = max(step.share for step in self.stages[at].steps)
            ways[at] = [] if at in self.handing_out else [own, *longest]
        return ways


def _is_offices(stage: Stage) -> bool:
    return all(one.role == Role.RECEPTIONIST for one in stage.steps)
