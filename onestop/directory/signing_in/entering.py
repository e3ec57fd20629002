"""From a right password to a session: at once, or after the code of the second factor."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from onestop.directory.models import User
from onestop.directory.signing_in.known import known_remember
from onestop.directory.signing_in.policy import app_of, second_factor_offered

PENDING = "_second_factor"
# How long a right password waits for its code.
PATIENCE = timedelta(minutes=10)


@dataclass(frozen=True)
class Pending:
    """Somebody whose password was right and whose code is waited for."""

    user: User
    backend: str
    wanted: str


def enter(request: HttpRequest, user: User, wanted: str, now: datetime) -> HttpResponse:
    """Begin the session of an account that has just been recognised, or ask for its code."""
    if second_factor_offered() and app_of(user) is not None:
        _wait(request, user, wanted, now)
        return redirect("sign-in-code")
    return begin(request, user, user.backend, wanted)


def begin(request: HttpRequest, user: User, backend: str, wanted: str) -> HttpResponse:
    """Begin the session under a new key and go where the person wanted to."""
    request.session.pop(PENDING, None)
    auth.login(request, user, backend=backend)
    response = redirect(wanted)
    known_remember(request, response, user)
    return response


def pending(request: HttpRequest, now: datetime) -> Pending | None:
    """Return whose code is waited for in this browser, or None; an account that was locked not."""
    kept = request.session.get(PENDING)
    if kept is None or now.timestamp() - kept["at"] > PATIENCE.total_seconds():
        return None
    user = User.objects.filter(pk=kept["user"], is_active=True).first()
    if user is None or user.get_session_auth_hash() != kept["hash"]:
        return None
    return Pending(user, kept["backend"], kept["wanted"])


def _wait(request: HttpRequest, user: User, wanted: str, now: datetime) -> None:
    request.session.cycle_key()
    request.session[PENDING] = {
        "user": user.pk,
        "hash": user.get_session_auth_hash(),
        "backend": user.backend,
        "wanted": wanted,
        "at": now.timestamp(),
    }
