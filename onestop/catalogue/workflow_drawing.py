"""Where boxes and arrows of a drawn process stand: from top to bottom, in dots of the picture.

Pure. A stage is a row: one box, or the boxes of opinions that are given at the same time, in a
frame. The way to the next row is a straight arrow; one that leaves rows out runs at the right,
one that leads back at the left, each in a lane of its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import wrap

from onestop.catalogue.workflow_ways import PlannedStep, Stage, stages_of

BOX_WIDTH, OPINION_WIDTH, BOX_HEIGHT = 268, 204, 84
BETWEEN_BOXES, BETWEEN_ROWS = 16, 44
FRAME = 10  # around opinions
LANE = 18
EDGE = 14  # around the picture
DOT = 9  # radius of beginning and end
ROUND = 8  # radius of an arrow's corners
# Letters that fit into a line of a box.
LETTERS, OPINION_LETTERS = 30, 22
LINES = 2


@dataclass(frozen=True)
class Box:
    """A step: its corner, its size, and its name in lines that fit."""

    step: PlannedStep
    left: int
    top: int
    width: int
    lines: tuple[str, ...]

    @property
    def middle(self) -> int:
        """Return where the middle is, from the left."""
        return self.left + self.width // 2


@dataclass(frozen=True)
class Row:
    """A stage in the picture; `left` and `right` are where arrows touch it."""

    stage: Stage
    boxes: tuple[Box, ...]
    left: int
    right: int
    top: int
    bottom: int

    @property
    def width(self) -> int:
        """Return its width."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Return its height."""
        return self.bottom - self.top


@dataclass(frozen=True)
class Arrow:
    """A way: the path to draw, and whether it leads on, past others (`skip`), or back."""

    path: str
    kind: str
    begin: int
    end: int


@dataclass(frozen=True)
class Drawing:
    """The whole picture."""

    width: int
    height: int
    middle: int
    rows: tuple[Row, ...]
    arrows: tuple[Arrow, ...]
    finish: int  # how far down the end stands


def workflow_drawing(steps: Iterable[PlannedStep]) -> Drawing:
    """Return the picture of a process that has at least one step."""
    stages = list(stages_of(steps).values())
    places = {stage.position: index for index, stage in enumerate(stages)}
    ways = [(places[one.position], places[to]) for one in stages for to in one.following]
    ends = [index for index, stage in enumerate(stages) if stage.is_final]
    backs = [way for way in ways if way[1] < way[0]]
    skips = [way for way in ways if way[1] > way[0] + 1]
    widest = max(_width(stage) for stage in stages)
    left = EDGE + LANE * (len(backs) + 1)
    middle = left + widest // 2
    rows = _rows(stages, middle)
    finish = rows[-1].bottom + BETWEEN_ROWS + DOT
    begin = f"M{middle} {EDGE + 2 * DOT}V{rows[0].top}"
    arrows = [
        Arrow(begin, "next", -1, 0),
        *(_straight(rows, middle, one) for one in ways if one[1] == one[0] + 1),
        *(_skip(rows, left + widest, lane, one) for lane, one in enumerate(skips, start=1)),
        *(_back(rows, left, lane, one) for lane, one in enumerate(backs, start=1)),
        *(Arrow(f"M{middle} {rows[one].bottom}V{finish - DOT}", "next", one, -1) for one in ends),
    ]
    width = left + widest + LANE * (len(skips) + 1) + EDGE
    return Drawing(width, finish + DOT + EDGE, middle, rows, tuple(arrows), finish)


def _width(stage: Stage) -> int:
    if not stage.is_parallel:
        return BOX_WIDTH
    count = len(stage.steps)
    return count * OPINION_WIDTH + (count - 1) * BETWEEN_BOXES + 2 * FRAME


def _rows(stages: Sequence[Stage], middle: int) -> tuple[Row, ...]:
    rows: list[Row] = []
    top = EDGE + 2 * DOT + BETWEEN_ROWS
    for stage in stages:
        rows.append(_row(stage, middle, top))
        top = rows[-1].bottom + BETWEEN_ROWS
    return tuple(rows)


def _row(stage: Stage, middle: int, top: int) -> Row:
    width, frame = _width(stage), FRAME if stage.is_parallel else 0
    box_width = OPINION_WIDTH if stage.is_parallel else BOX_WIDTH
    left = middle - width // 2
    boxes = tuple(
        Box(
            step,
            left + frame + index * (box_width + BETWEEN_BOXES),
            top + frame,
            box_width,
            _lines(step, OPINION_LETTERS if stage.is_parallel else LETTERS),
        )
        for index, step in enumerate(stage.steps)
    )
    return Row(stage, boxes, left, left + width, top, top + BOX_HEIGHT + 2 * frame)


def _lines(step: PlannedStep, letters: int) -> tuple[str, ...]:
    """Return number and name in at most two lines; what does not fit ends in dots."""
    told = f"{step.position}. {step.name}"
    return tuple(wrap(told, letters, max_lines=LINES, placeholder="…")) or (told,)


def _straight(rows: Sequence[Row], middle: int, way: tuple[int, int]) -> Arrow:
    begin, end = way
    return Arrow(f"M{middle} {rows[begin].bottom}V{rows[end].top}", "next", begin, end)


def _skip(rows: Sequence[Row], right: int, lane: int, way: tuple[int, int]) -> Arrow:
    """Return a way at the right, which leaves in the lower half and comes in at the upper one."""
    begin, end = rows[way[0]], rows[way[1]]
    at, out, into = right + lane * LANE, begin.bottom - BOX_HEIGHT // 4, end.top + BOX_HEIGHT // 4
    path = (
        f"M{begin.right} {out}H{at - ROUND}q{ROUND} 0 {ROUND} {ROUND}"
        f"V{into - ROUND}q0 {ROUND} {-ROUND} {ROUND}H{end.right}"
    )
    return Arrow(path, "skip", *way)


def _back(rows: Sequence[Row], left: int, lane: int, way: tuple[int, int]) -> Arrow:
    """Return a way at the left, which leaves in the upper half and comes in at the lower one."""
    begin, end = rows[way[0]], rows[way[1]]
    at, out, into = left - lane * LANE, begin.top + BOX_HEIGHT // 4, end.bottom - BOX_HEIGHT // 4
    path = (
        f"M{begin.left} {out}H{at + ROUND}q{-ROUND} 0 {-ROUND} {-ROUND}"
        f"V{into + ROUND}q0 {-ROUND} {ROUND} {-ROUND}H{end.left}"
    )
    return Arrow(path, "back", *way)
