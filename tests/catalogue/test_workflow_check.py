"""Function 09 of the frame: what is wrong with a process is found before it is published."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onestop.catalogue.workflow_check import Finding, Kind, workflow_check
from onestop.catalogue.workflow_ways import OPINION, PlannedStep, stages_of
from onestop.directory.rights import Role

TAKE_IN = PlannedStep(1, "Tiếp nhận", Role.RECEPTIONIST, 10)
ASSESS = PlannedStep(2, "Thẩm định", Role.SPECIALIST, 60)
APPROVE = PlannedStep(3, "Phê duyệt", Role.LEADER, 20)
HAND_OUT = PlannedStep(4, "Trả kết quả", Role.RECEPTIONIST, 10)
LINE = (TAKE_IN, ASSESS, APPROVE, HAND_OUT)


def step(
    position: int,
    role: str = Role.SPECIALIST,
    share: int = 0,
    *following: int,
    group: int | None = None,
) -> PlannedStep:
    kind = "work" if group is None else OPINION
    return PlannedStep(position, f"Bước {position}", role, share, kind, group, following=following)


def kinds(*steps: PlannedStep) -> list[tuple[Kind, int | None]]:
    return [(one.kind, one.position) for one in workflow_check(steps)]


def test_a_straight_line_is_right() -> None:
    assert workflow_check(LINE) == []


def test_function_09_a_step_that_nothing_leads_to_is_found() -> None:
    jump = step(1, Role.RECEPTIONIST, 10, 3)
    assert kinds(jump, ASSESS, step(3, Role.LEADER, 90), step(4, Role.RECEPTIONIST)) == [
        (Kind.UNREACHABLE, 2)
    ]


def test_function_09_a_loop_without_an_exit_is_found() -> None:
    way_in = step(2, Role.SPECIALIST, 60, 3, 5)
    loop = (step(3, Role.SPECIALIST, 5, 4), step(4, Role.SPECIALIST, 5, 3))
    assert kinds(TAKE_IN, way_in, *loop, step(5, Role.LEADER, 30)) == [
        (Kind.ENDLESS, 3),
        (Kind.ENDLESS, 4),
    ]


def test_a_loop_with_an_exit_is_right() -> None:
    assert kinds(TAKE_IN, ASSESS, step(3, Role.LEADER, 20, 2, 4), HAND_OUT) == []


def test_function_09_a_process_without_an_end_is_found() -> None:
    back = step(4, Role.RECEPTIONIST, 10, 2)
    assert (Kind.NO_END, None) in kinds(TAKE_IN, ASSESS, APPROVE, back)


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.KIOSK, Role.OFFICE_ADMIN, ""])
def test_function_09_a_step_without_an_owner_is_found(role: str) -> None:
    found = workflow_check([TAKE_IN, step(2, role, 60), APPROVE, HAND_OUT])
    assert [(one.kind, one.position) for one in found] == [(Kind.NO_OWNER, 2)]
    assert "Bước 2" in found[0].text


def test_a_role_that_nobody_holds_is_a_warning() -> None:
    posts = {(Role.RECEPTIONIST, None), (Role.LEADER, None), (Role.SPECIALIST, 7)}
    (found,) = workflow_check(LINE, posts)
    assert (found.kind, found.position, found.is_error) == (Kind.NO_WORKER, 2, False)
    of_agency = PlannedStep(2, "Thẩm định", Role.SPECIALIST, 60, agency_id=7)
    assert workflow_check([TAKE_IN, of_agency, APPROVE, HAND_OUT], posts) == []


def test_function_09_a_step_without_a_share_is_found() -> None:
    assert kinds(TAKE_IN, ASSESS, step(3, Role.LEADER, 0), step(4, Role.RECEPTIONIST, 30)) == [
        (Kind.NO_SHARE, 3)
    ]


def test_shares_make_the_whole() -> None:
    assert kinds(*LINE[:3]) == [(Kind.TOO_LITTLE, None)]
    assert kinds(*LINE[:3], step(4, Role.RECEPTIONIST, 11)) == [(Kind.TOO_MUCH, None)]


def test_a_way_that_uses_less_is_a_warning() -> None:
    straight_to_leader = step(1, Role.RECEPTIONIST, 10, 2, 3)
    (found,) = workflow_check([straight_to_leader, ASSESS, APPROVE, HAND_OUT])
    assert (found.kind, found.is_error) == (Kind.SHORT_WAY, False)
    assert "40 %" in found.text


def test_the_first_step_is_receptions() -> None:
    assert (Kind.FIRST, 1) in kinds(step(1, share=10), ASSESS, APPROVE, HAND_OUT)


def test_who_decides_is_a_leader() -> None:
    assert kinds(TAKE_IN, step(2, share=80), HAND_OUT) == [(Kind.DECIDER, 2)]
    assert (Kind.DECIDER, None) in kinds(TAKE_IN, step(2, Role.RECEPTIONIST, 90))


def test_a_specialist_who_may_end_it_alone_is_found() -> None:
    assess = step(2, Role.SPECIALIST, 80, 3, 4)
    assert (Kind.DECIDER, 2) in kinds(TAKE_IN, assess, step(3, Role.LEADER), HAND_OUT)


def test_opinions_at_the_same_time_use_the_longest_share() -> None:
    opinions = (step(2, share=40, group=1), step(3, share=30, group=1))
    assert kinds(TAKE_IN, *opinions, step(4, Role.LEADER, 40), step(5, Role.RECEPTIONIST, 10)) == []


def test_function_09_opinions_that_never_join_are_found() -> None:
    apart = (step(2, Role.SPECIALIST, 40, 4, group=1), step(3, Role.SPECIALIST, 40, 5, group=1))
    found = kinds(TAKE_IN, *apart, step(4, Role.LEADER, 40), step(5, Role.LEADER, 10))
    assert found[:2] == [(Kind.NOT_JOINED, 2), (Kind.NOT_JOINED, 3)]


def test_a_process_does_not_end_with_an_opinion() -> None:
    assert (Kind.NOT_JOINED, 3) in kinds(TAKE_IN, step(2, share=50), step(3, share=40, group=1))


def test_a_group_stands_together() -> None:
    scattered = (step(2, share=20, group=1), step(3, share=20), step(4, share=20, group=1))
    found = kinds(TAKE_IN, *scattered, step(5, Role.LEADER, 30))
    assert [one for one in found if one[0] is Kind.SCATTERED] == [
        (Kind.SCATTERED, 2),
        (Kind.SCATTERED, 4),
    ]


@pytest.mark.parametrize("few", [(), (TAKE_IN,)])
def test_fewer_than_two_steps_are_no_process(few: tuple[PlannedStep, ...]) -> None:
    assert kinds(*few) == [(Kind.TOO_FEW, None)]


@st.composite
def processes(draw: st.DrawFn) -> list[PlannedStep]:
    """Draw any steps with any ways between them."""
    count = draw(st.integers(2, 7))
    positions = st.integers(1, count + 1)  # one way leads nowhere
    return [
        PlannedStep(
            position,
            f"Bước {position}",
            draw(st.sampled_from([*Role.values, ""])),
            draw(st.integers(0, 60)),
            draw(st.sampled_from(["work", OPINION])),
            draw(st.none() | st.integers(1, 2)),
            following=tuple(sorted(draw(st.sets(positions, max_size=3)))),
        )
        for position in range(1, count + 1)
    ]


def walks(
    steps: list[PlannedStep], at: int, seen: tuple[int, ...] = ()
) -> Iterator[tuple[int, ...]]:
    """Walk every way from a stage that visits none twice."""
    stages = stages_of(steps)
    here = (*seen, at)
    yield here
    for to in stages[at].following:
        if to not in here:
            yield from walks(steps, to, here)


@given(processes())
@settings(max_examples=150)
def test_what_is_found_is_what_walking_every_way_shows(steps: list[PlannedStep]) -> None:
    stages, found = stages_of(steps), workflow_check(steps)
    visited = {at for way in walks(steps, 1) for at in way}
    lost = {one.position for at in set(stages) - visited for one in stages[at].steps}
    assert {one.position for one in found if one.kind is Kind.UNREACHABLE} == lost
    ends = {at for at in visited if stages[at].is_final}
    assert any(one.kind is Kind.NO_END for one in found) == (not ends)
    caught = {at for at in visited if not any(way[-1] in ends for way in walks(steps, at))}
    endless = {one.position for one in found if one.kind is Kind.ENDLESS}
    assert endless == ({s.position for at in caught for s in stages[at].steps} if ends else set())


@given(processes())
@settings(max_examples=100)
def test_findings_name_their_step_and_do_not_depend_on_the_order(steps: list[PlannedStep]) -> None:
    found = workflow_check(steps)
    assert workflow_check(reversed(steps)) == found
    assert all(f"Bước {one.position}" in one.text for one in found if one.position is not None)


def forward(steps: list[PlannedStep]) -> list[PlannedStep]:
    """Return the steps with those ways alone that lead on, each step alone."""
    return [
        PlannedStep(
            one.position,
            one.name,
            one.role,
            one.share,
            following=tuple(to for to in one.following if to > one.position),
        )
        for one in steps
    ]


@given(processes())
@settings(max_examples=100)
def test_the_longest_way_without_loops_uses_the_whole_time(steps: list[PlannedStep]) -> None:
    steps = forward(steps)
    stages = stages_of(steps)
    ended = [way for way in walks(steps, 1) if stages[way[-1]].is_final]
    sums = [sum(stages[at].steps[0].share for at in way) for way in ended]
    told = {one.kind for one in workflow_check(steps)} & {
        Kind.TOO_MUCH,
        Kind.TOO_LITTLE,
        Kind.SHORT_WAY,
    }
    assert (Kind.TOO_MUCH in told) == (max(sums) > 100)
    assert (Kind.TOO_LITTLE in told) == (max(sums) < 100)
    assert (Kind.SHORT_WAY in told) == (max(sums) == 100 and min(sums) < 100)


def test_errors_come_before_warnings() -> None:
    posts = {(Role.RECEPTIONIST, None), (Role.SPECIALIST, None)}
    found: list[Finding] = workflow_check([TAKE_IN, step(2, share=10), APPROVE], posts)
    assert [one.is_error for one in found] == [True, False]
