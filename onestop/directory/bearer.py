"""The account behind a request to the HTTP API."""

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


def _look_up(request: HttpRequest) -> User | None:
    token = token_of(request.headers.get("Authorization", ""))
    return access_token_use(token=token, now=timezone.now()) if token else None


def token_of(header: str) -> str | None:
    """Return the bearer token of an `Authorization` header, or None where it holds none."""
    token = header.removeprefix(PREFIX).strip()
    if not header.startswith(PREFIX) or not token or len(token) > LONGEST_TOKEN:
        return None
    return token
