"""The picture of a process: boxes apart, ways in lanes of their own, all inside the picture."""

import re

from hypothesis import given, settings

from onestop.catalogue.workflow_drawing import BOX_HEIGHT, Arrow, Row, workflow_drawing
from onestop.catalogue.workflow_ways import PlannedStep, stages_of
from onestop.directory.rights import Role
from tests.catalogue.test_workflow_check import LINE, processes, step

AT = re.compile(r"H(\d+)q")


def kinds(arrows: tuple[Arrow, ...]) -> list[tuple[str, int, int]]:
    return [(one.kind, one.begin, one.end) for one in arrows]


def test_a_straight_line_goes_down_from_beginning_to_end() -> None:
    drawing = workflow_drawing(LINE)
    assert kinds(drawing.arrows) == [
        ("next", -1, 0),
        ("next", 0, 1),
        ("next", 1, 2),
        ("next", 2, 3),
        ("next", 3, -1),
    ]
    assert {row.boxes[0].middle for row in drawing.rows} == {drawing.middle}


def test_ways_past_others_and_back_have_lanes_of_their_own() -> None:
    steps = [step(1, "", 0, 2, 3, 4), step(2), step(3, Role.LEADER, 0, 4, 2, 1), step(4)]
    drawing = workflow_drawing(steps)
    sides = [(one.kind, int(AT.findall(one.path)[0])) for one in drawing.arrows if "q" in one.path]
    assert [kind for kind, _at in sides] == ["skip", "skip", "back", "back"]
    assert len({at for _kind, at in sides}) == 4


def test_opinions_at_the_same_time_stand_beside_each_other() -> None:
    steps = [step(1), step(2, group=1), step(3, group=1), step(4, group=1), step(5)]
    row = workflow_drawing(steps).rows[1]
    assert len({box.top for box in row.boxes}) == 1
    edges = [(box.left, box.left + box.width) for box in row.boxes]
    assert row.left < edges[0][0] < edges[0][1] < edges[1][0] < edges[1][1] < edges[2][0]


def test_a_long_name_is_cut_to_what_fits() -> None:
    long = PlannedStep(1, "Lấy ý kiến " * 20, Role.SPECIALIST)
    unbroken = PlannedStep(2, "x" * 200, Role.SPECIALIST)
    lines = [row.boxes[0].lines for row in workflow_drawing([long, unbroken]).rows]
    assert [len(one) for one in lines] == [2, 2]
    assert all(len(line) <= 30 and told[-1].endswith("…") for told in lines for line in told)


def apart(one: Row, other: Row) -> bool:
    return one.bottom < other.top


@given(processes())
@settings(max_examples=60)
def test_whatever_is_drawn_stays_inside_and_apart(steps: list[PlannedStep]) -> None:
    drawing, stages = workflow_drawing(steps), stages_of(steps)
    ways = sum(len(one.following) or 1 for one in stages.values())
    assert len(drawing.arrows) == ways + 1
    assert all(map(apart, drawing.rows, drawing.rows[1:]))
    assert drawing.rows[-1].bottom < drawing.finish < drawing.height
    for row in drawing.rows:
        assert row.left > 0
        assert row.right < drawing.width
        assert all(row.top <= box.top <= row.bottom - BOX_HEIGHT for box in row.boxes)
    lanes = [int(at) for one in drawing.arrows for at in AT.findall(one.path)]
    assert all(0 < at < drawing.width for at in lanes)
