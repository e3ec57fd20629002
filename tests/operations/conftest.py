"""One office as a town runs it: by https, behind a proxy on the same machine."""

from collections.abc import Iterator

import pytest

from tests.running import RunningOffice, running_office

SETTINGS = {
    "ONESTOP_URL": "https://motcua.example",
    "TRUSTED_PROXIES": "127.0.0.1",
    "ALLOWED_HOSTS": "motcua.example,127.0.0.1",
    "ONESTOP_RATES": "sign-in=3/600",
}


@pytest.fixture(scope="session")
def behind_proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningOffice]:
    """Return an office that believes the proxy on this machine."""
    folder = tmp_path_factory.mktemp("proxy")
    with running_office(folder, counters=1, settings=SETTINGS) as running:
        yield running
