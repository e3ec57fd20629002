"""How steps follow one another: by position, by ways, and in groups of opinions."""

import pytest

from onestop.catalogue.workflow_ways import stage_at, stages_of
from onestop.directory.rights import Role
from tests.catalogue.test_workflow_check import LINE, step


def ways(*steps: object) -> dict[int, tuple[int, ...]]:
    return {at: stage.following for at, stage in stages_of(steps).items()}  # type: ignore[arg-type]


def test_without_ways_one_step_follows_the_other() -> None:
    assert ways(*LINE) == {1: (2,), 2: (3,), 3: (4,), 4: ()}


def test_ways_of_its_own_take_the_place_of_the_next() -> None:
    assert ways(step(1), step(2, Role.LEADER, 0, 4, 1), step(3), step(4)) == {
        1: (2,),
        2: (1, 4),
        3: (4,),
        4: (),
    }


def test_neighbours_of_one_group_are_one_stage() -> None:
    steps = (step(1), step(2, group=1), step(3, group=1), step(4, group=2), step(5))
    assert ways(*steps) == {1: (2,), 2: (4,), 4: (5,), 5: ()}
    assert stages_of(steps)[2].is_parallel
    assert stage_at(stages_of(steps), 3).position == 2
    with pytest.raises(KeyError):
        stage_at(stages_of(steps), 9)


def test_a_way_into_a_group_begins_all_of_it() -> None:
    assert ways(step(1, "", 0, 3), step(2, group=1), step(3, group=1), step(4)) == {
        1: (2,),
        2: (4,),
        4: (),
    }


def test_a_way_to_nowhere_is_none() -> None:
    assert ways(step(1, "", 0, 9), step(2)) == {1: (2,), 2: ()}
