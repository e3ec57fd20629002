"""The office on Monday 23 November 2026 at 9:00; the day after is a day off."""

from datetime import datetime

import pytest

from tests.cases.desk import Desk, culture_day
from tests.cast import Cast


@pytest.fixture
def desk(cast: Cast, monday_morning: datetime) -> Desk:
    """Return the cast at work."""
    culture_day()
    return Desk(cast, monday_morning)
