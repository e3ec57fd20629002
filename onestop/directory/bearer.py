"""The account behind a request to the HTTP API."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from onestop.directory.models import User
from onestop.directory.services import access_token_use

PREFIX = "Bearer "
# Longer than any token that is issued; what is longer is not looked up.
LONGEST_TOKEN = 200


def bearer_user(request: HttpRequest) -> User | None:
    """Return the account of the request's bearer token, or None; looked up once a request."""
    kept = vars(request)
    if "bearer_user" not in kept:
        kept["bearer_user"] = _look_up(request)
    found: User | None = kept["bearer_user"]
    return found


def caller(request: Any) -> User:
    """Return the account that the API has found behind the request: `auth` is django-ninja's."""
    account: User = request.auth
    return account


def _look_up(request: HttpRequest) -> User | None:
    token = token_in(request.headers.get("Authorization", ""))
    return access_token_use(token=token, now=timezone.now()) if token else None


def token_in(header: str) -> str:
    """Return the token in an `Authorization` header, "" where there is none that could be one."""
    token = header.removeprefix(PREFIX).strip()
    return token if header.startswith(PREFIX) and len(token) <= LONGEST_TOKEN else ""
