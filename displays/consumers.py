"""The websockets of the screens: they show what hangs on the wall, so they need no token."""

import json
import logging
import time
from collections import deque
from typing import Any, NamedTuple
from urllib.parse import parse_qs

from channels.consumer import get_handler_name
from channels.generic.websocket import AsyncWebsocketConsumer
from django.db import Error as DatabaseProblem
from django.utils import timezone

from displays.feed import BROKEN, UNKNOWN, Subscriber
from displays.hub import Hub, hub_here
from displays.identities import ENDED, FOREIGN, Identity, StrangerError, identity_in
from displays.lookup import viewer_at
from displays.outlets import Outlet, outlet_for
from displays.reading import look_up
from displays.services import call_played
from displays.viewers import Address, Audience, Viewer
from onestop.directory.routes import Entry, Who

logger = logging.getLogger(__name__)

# What a client may send: its messages are a few words, and it seldom has any.
LONGEST_MESSAGE = 256  # characters
MOST_MESSAGES = 20
MESSAGES_WINDOW = 10.0  # seconds
TOO_LONG = 4413
TOO_MANY = 4429
MOST_DIGITS = 18
LARGEST_SEQUENCE = 2**63 - 1


class FeedConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]  # channels has no types
    """Connects one socket to the hub: it accepts, asks who the viewer is, and hears resumes.

    Without an `audience` it closes every socket as unknown.
    """

    # No channel of its own: the hub's one subscription serves the whole process.
    channel_layer_alias = "none"
    entry = Entry(Who.ANYONE)

    def __init__(self, audience: Audience | None = None) -> None:
        super().__init__()
        self._audience = audience
        self._received: deque[float] = deque(maxlen=MOST_MESSAGES)
        self._hub: Hub | None = None
        self._outlet: Outlet | None = None
        self._subscriber: Subscriber | None = None
        self._is_device = False

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve the socket; however it ends, the hub forgets it."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._forget()

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Handle one message of the server, without visiting a thread for database connections.

        A consumer has none: what it looks up closes its own.
        """
        await getattr(self, get_handler_name(message))(message)

    async def connect(self) -> None:
        """Accept first: only then can a client be told by a code that there is no such thing."""
        await self.accept()
        try:
            identity = await identity_in(self.scope["headers"])
            viewer = await self._viewer()
        except StrangerError:
            await self.close(ENDED)
            return
        except DatabaseProblem:
            logger.warning("A screen cannot be looked up", exc_info=True)
            await self.close(BROKEN)
            return
        if viewer is None:
            await self.close(UNKNOWN)
            return
        if identity is not None and not identity.may_watch(viewer):
            await self.close(FOREIGN)
            return
        self._join(viewer, identity)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Hear `resume`, and `played` from a device; ignore what is not understood."""
        if self._hub is None or self._subscriber is None:
            return  # closed: what still comes was under way
        if self._too_many():
            await self.close(TOO_MANY)
        elif bytes_data or len(text_data or "") > LONGEST_MESSAGE:
            await self.close(TOO_LONG)
        elif (since := resume_since(text_data or "")) is not None:
            self._hub.resume(self._subscriber, since)
        elif self._is_device and (played := played_in(text_data or "")) is not None:
            await self._note(self._subscriber.viewer, played)

    async def close(self, code: int | None = None, reason: str | None = None) -> None:
        """Close, and send nothing more."""
        self._forget()
        await super().close(code, reason)

    def _join(self, viewer: Viewer, identity: Identity | None) -> None:
        self._outlet = outlet_for(self.base_send)
        self._hub = hub_here()
        self._subscriber = self._hub.join(viewer, self._outlet, self._since())
        if identity is not None:
            self._is_device = identity.device_offices is not None
            self._hub.identities.join(self, identity, self._end)

    async def _note(self, viewer: Viewer, played: "Played") -> None:
        """Note what the device has played; a database that is away costs a note, not the screen."""
        try:
            await look_up(call_played, viewer=viewer, now=timezone.now(), **played._asdict())
        except DatabaseProblem:
            logger.warning("What a screen has played cannot be noted", exc_info=True)

    def _end(self, code: int) -> None:
        """Close because the token has ended."""
        if self._hub and self._subscriber and self._outlet:
            outlet, self._outlet = self._outlet, None
            self._forget()
            outlet.close(code)

    async def _viewer(self) -> Viewer | None:
        if self._audience is None:
            return None
        name = str(self.scope["url_route"]["kwargs"]["name"])
        return await viewer_at(Address(self._audience, name))

    def _forget(self) -> None:
        if self._hub and self._subscriber:
            self._hub.identities.leave(self)
            self._hub.leave(self._subscriber)
        if self._outlet:
            self._outlet.end()
        self._hub = self._subscriber = self._outlet = None

    def _since(self) -> int | None:
        values = parse_qs(self.scope["query_string"].decode("latin-1")).get("since", [""])
        return sequence(values[-1])

    def _too_many(self) -> bool:
        now = time.monotonic()
        full = len(self._received) == MOST_MESSAGES
        self._received.append(now)
        return full and now - self._received[0] < MESSAGES_WINDOW


def sequence(text: str) -> int | None:
    """Return the sequence that a query names, or None for anything that is none."""
    plain = text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
    return int(text) if plain else None


def resume_since(text: str) -> int | None:
    """Return the sequence of `{"type": "resume", "since": SEQ}`; None for any other message."""
    message = message_in(text)
    return count_in(message, "since") if message.get("type") == "resume" else None


class Played(NamedTuple):
    """What a screen has played: the sequence of the call, and whether it was read aloud."""

    seq: int
    aloud: bool


def played_in(text: str) -> Played | None:
    """Return what `{"type": "played", "seq": SEQ, "aloud"?: true}` says; None for any other.

    Without `aloud` the call was read; a screen that only shows calls says false.
    """
    message = message_in(text)
    seq, aloud = count_in(message, "seq"), message.get("aloud", True)
    known = message.get("type") == "played" and isinstance(aloud, bool)
    return Played(seq, aloud) if known and seq is not None and seq <= LARGEST_SEQUENCE else None


def message_in(text: str) -> dict[str, Any]:
    """Return the JSON object that a client has sent; an empty one for what is none."""
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return message if isinstance(message, dict) else {}


def count_in(message: dict[str, Any], name: str) -> int | None:
    """Return a message's whole number that is not negative, or None."""
    number = message.get(name)
    return number if type(number) is int and number >= 0 else None
