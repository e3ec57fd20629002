"""Terms in working days over the official holidays and swapped days; every date by hand."""

import pytest

from tests.clock.official import due

CLOSING = "17:30"


@pytest.mark.parametrize(
    ("received", "days", "last_day"),
    [
        # Friday before Tết 2026: 16–20 February are off.
        ("2026-02-13 09:00", 1, "2026-02-23"),
        ("2026-02-13 09:00", 5, "2026-02-27"),
        ("2026-02-09 09:00", 5, "2026-02-23"),
        # New Year 2026: Friday 2 January off against Saturday 10 January.
        ("2025-12-31 09:00", 1, "2026-01-05"),
        ("2025-12-31 09:00", 5, "2026-01-09"),
        ("2025-12-31 09:00", 6, "2026-01-10"),
        ("2025-12-31 09:00", 7, "2026-01-12"),
        # The Saturday before it is an ordinary one.
        ("2026-01-16 09:00", 1, "2026-01-19"),
        # 31 August 2026 off against Saturday 22 August.
        ("2026-08-21 09:00", 1, "2026-08-22"),
        ("2026-08-21 09:00", 2, "2026-08-24"),
        ("2026-08-28 09:00", 1, "2026-09-03"),
        # 24 November, Culture Day, from 2026.
        ("2026-11-23 09:00", 1, "2026-11-25"),
        ("2026-11-23 09:00", 3, "2026-11-27"),
        ("2025-11-21 09:00", 2, "2025-11-25"),
        # Hùng Kings' Day 2026 fell on a Sunday; then 30 April and 1 May.
        ("2026-04-24 09:00", 1, "2026-04-28"),
        ("2026-04-24 09:00", 3, "2026-05-04"),
        # Tết 2024 with a weekend inside; 29 April 2024 off against Saturday 4 May.
        ("2024-02-07 09:00", 3, "2024-02-19"),
        ("2024-04-26 09:00", 1, "2024-05-02"),
        ("2024-04-26 09:00", 3, "2024-05-04"),
        # 2 May 2025 off against Saturday 26 April.
        ("2025-04-25 09:00", 1, "2025-04-26"),
        ("2025-04-28 09:00", 3, "2025-05-06"),
        # A long term: 5 + 5 + 5 + 5 + 5 days, the second Saturday of January worked.
        ("2026-01-05 08:00", 25, "2026-02-06"),
        # Tết 2027 as estimated.
        ("2027-02-02 09:00", 5, "2027-02-16"),
    ],
)
def test_ends_at_closing_of_the_last_working_day(received: str, days: int, last_day: str) -> None:
    assert due(received, days) == f"{last_day} {CLOSING}"


def test_reception_on_a_swapped_saturday_counts_from_that_saturday() -> None:
    assert due("2026-01-10 09:00", 1) == "2026-01-12 17:30"


def test_the_hour_of_reception_does_not_matter_within_the_day() -> None:
    assert due("2026-03-02 07:30", 3) == due("2026-03-02 17:30", 3) == "2026-03-05 17:30"
