"""The fixture of this room's tests."""

from datetime import datetime

import pytest

from tests.cast import Cast
from tests.queueing.day import Day


@pytest.fixture
def day(cast: Cast, monday_morning: datetime) -> Day:
    """Return Monday, 9:00, with nobody waiting and every counter closed."""
    return Day(cast, monday_morning)
