"""Access tokens: what is stored of them, whom they stand for, and when they end."""

from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils import timezone

from onestop.directory.models import AccessToken, User
from onestop.directory.refusals import BadInput, StateForbids
from onestop.directory.services import (
    access_token_create,
    access_token_issue,
    access_token_use,
    token_digest,
)
from tests.cast import Cast


@pytest.fixture
def token(cast: Cast, monday_morning: datetime) -> str:
    """Return a token of An's."""
    return access_token_issue(user=cast.an, now=monday_morning)


def test_a_token_stands_for_its_account(cast: Cast, token: str, monday_morning: datetime) -> None:
    assert access_token_use(token=token, now=monday_morning) == cast.an


def test_only_the_digest_is_stored(token: str) -> None:
    stored = AccessToken.objects.values().get()
    assert stored["digest"] == token_digest(token)
    assert token not in repr(stored)


def test_two_tokens_differ(cast: Cast, token: str, monday_morning: datetime) -> None:
    assert access_token_issue(user=cast.an, now=monday_morning) != token


@pytest.mark.parametrize("wrong", ["", "x", "a\x00b", "ký tự lạ"])
def test_an_unknown_token_stands_for_nobody(
    token: str, wrong: str, monday_morning: datetime
) -> None:
    assert access_token_use(token=wrong, now=monday_morning) is None
    assert access_token_use(token=token + wrong + ".", now=monday_morning) is None


def test_the_digest_itself_is_no_token(token: str, monday_morning: datetime) -> None:
    assert access_token_use(token=token_digest(token), now=monday_morning) is None


def test_a_revoked_token_stands_for_nobody(token: str, monday_morning: datetime) -> None:
    AccessToken.objects.update(revoked_at=monday_morning)
    assert access_token_use(token=token, now=monday_morning) is None


def test_a_locked_account_has_no_tokens(token: str, monday_morning: datetime) -> None:
    User.objects.filter(username="an").update(is_active=False)
    assert access_token_use(token=token, now=monday_morning) is None


def test_last_use_is_noted_at_most_every_five_minutes(token: str, monday_morning: datetime) -> None:
    noted = []
    for minutes in (0, 4, 6):
        access_token_use(token=token, now=monday_morning + timedelta(minutes=minutes))
        noted.append(AccessToken.objects.get().last_used_at)
    later = monday_morning + timedelta(minutes=6)
    assert noted == [monday_morning, monday_morning, later]


def test_the_command_prints_a_token_and_nothing_else(cast: Cast) -> None:
    out = StringIO()
    call_command("access_token", "an", stdout=out)
    printed = out.getvalue()
    assert printed.count("\n") == 1
    assert access_token_use(token=printed.strip(), now=timezone.now()) == cast.an


@pytest.mark.parametrize("username", ["AN", "khong-co-ai"])
def test_the_command_knows_only_active_accounts_by_their_exact_name(
    cast: Cast, username: str
) -> None:
    assert cast
    with pytest.raises(CommandError, match="No active account"):
        call_command("access_token", username)


def test_the_command_gives_a_locked_account_nothing(cast: Cast) -> None:
    User.objects.filter(pk=cast.an.pk).update(is_active=False)
    with pytest.raises(CommandError):
        call_command("access_token", "an")
    assert AccessToken.objects.count() == 0


def call(client: Client, token: str, method: str, path: str) -> Any:
    """Call the API with a token."""
    told: dict[str, Any] = {"headers": {"Authorization": f"Bearer {token}"}}
    return client.generic(method, f"/api/v1/{path}", **told)


def test_the_api_lists_ones_own_tokens_and_ends_them(client: Client, cast: Cast) -> None:
    now = timezone.now()
    mine, other = (access_token_issue(user=one, now=now, name="x") for one in (cast.an, cast.binh))
    (listed,) = call(client, mine, "GET", "tokens").json()
    assert set(listed) == {"id", "name", "created_at", "last_used_at", "expires_at"}
    assert call(client, other, "DELETE", f"tokens/{listed['id']}").status_code == 404
    assert call(client, mine, "DELETE", f"tokens/{listed['id']}").status_code == 204
    assert call(client, mine, "GET", "tokens").status_code == 401
    assert call(client, other, "GET", "tokens").status_code == 200


def test_a_token_ends_when_it_was_to_end(cast: Cast, monday_morning: datetime) -> None:
    told: dict[str, Any] = {"actor": cast.an, "name": "Thử", "now": monday_morning}
    _stored, secret = access_token_create(days=1, **told)
    assert access_token_use(token=secret, now=monday_morning + timedelta(hours=23)) == cast.an
    assert access_token_use(token=secret, now=monday_morning + timedelta(days=1)) is None


@pytest.mark.parametrize("days", [0, -1, 1099, 10**9])
def test_a_token_lives_for_a_bounded_time(cast: Cast, monday_morning: datetime, days: int) -> None:
    with pytest.raises(BadInput):
        access_token_create(actor=cast.an, name="Thử", days=days, now=monday_morning)
    assert not AccessToken.objects.exists()


def test_nobody_piles_tokens_up(cast: Cast, monday_morning: datetime) -> None:
    for _one in range(20):
        access_token_issue(user=cast.an, now=monday_morning)
    with pytest.raises(StateForbids):
        access_token_create(actor=cast.an, name="Thử", days=1, now=monday_morning)
