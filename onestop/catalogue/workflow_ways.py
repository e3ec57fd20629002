"""How the steps of a process follow one another: the one reading of positions, ways and groups.

Pure: steps are known by their positions. The validator, the drawing and the running of cases all
ask here.

- A step without ways of its own leads to the next by position; the last one ends the process.
- Neighbours of kind `opinion` with the same `parallel_group` are one stage: they begin together,
  and what follows begins when the last of them is done. A way to one of them begins all of them;
  the ways of all of them together are the ways of the stage.
- Several ways from a stage are a choice; one that leads back makes a loop.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

OPINION = "opinion"


@dataclass(frozen=True)
class PlannedStep:
    """A step as the pure rules know it; `following` are positions, empty: the next by position."""

    position: int
    name: str
    role: str
    share: int = 0
    kind: str = "work"
    parallel_group: int | None = None
    agency_id: int | None = None
    following: tuple[int, ...] = ()

    @property
    def stands_in_group(self) -> bool:
        """Tell whether it runs at the same time as its neighbours of the group."""
        return self.kind == OPINION and self.parallel_group is not None


@dataclass(frozen=True)
class Stage:
    """Steps that run at the same time: one that is worked on alone, or a group of opinions."""

    steps: tuple[PlannedStep, ...]
    following: tuple[int, ...]  # the first positions of the stages that may come next

    @property
    def position(self) -> int:
        """Return the position of its first step, by which the stage is known."""
        return self.steps[0].position

    @property
    def is_parallel(self) -> bool:
        """Tell whether more than one step runs."""
        return len(self.steps) > 1

    @property
    def is_final(self) -> bool:
        """Tell whether the process ends here."""
        return not self.following


def stages_of(steps: Iterable[PlannedStep]) -> Mapping[int, Stage]:
    """Return the stages by their position, in order; a way to a step that is not there is none."""
    groups = _grouped(sorted(steps, key=lambda one: one.position))
    begins = {step.position: group[0].position for group in groups for step in group}
    nexts = [*(group[0].position for group in groups[1:]), None]
    return {
        group[0].position: Stage(tuple(group), _following(group, begins, after))
        for group, after in zip(groups, nexts, strict=True)
    }


def stage_at(stages: Mapping[int, Stage], position: int) -> Stage:
    """Return the stage to which the step at the position belongs; raises KeyError."""
    for stage in stages.values():
        if any(step.position == position for step in stage.steps):
            return stage
    raise KeyError(position)


def _grouped(steps: Sequence[PlannedStep]) -> list[list[PlannedStep]]:
    return [list(group) for _key, group in groupby(steps, key=_stage_key)]


def _stage_key(step: PlannedStep) -> tuple[str, int]:
    if step.parallel_group is not None and step.stands_in_group:
        return ("group", step.parallel_group)
    return ("step", step.position)


def _following(
    group: Sequence[PlannedStep], begins: Mapping[int, int], after: int | None
) -> tuple[int, ...]:
    """Return where the stage leads: by the ways of its steps, else to what stands next."""
    told = {begins[to] for step in group for to in step.following if to in begins}
    told.discard(group[0].position)
    if told:
        return tuple(sorted(told))
    return () if after is None else (after,)
