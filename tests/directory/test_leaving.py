"""Who is locked or moved is out at once: sessions, tokens, and what they were signed in with."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from onestop.directory.models import AccessToken, User
from onestop.directory.rights import Role
from onestop.directory.services import (
    access_token_issue,
    account_lock,
    account_move,
    account_unlock,
    password_reset,
)
from onestop.directory.words import LeavingReason
from tests.directory.administration import Administration

Leave = Callable[[Administration], None]
QUEUE = "/api/v1/offices/mau/queue"


def locked(admin: Administration) -> None:
    """Lock An."""
    admin.do(account_lock, admin.cast.an, reason=LeavingReason.LEFT)


def moved(admin: Administration) -> None:
    """Move An to the other office."""
    to: dict[str, Any] = {"from_office": admin.cast.office, "to_office": admin.cast.other_office}
    admin.do(account_move, admin.cast.an, by=admin.son, role=Role.RECEPTIONIST, **to)


def bearer(token: str) -> dict[str, str]:
    """Return the header of a caller."""
    return {"Authorization": f"Bearer {token}"}


@pytest.mark.parametrize("leave", [locked, moved])
def test_an_old_session_is_refused_at_its_next_request(
    client: Client, admin: Administration, leave: Leave
) -> None:
    client.force_login(admin.cast.an)
    assert client.get("/cases/").status_code == 200
    leave(admin)
    assert client.get("/cases/").headers["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("leave", [locked, moved])
def test_a_token_gives_401(client: Client, admin: Administration, leave: Leave) -> None:
    token = access_token_issue(user=admin.cast.an, now=timezone.now())
    assert client.get(QUEUE, headers=bearer(token)).status_code == 200
    leave(admin)
    assert client.get(QUEUE, headers=bearer(token)).status_code == 401


def test_what_was_ended_stays_ended_when_the_account_is_unlocked(
    client: Client, admin: Administration
) -> None:
    token = access_token_issue(user=admin.cast.an, now=timezone.now())
    client.force_login(admin.cast.an)
    locked(admin)
    admin.do(account_unlock, admin.cast.an)
    assert client.get("/cases/").status_code == 302
    assert client.get(QUEUE, headers=bearer(token)).status_code == 401


def test_a_new_password_ends_sessions(client: Client, admin: Administration) -> None:
    client.force_login(admin.cast.an)
    admin.do(password_reset, admin.cast.an)
    assert client.get("/cases/").status_code == 302


def test_an_expired_token_gives_401(client: Client, admin: Administration) -> None:
    token = access_token_issue(user=admin.cast.an, now=timezone.now())
    AccessToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(QUEUE, headers=bearer(token)).status_code == 401


def test_nobody_else_is_put_out(client: Client, admin: Administration) -> None:
    token = access_token_issue(user=admin.cast.binh, now=timezone.now())
    client.force_login(admin.cast.binh)
    locked(admin)
    assert client.get("/cases/").status_code == 200
    assert client.get(QUEUE, headers=bearer(token)).status_code == 200
    assert User.objects.filter(is_active=False).count() == 1
