"""Reception outside working hours counts from the next opening; the clock is the calendar's."""

from datetime import UTC, datetime

import pytest

from onestop.clock.calendar import HANOI
from onestop.clock.deadline import LONGEST_TERM, deadline
from tests.clock.official import OFFICIAL, WORKING_DAY, at, counted, due, texts


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2026-11-20 17:30", "2026-11-23 17:30"),  # at closing: still Friday
        ("2026-11-20 17:30:01", "2026-11-25 17:30"),  # after it: Monday, and 24 November is off
        ("2026-11-21 09:00", "2026-11-25 17:30"),  # Saturday: Monday
        ("2026-11-23 00:00", "2026-11-25 17:30"),  # before opening: the same day
        ("2026-11-23 11:45", "2026-11-25 17:30"),  # lunch: the same day
        ("2026-02-17 09:00", "2026-02-24 17:30"),  # in Tết: Monday after it
    ],
)
def test_one_working_day(received: str, expected: str) -> None:
    assert due(received, 1) == expected


def test_the_trail_says_from_when_it_counts_and_what_was_passed_over() -> None:
    assert texts(counted("2026-02-17 09:00", 1).trail) == [
        "Nhận hồ sơ lúc 09:00 thứ Ba 17/02/2026.",
        "Ngoài giờ làm việc: tính như nhận lúc 07:30 thứ Hai 23/02/2026.",
        "Nghỉ 17–20/02/2026 (Tết Nguyên đán): không tính.",
        "Thời hạn 1 ngày làm việc, không tính ngày nhận (BLDS 2015 Điều 147).",
        "Hạn trả kết quả: 17:30 thứ Ba 24/02/2026, lúc hết giờ làm việc.",
    ]


def test_a_moment_of_another_zone_is_read_on_the_calendars_clock() -> None:
    # 20:00 in Greenwich is 03:00 of the next day in Hanoi, before opening.
    answer = deadline(OFFICIAL, datetime(2026, 3, 2, 20, tzinfo=UTC), 1, WORKING_DAY)
    assert answer.due_at == at("2026-03-04 17:30")
    assert answer.due_at.tzinfo is HANOI


def test_a_unit_may_be_given_by_its_value() -> None:
    assert deadline(OFFICIAL, at("2026-03-02 09:00"), 1, "working_day") == counted(
        "2026-03-02 09:00", 1
    )


def test_a_moment_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 3, 2, 9)  # noqa: DTZ001 (the refusal of it is what is tested)
    with pytest.raises(ValueError, match="time zone"):
        deadline(OFFICIAL, naive, 1, WORKING_DAY)


@pytest.mark.parametrize("amount", [-1, LONGEST_TERM + 1, 10**30])
def test_a_term_out_of_range_is_refused(amount: int) -> None:
    with pytest.raises(ValueError, match="term"):
        deadline(OFFICIAL, at("2026-03-02 09:00"), amount, WORKING_DAY)


@pytest.mark.parametrize("year", ["0001", "1899", "2200", "9999"])
def test_a_year_out_of_range_is_refused(year: str) -> None:
    with pytest.raises(ValueError, match="year"):
        deadline(OFFICIAL, at(f"{year}-12-31 09:00"), 1, WORKING_DAY)


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(ValueError, match="fortnight"):
        deadline(OFFICIAL, at("2026-03-02 09:00"), 1, "fortnight")


def test_the_longest_term_from_the_last_year_is_still_counted() -> None:
    answer = deadline(OFFICIAL, at("2199-12-31 09:00"), LONGEST_TERM, WORKING_DAY)
    assert answer.due_at.year == 2238
    assert answer.estimated
