"""Keys of the test's own in a folder of its own, and the office at work."""

from datetime import datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from onestop.environment import Environment
from tests.cases.desk import Desk, culture_day
from tests.cast import Cast


@pytest.fixture
def keys_file(tmp_path: Path, settings: Settings) -> Path:
    """Return the file of keys that counts in this test."""
    Environment(tmp_path).personal_keys(tmp_path)
    settings.PERSONAL_KEYS = ()
    settings.PERSONAL_KEYS_FILE = tmp_path / "personal_keys"
    return tmp_path / "personal_keys"


@pytest.fixture
def desk(cast: Cast, monday_morning: datetime) -> Desk:
    """Return the cast at work."""
    culture_day()
    return Desk(cast, monday_morning)
