"""Sockets that say who they are: a device with its token is let in to its own office, and put out.

The screens' websockets need no token. One that comes with a token lives as long as the token: when
it is revoked, when it ends, or when its account is locked or moved, the socket is closed. A nudge
(from this process, or by the channel layer) says that there may be something to look at; the
database says what; and with each heartbeat it is looked at anyway.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from displays.looking import Looking
from displays.reading import look_up
from displays.viewers import Viewer
from onestop.directory.bearer import token_in
from onestop.directory.device_cookies import device_token_in
from onestop.directory.services import access_token_find, access_tokens_seen, live_tokens

LOOK = 5.0  # seconds between two looks at the database: a heartbeat

# The codes with which a socket is closed: its token opens nothing, or not this office.
ENDED = 4401
FOREIGN = 4403

End = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Identity:
    """The token with which a socket came, and of a device the only offices that it may see.

    `device_offices` is None for people: what hangs on the wall is open to them anywhere.
    """

    token_id: int
    device_offices: frozenset[int] | None

    def may_watch(self, viewer: Viewer) -> bool:
        """Tell whether the socket may be served: a device sees the screens of its office only."""
        return self.device_offices is None or viewer.office_id in self.device_offices


class StrangerError(Exception):
    """A socket came with a token that opens nothing."""


async def identity_in(headers: list[tuple[bytes, bytes]]) -> Identity | None:
    """Return who a socket says it is, None where it says nothing.

    Raises `StrangerError` for a token that has ended or never was one, and what the database
    raises.
    """
    token = token_said(headers)
    if token is None:
        return None
    found = await look_up(_identity, token, timezone.now()) if token else None
    if found is None:
        raise StrangerError
    return found


def token_said(headers: list[tuple[bytes, bytes]]) -> str | None:
    """Return the token with which a socket comes, None where it comes without one.

    Programs say it in `Authorization`, a browser that is a device in its cookie. "" is a token that
    cannot be one.
    """
    said = {name.lower(): value.decode("latin-1") for name, value in headers}
    if b"authorization" in said:
        return token_in(said[b"authorization"])
    return device_token_in(said.get(b"cookie", "")) or None


def _identity(token: str, now: datetime) -> Identity | None:
    found = access_token_find(token=token, now=now)
    if found is None:
        return None
    offices = frozenset(one.pk for one in found.user.offices())
    return Identity(found.pk, offices if found.user.is_device else None)


class Watch(Looking):
    """The identified sockets of one event loop, each with the function that closes it."""

    def __init__(self) -> None:
        super().__init__("displays identities", LOOK)
        self._sockets: dict[object, tuple[Identity, End]] = {}

    def join(self, socket: object, identity: Identity, end: End) -> None:
        """Call `end` with a code as soon as the identity's token opens nothing any more.

        It is looked at once more right away: the token may have ended while the socket came in.
        """
        self._sockets[socket] = (identity, end)
        self._begin()

    def leave(self, socket: object) -> None:
        """Forget a socket; the last one ends the watch."""
        self._sockets.pop(socket, None)
        if not self._sockets:
            self._rest()

    async def _round(self) -> None:
        asked = dict(self._sockets)
        tokens = {identity.token_id for identity, _end in asked.values()}
        live = await look_up(_live, tokens, timezone.now())
        for socket, (identity, end) in asked.items():
            if identity.token_id not in live and socket in self._sockets:
                end(ENDED)


def _live(token_ids: set[int], now: datetime) -> set[int]:
    """Return which of the tokens are still good, and note that these are in use."""
    found = list(live_tokens(now).filter(pk__in=token_ids))
    access_tokens_seen(tokens=found, now=now)
    return {token.pk for token in found}
