"""How waiting is told: honest ranges, rounded outwards."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queueing.wording import expected_wait, minutes_since, people_ahead, people_waiting

SECONDS = st.integers(min_value=0, max_value=20_000)


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0, 60, "dưới 2 phút"),
        (0, 480, "dưới 8 phút"),
        (300, 300, "khoảng 5 phút"),
        (600, 1200, "khoảng 10–20 phút"),
        (61, 599, "khoảng 1–10 phút"),
        (1_381, 4_700, "khoảng 20–80 phút"),
        (6_000, 9_100, "khoảng 100–180 phút"),
    ],
)
def test_a_range_is_told_in_minutes(low: int, high: int, said: str) -> None:
    assert expected_wait(low, high) == said


@given(low=SECONDS, more=SECONDS)
def test_the_words_never_promise_more_than_the_range(low: int, more: int) -> None:
    said = expected_wait(low, low + more)
    minutes = [int(part) for part in said.replace("–", " ").split() if part.isdigit()]
    assert minutes[-1] * 60 >= low + more
    if len(minutes) > 1:
        assert minutes[0] * 60 <= low


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "không ai chờ"), (1, "1 người chờ"), (120, "120 người chờ")],
)
def test_how_many_wait(count: int, said: str) -> None:
    assert people_waiting(count) == said


def test_who_is_next_is_told_so() -> None:
    assert people_ahead(0) == "Ông/bà là người tiếp theo."
    assert people_ahead(3) == "Có 3 người trước ông/bà."


def test_minutes_are_whole_and_never_negative(monday_morning: datetime) -> None:
    later = monday_morning + timedelta(seconds=119)
    assert minutes_since(monday_morning, later) == 1
    assert minutes_since(later, monday_morning) == 0
