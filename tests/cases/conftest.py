"""The office on Monday 23 November 2026 at 9:00; the day after is a day off."""

from datetime import datetime

import pytest

from tests.cases.desk import Desk, culture_day
from tests.cases.pages.browsing import Browsing
from tests.cast import Cast


@pytest.fixture
def desk(cast: Cast, monday_morning: datetime) -> Desk:
    """Return the cast at work."""
    culture_day()
    return Desk(cast, monday_morning)


@pytest.fixture
def browsing(desk: Desk) -> Browsing:
    """Return the cast in front of their browsers."""
    return Browsing(desk)
