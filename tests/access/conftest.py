"""The scene: stored once for each test, frozen at one moment."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine

from tests.access.people import Scene, make_scene
from tests.cast import Cast


@pytest.fixture
def scene(cast: Cast, monday_morning: datetime) -> Iterator[Scene]:
    """Return the office with one of everything, on a Monday at 9:00."""
    with time_machine.travel(monday_morning, tick=False):
        yield make_scene(cast, monday_morning)
