"""The expected wait: a range that holds, or nothing."""

import random
from heapq import heappop, heappush

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queueing.estimates import FEWEST, wait_range

SECONDS = st.lists(st.floats(min_value=1, max_value=7200), min_size=FEWEST, max_size=20)
AHEAD = st.integers(min_value=0, max_value=500)
COUNTERS = st.integers(min_value=1, max_value=30)


@pytest.mark.parametrize(("known", "counters"), [(FEWEST - 1, 3), (20, 0)])
def test_nothing_is_said_where_nothing_is_known(known: int, counters: int) -> None:
    assert wait_range(ahead=3, service_seconds=[300.0] * known, counters=counters) is None


def test_each_counter_takes_its_share() -> None:
    five_minutes = [300.0] * 10
    assert wait_range(ahead=0, service_seconds=five_minutes, counters=1) == (0, 300)
    assert wait_range(ahead=4, service_seconds=five_minutes, counters=1) == (1200, 1500)
    assert wait_range(ahead=4, service_seconds=five_minutes, counters=2) == (600, 900)


def test_one_endless_turn_does_not_frighten_everybody() -> None:
    turns = [240.0] * 9 + [36_000.0]
    assert wait_range(ahead=2, service_seconds=turns, counters=1) == (480, 720)


@given(AHEAD, SECONDS, COUNTERS)
def test_it_is_a_range_of_whole_minutes(ahead: int, seconds: list[float], counters: int) -> None:
    found = wait_range(ahead=ahead, service_seconds=seconds, counters=counters)
    assert found is not None
    assert 0 <= found.low < found.high
    assert found.low % 60 == found.high % 60 == 0


@given(AHEAD, SECONDS, COUNTERS)
def test_one_more_ahead_or_one_counter_less_is_never_shorter(
    ahead: int, seconds: list[float], counters: int
) -> None:
    found = wait_range(ahead=ahead, service_seconds=seconds, counters=counters + 1)
    longer = wait_range(ahead=ahead + 1, service_seconds=seconds, counters=counters)
    assert found is not None
    assert longer is not None
    assert found.low <= longer.low
    assert found.high <= longer.high


def real_wait(ahead: int, counters: int, chance: random.Random) -> float:
    """Return the wait in seconds when all counters are busy and every turn is 2 to 10 minutes."""
    free: list[float] = []
    for _ in range(counters):
        heappush(free, chance.uniform(0, 1) * chance.uniform(120, 600))
    for _ in range(ahead):
        heappush(free, heappop(free) + chance.uniform(120, 600))
    return heappop(free)


@pytest.mark.parametrize(("ahead", "counters"), [(0, 1), (2, 3), (5, 2), (12, 3), (30, 6)])
def test_nine_real_waits_in_ten_are_within_it(ahead: int, counters: int) -> None:
    chance = random.Random(f"{ahead}/{counters}")  # noqa: S311 (a simulation)
    recent = [chance.uniform(120, 600) for _ in range(20)]
    found = wait_range(ahead=ahead, service_seconds=recent, counters=counters)
    assert found is not None
    waits = [real_wait(ahead, counters, chance) for _ in range(500)]
    within = sum(found.low <= wait <= found.high for wait in waits)
    assert within >= 450
