"""How much working time is left, and how it is said: "còn 1 ngày 3 giờ"."""

from datetime import timedelta

import pytest

from onestop.clock.remaining import Remaining, remaining, working_time_between
from tests.clock.official import OFFICIAL, at

DUE = at("2026-11-25 17:30")  # Wednesday after Culture Day


@pytest.mark.parametrize(
    ("now", "expected", "said"),
    [
        ("2026-11-23 14:30", Remaining(1, 3, 0, late=False), "còn 1 ngày 3 giờ"),
        ("2026-11-25 17:00", Remaining(0, 0, 30, late=False), "còn 30 phút"),
        ("2026-11-25 17:29:30", Remaining(0, 0, 0, late=False), "còn chưa đến 1 phút"),
        ("2026-11-25 17:30", Remaining(0, 0, 0, late=False), "còn chưa đến 1 phút"),
        ("2026-11-25 20:00", Remaining(0, 0, 0, late=True), "quá hạn chưa đến 1 phút"),
        ("2026-11-26 09:50", Remaining(0, 2, 20, late=True), "quá hạn 2 giờ 20 phút"),
        ("2026-11-27 17:30", Remaining(2, 0, 0, late=True), "quá hạn 2 ngày"),
    ],
)
def test_what_is_left(now: str, expected: Remaining, said: str) -> None:
    found = remaining(OFFICIAL, at(now), DUE)
    assert found == expected
    assert found.said() == said


def test_lunch_night_weekend_and_holidays_are_no_working_time() -> None:
    assert working_time_between(OFFICIAL, at("2026-02-13 16:00"), at("2026-02-23 14:00")) == (
        timedelta(hours=6)
    )
    assert working_time_between(OFFICIAL, at("2026-02-14 00:00"), at("2026-02-22 23:59")) == (
        timedelta()
    )


def test_backwards_is_negative() -> None:
    forth = working_time_between(OFFICIAL, at("2026-03-02 16:00"), at("2026-03-04 09:00"))
    back = working_time_between(OFFICIAL, at("2026-03-04 09:00"), at("2026-03-02 16:00"))
    assert forth == -back == timedelta(hours=11)


def test_it_is_said_in_another_language() -> None:
    english = {
        "còn {time}": "{time} left",
        "1 ngày": "1 day",
        "{count} giờ": "{count} hours",
    }
    left = remaining(OFFICIAL, at("2026-11-23 14:30"), DUE)
    assert left.said(lambda text: english.get(text, text)) == "1 day 3 hours left"
