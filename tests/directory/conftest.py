"""What the tests of accounts share."""

from datetime import datetime

import pytest

from tests.cast import Cast
from tests.directory.administration import Administration, make_administration


@pytest.fixture
def admin(cast: Cast, monday_morning: datetime) -> Administration:
    """Return the administrators of the cast's office at work."""
    return make_administration(cast, monday_morning)
