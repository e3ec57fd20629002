"""Who is behind a socket, where it says so: a device or account with a token, or a session.

Sockets need no identity. One that presents a token is held to it: a bad one is refused, and the
socket is found here when the account, its token or its session is revoked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import Any, Protocol

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest
from django.utils import timezone

from displays.viewers import Audience, Viewer
from onestop.directory.bearer import token_of
from onestop.directory.models import User
from onestop.directory.rights import DEVICES
from onestop.directory.services import access_token_use

Headers = Mapping[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Identity:
    """The account of a socket, by which token or session, and the only offices that it may see.

    `device_offices` is None for people: what hangs on the wall is open to them anywhere.
    """

    user_id: int
    token_id: int | None = None
    session_key: str | None = None
    device_offices: frozenset[int] | None = None

    def may_watch(self, viewer: Viewer) -> bool:
        """Tell whether the socket may be served: a device sees the screens of its office only."""
        if self.device_offices is None or viewer.audience is Audience.TICKET:
            return True
        return viewer.office_id in self.device_offices


class Socket(Protocol):
    """An open socket, as whoever revokes something closes it."""

    async def close(self, code: int | None = None, reason: str | None = None) -> None:
        """Close it with a code."""


class RefusedToken(Exception):
    """The socket presented a token that opens nothing, or opens nothing any more."""


# The sockets of this process that have an identity.
_open: dict[Socket, Identity] = {}


def keep(socket: Socket, identity: Identity) -> None:
    """Remember an open socket."""
    _open[socket] = identity


def drop(socket: Socket) -> None:
    """Forget a socket that has ended."""
    _open.pop(socket, None)


def sockets_of(
    *, user_id: int | None = None, token_id: int | None = None, session_key: str | None = None
) -> Iterator[Socket]:
    """Yield this process's open sockets of an account, a token or a session."""
    for socket, identity in list(_open.items()):
        if (
            (user_id is not None and identity.user_id == user_id)
            or (token_id is not None and identity.token_id == token_id)
            or (session_key is not None and identity.session_key == session_key)
        ):
            yield socket


def presents_one(headers: Headers) -> bool:
    """Tell whether there is anything to look up: most sockets of screens and phones have none."""
    return b"authorization" in headers or _session_key(headers) is not None


def identity_of(headers: Headers) -> Identity | None:
    """Return who presents these headers; None for nobody, also behind a session that has ended.

    Raises `RefusedToken` for an `Authorization` that is no live bearer token.
    """
    header = headers.get(b"authorization")
    if header is not None:
        return _by_token(header.decode("latin-1"))
    key = _session_key(headers)
    return None if key is None else _by_session(key)


def _by_token(header: str) -> Identity:
    token = token_of(header)
    user = access_token_use(token=token, now=timezone.now()) if token else None
    if user is None:
        raise RefusedToken
    return _identity(user, token_id=user.access_token_id)


def _by_session(key: str) -> Identity | None:
    engine: Any = import_module(settings.SESSION_ENGINE)
    request = HttpRequest()
    request.session = engine.SessionStore(key)
    user = get_user(request)
    return _identity(user, session_key=key) if isinstance(user, User) else None


def _identity(
    user: User, *, token_id: int | None = None, session_key: str | None = None
) -> Identity:
    is_device = bool(user.roles()) and user.roles() <= DEVICES
    offices = frozenset(one.pk for one in user.offices()) if is_device else None
    return Identity(user.pk, token_id, session_key, offices)


def _session_key(headers: Headers) -> str | None:
    try:
        cookies = SimpleCookie(headers.get(b"cookie", b"").decode("latin-1"))
    except CookieError:
        return None
    kept = cookies.get(settings.SESSION_COOKIE_NAME)
    return kept.value if kept is not None else None
