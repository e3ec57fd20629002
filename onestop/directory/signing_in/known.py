"""Browsers in which an account has signed in before: a signed cookie, and nothing stored.

After the "device cookies" of the OWASP Cheat Sheet Series: who guesses from the same address
cannot lock the people out who work there every day.
"""

import secrets
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from onestop.directory.models import User
from onestop.directory.signing_in.digests import name_digest

COOKIE = "known"
SALT = "onestop.directory.signing_in.known"
AGE = 90 * 24 * 60 * 60  # seconds
MOST_NAMES = 8  # accounts that take turns at one machine


def known_browser(request: HttpRequest, name: str) -> str:
    """Return the mark of a browser in which the account of this digest signed in, else ""."""
    return str(_names(request).get(name, ""))


def known_remember(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Let the browser be known for the account that has just signed in."""
    names = _names(request)
    name = name_digest(user.get_username())
    mark = names.pop(name, None) or secrets.token_hex(16)
    names = dict([*names.items(), (name, mark)][-MOST_NAMES:])
    response.set_cookie(
        COOKIE,
        signing.dumps(names, salt=SALT),
        max_age=AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _names(request: HttpRequest) -> dict[str, Any]:
    try:
        found = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=AGE)
    except signing.BadSignature:
        return {}
    return dict(found)
