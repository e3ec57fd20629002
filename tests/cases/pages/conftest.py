"""The pages of cases, looked at by the cast."""

import pytest

from tests.cases.desk import Desk
from tests.cases.pages.browsing import Browsing


@pytest.fixture
def browsing(desk: Desk) -> Browsing:
    """Return the cast in front of their browsers."""
    return Browsing(desk)
