"""Fixtures that every room's tests share."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.cast import Cast, make_cast

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture
def cast(db: None) -> Cast:  # noqa: ARG001 (the fixture opens the database)
    """Return the stored cast; with `transactional_db` beside it, in committed rows."""
    return make_cast()


@pytest.fixture
def monday_morning() -> datetime:
    """Return Monday 23 November 2026, 9:00; the day after is a day off (Culture Day)."""
    return datetime(2026, 11, 23, 9, 0, tzinfo=HANOI)
