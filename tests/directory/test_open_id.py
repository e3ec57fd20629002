"""Signing in with the account of a real OpenID provider: it says who, we say what."""

import json
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.client import HTTPConnection
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from onestop.directory.models import AuditEvent, User
from onestop.directory.signing_in.open_id import provider_addresses
from onestop.sign_in_environment import OpenIdSettings
from tests.cast import Cast
from tests.directory.signing import PASSWORD, sign_in, signed_in, text, with_password
from tests.servers import free_port, open_id_provider

BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "onestop.directory.signing_in.open_id.OpenIdBackend",
]


def configured(issuer: str, **changed: str) -> OpenIdSettings:
    """Return the settings for a provider."""
    given = {
        "issuer": issuer,
        "client_id": "onestop",
        "client_secret": "secret",
        "claim": "preferred_username",
        "scopes": "openid profile",
        "algorithm": "RS256",
        "name": "Tỉnh Mẫu",
    }
    return OpenIdSettings(**{**given, **changed})


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """Return a provider that knows An and a stranger."""
    with open_id_provider() as address:
        for person in ("an", "la"):
            request = urllib.request.Request(  # noqa: S310 (our own server)
                f"{address}/users/{person}-at-the-province",
                method="PUT",
                data=json.dumps({"preferred_username": person}).encode(),
                headers={"Content-Type": "application/json"},
            )
            urllib.request.urlopen(request).close()  # noqa: S310
        yield address


@pytest.fixture(autouse=True)
def _settings(cast: Cast, settings: Settings, issuer: str) -> None:
    settings.AUTHENTICATION_BACKENDS = BACKENDS
    settings.OPEN_ID = configured(issuer)
    with_password(cast.chi)
    provider_addresses.cache_clear()


def at_provider(address: str, **typed: str) -> str:
    """Answer the provider's page; return where it sends the browser."""
    parts = urllib.parse.urlsplit(address)
    connection = HTTPConnection(parts.netloc)
    connection.request(
        "POST",
        f"{parts.path}?{parts.query}",
        urllib.parse.urlencode(typed),
        {"Content-Type": "application/x-www-form-urlencoded"},
    )
    location = connection.getresponse().headers["Location"]
    connection.close()
    return location


def by_provider(client: Client, **typed: str) -> Any:
    """Go to the provider, answer there, and come back."""
    asked = client.get("/sign-in/open-id/?next=/cases/")
    back = urllib.parse.urlsplit(at_provider(asked.headers["Location"], **typed))
    return client.get(f"{back.path}?{back.query}")


def test_the_button_stands_there_only_where_it_is_configured(
    client: Client, settings: Settings
) -> None:
    assert "Đăng nhập bằng Tỉnh Mẫu" in text(client.get("/"))
    settings.OPEN_ID = None
    assert "open-id" not in text(client.get("/"))
    assert client.get("/sign-in/open-id/").status_code == 404
    assert client.get("/sign-in/open-id/back/").status_code == 404


def test_an_comes_back_signed_in_where_she_wanted_to_go(client: Client, cast: Cast) -> None:
    answer = by_provider(client, sub="an-at-the-province")
    assert answer.headers["Location"] == "/cases/"
    assert signed_in(client)
    assert AuditEvent.objects.get(action="sign_in").actor_id == cast.an.pk


@pytest.mark.parametrize("sub", ["la-at-the-province", "nobody"])
def test_who_has_no_account_here_stays_outside_and_gets_none(client: Client, sub: str) -> None:
    before = User.objects.count()
    answer = by_provider(client, sub=sub)
    assert answer.status_code == 403
    assert "chưa được mở ở đây" in text(answer)
    assert User.objects.count() == before


def test_an_account_that_is_locked_here_stays_outside(client: Client, cast: Cast) -> None:
    by_provider(client, sub="an-at-the-province")
    User.objects.filter(pk=cast.an.pk).update(is_active=False)
    assert not signed_in(client)
    assert by_provider(Client(), sub="an-at-the-province").status_code == 403


def test_who_says_no_at_the_provider_is_told_so(client: Client) -> None:
    assert by_provider(client, action="deny").status_code == 403


def test_an_answer_that_nobody_asked_for_is_refused(client: Client) -> None:
    asked = client.get("/sign-in/open-id/").headers["Location"]
    back = urllib.parse.urlsplit(at_provider(asked, sub="an-at-the-province"))
    stranger = Client()
    assert stranger.get(f"{back.path}?{back.query}").status_code == 403
    stranger.get("/sign-in/open-id/")
    assert stranger.get(f"{back.path}?{back.query}").status_code == 503
    assert not signed_in(stranger)
    assert client.get(f"{back.path}?{back.query}").status_code == 302
    assert client.get(f"{back.path}?{back.query}").status_code == 503  # once only


def test_a_token_for_another_installation_is_refused(client: Client, settings: Settings) -> None:
    asked = client.get("/sign-in/open-id/").headers["Location"]
    back = urllib.parse.urlsplit(at_provider(asked, sub="an-at-the-province"))
    settings.OPEN_ID = configured(settings.OPEN_ID.issuer, client_id="another")
    assert client.get(f"{back.path}?{back.query}").status_code == 503
    assert not signed_in(client)


def test_a_provider_that_calls_itself_otherwise_is_refused(
    client: Client, settings: Settings, issuer: str
) -> None:
    settings.OPEN_ID = configured(issuer.replace("127.0.0.1", "localhost") + "/.")
    assert client.get("/sign-in/open-id/").status_code == 503


def test_the_provider_is_away_and_local_accounts_still_work(
    client: Client, settings: Settings
) -> None:
    settings.OPEN_ID = configured(f"http://127.0.0.1:{free_port()}")
    answer = client.get("/sign-in/open-id/")
    assert answer.status_code == 503
    assert "Không hỏi được máy chủ tài khoản" in text(answer)
    assert sign_in(client, "chi", PASSWORD).status_code == 302
    assert sign_in(Client(), "chi", "sai", code="x", state="x").status_code == 422
