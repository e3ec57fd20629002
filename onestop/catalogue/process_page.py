"""What the page of a process shows: each step with what follows it and what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from onestop.catalogue.models import ProcedureStep
from onestop.catalogue.selectors import planned
from onestop.catalogue.workflow_check import Finding, Post, workflow_check
from onestop.catalogue.workflow_drawing import (
    BOX_HEIGHT,
    Arrow,
    Box,
    Drawing,
    Row,
    workflow_drawing,
)
from onestop.catalogue.workflow_ways import Stage, stage_at, stages_of


@dataclass(frozen=True)
class StepLine:
    """A step in the list: `after` says in words what follows it."""

    step: ProcedureStep
    after: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def mark(self) -> str:
        """Return how the step is marked: `error`, `warning` or nothing."""
        if any(one.is_error for one in self.findings):
            return "error"
        return "warning" if self.findings else ""


@dataclass(frozen=True)
class DrawnBox:
    """A box with what stands in it."""

    box: Box
    role: str
    agency: str
    mark: str

    @property
    def first_line(self) -> int:
        """Return how far below the box's top the first line stands, so that all are in the middle.

        Names have lines of 18 dots, what is below them of 20 and 16.
        """
        height = 18 * len(self.box.lines) + 20 + (16 if self.agency else 0)
        return (BOX_HEIGHT - height) // 2 + 14

    @property
    def mark_left(self) -> int:
        """Return where the mark stands, from the left: at the upper right corner."""
        return self.box.left + self.box.width - 6

    @property
    def mark_top(self) -> int:
        """Return where the writing in the mark stands, from the top."""
        return self.box.top + 5


@dataclass(frozen=True)
class DrawnRow:
    """A row of boxes."""

    row: Row
    boxes: tuple[DrawnBox, ...]


@dataclass(frozen=True)
class Process:
    """The page's picture, lines and findings; without steps there is no picture."""

    lines: Sequence[StepLine]
    general: Sequence[Finding]  # what is wrong with the whole
    drawing: Drawing | None
    rows: Sequence[DrawnRow]
    arrows: Sequence[Arrow]

    @property
    def findings(self) -> list[Finding]:
        """Return everything that is wrong."""
        return [*self.general, *(one for line in self.lines for one in line.findings)]

    @property
    def has_errors(self) -> bool:
        """Tell whether it cannot be published."""
        return any(one.is_error for one in self.findings)


def process_shown(steps: Sequence[ProcedureStep], posts: set[Post]) -> Process:
    """Return what is shown of steps that `workflow_steps` has read; no query."""
    plan = planned(steps)
    stages, found = stages_of(plan), workflow_check(plan, posts)
    lines = [StepLine(one, _after(stages, one), tuple(_at(found, one.position))) for one in steps]
    general = _at(found, None)
    if not plan:
        return Process(lines, general, None, (), ())
    drawing = workflow_drawing(plan)
    by_position = {line.step.position: line for line in lines}
    rows = [DrawnRow(row, tuple(_boxes(row, by_position))) for row in drawing.rows]
    return Process(lines, general, drawing, rows, drawing.arrows)


def _at(found: Sequence[Finding], position: int | None) -> list[Finding]:
    return [one for one in found if one.position == position]


def _after(stages: Mapping[int, Stage], step: ProcedureStep) -> tuple[str, ...]:
    """Return in words where the step leads."""
    stage = stage_at(stages, step.position)
    if stage.is_final:
        return (_("kết thúc"),)
    return tuple(_way(stages[to], step.position) for to in stage.following)


def _way(to: Stage, here: int) -> str:
    name = ", ".join(f"{one.position}. {one.name}" for one in to.steps)
    return _("quay lại %(step)s") % {"step": name} if to.position < here else name


def _boxes(row: Row, lines: Mapping[int, StepLine]) -> list[DrawnBox]:
    return [
        DrawnBox(
            box,
            str(line.step.get_role_display()),
            line.step.agency.name if line.step.agency else "",
            line.mark,
        )
        for box in row.boxes
        for line in (lines[box.step.position],)
    ]
