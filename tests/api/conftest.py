"""One running office for all tests of the API's contract."""

from collections.abc import Iterator

import pytest

from tests.running import RunningOffice, running_office


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningOffice]:
    """Return a demo office that serves for one file of tests."""
    with running_office(tmp_path_factory.mktemp("api")) as running:
        yield running
