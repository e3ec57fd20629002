"""A websocket is opened by this office's own pages, or by programs that are no browsers."""

import pytest
from pytest_django.fixtures import Settings

from onestop.operations.origins import origin_allowed


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        (None, True),
        ("http://10.0.0.5:8000", True),
        ("http://10.0.0.5:9000", False),
        ("https://elsewhere.example", False),
        ("null", False),
        ("http://[broken", False),
        ("", False),
    ],
)
def test_the_page_must_come_from_the_same_host_and_port(
    origin: str | None, *, allowed: bool, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    assert origin_allowed(origin, "10.0.0.5:8000") is allowed


def test_a_named_host_may_stand_behind_a_proxy(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["motcua.example"]
    assert origin_allowed("https://motcua.example", "127.0.0.1:8000")
    assert not origin_allowed("https://other.example", "127.0.0.1:8000")
