"""The websocket of a device: it says how it is, and hears what is wished of it."""

import json
import logging
import time
from collections import deque
from typing import Any

from channels.generic.websocket import AsyncWebsocketConsumer
from django.db import Error as DatabaseProblem
from django.utils import timezone

from displays.devices.lines import ENDED, Line, Lines, lines_here
from displays.identities import token_said
from displays.reading import look_up
from onestop.directory.models import AccessToken
from onestop.directory.rights import Right
from onestop.directory.routes import entry_for
from onestop.directory.services import access_token_find
from onestop.directory.services.devices import SEEN_STEP, device_seen

logger = logging.getLogger(__name__)

BROKEN, TOO_LONG, TOO_MANY = 4500, 4413, 4429
LONGEST_MESSAGE = 2000  # characters
MOST_MESSAGES, MESSAGES_WINDOW = 20, 10.0  # seconds
LONGEST_LATENCY = 10**6  # milliseconds
MOST_LINES = 10  # of one device
SEEN = '{"type":"seen"}'


class DeviceLine(AsyncWebsocketConsumer):  # type: ignore[misc]  # channels has no types
    """Lets in who holds the right to report; a device speaks about twice a minute."""

    channel_layer_alias = "none"
    entry = entry_for(Right.DEVICE_REPORT)

    def __init__(self) -> None:
        super().__init__()
        self._received: deque[float] = deque(maxlen=MOST_MESSAGES)
        self._lines: Lines | None = None
        self._line: Line | None = None
        self._noted: tuple[object, ...] = ()
        self._noted_at = float("-inf")

    async def connect(self) -> None:
        """Accept first: only then can a client be told by a code that it is nobody."""
        await self.accept()
        try:
            token = await self._token()
        except DatabaseProblem:
            logger.warning("A device cannot be looked up", exc_info=True)
            await self.close(BROKEN)
            return
        if token is None:
            await self.close(ENDED)
            return
        lines = lines_here()
        if sum(one.token_id == token.pk for one in lines.open) >= MOST_LINES:
            await self.close(TOO_MANY)
            return
        self._lines = lines
        self._line = Line(token.pk, token.user_id, self.send, self.close)
        lines.join(self._line)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Hear `{"type": "here", "version", "latency", "error"}`; ignore what is not understood."""
        if self._line is None:
            return
        if self._too_many():
            await self.close(TOO_MANY)
        elif bytes_data or len(text_data or "") > LONGEST_MESSAGE:
            await self.close(TOO_LONG)
        elif (said := report_in(text_data or "")) is not None:
            await self.send(SEEN)
            await self._note(self._line, said)

    async def disconnect(self, _code: int) -> None:
        """Forget the line."""
        self._forget()

    async def close(self, code: int | None = None, reason: str | None = None) -> None:
        """Close, and hear nothing more."""
        self._forget()
        await super().close(code, reason)

    async def _token(self) -> AccessToken | None:
        said = token_said(self.scope["headers"])
        return await look_up(_reporting, said) if said else None

    async def _note(self, line: Line, said: dict[str, Any]) -> None:
        """Write down what the device says, unless it has just said the same."""
        now = time.monotonic()
        news = (said["version"], said["error"], said["latency"] is None)
        if news == self._noted and now - self._noted_at < SEEN_STEP.total_seconds():
            return
        self._noted, self._noted_at = news, now
        try:
            await look_up(device_seen, account_id=line.account_id, now=timezone.now(), **said)
        except DatabaseProblem:
            logger.warning("How a device is cannot be written down", exc_info=True)

    def _forget(self) -> None:
        if self._lines and self._line:
            self._lines.leave(self._line)
        self._lines = self._line = None

    def _too_many(self) -> bool:
        now = time.monotonic()
        full = len(self._received) == MOST_MESSAGES
        self._received.append(now)
        return full and now - self._received[0] < MESSAGES_WINDOW


def _reporting(said: str) -> AccessToken | None:
    """Return the token if it is good and its account may report."""
    found = access_token_find(token=said, now=timezone.now())
    return found if found and DeviceLine.entry.admits(found.user) else None


def report_in(text: str) -> dict[str, Any] | None:
    """Return what a device says of itself, or None for any other message."""
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(message, dict) or message.get("type") != "here":
        return None
    return {
        "version": _text(message.get("version")),
        "error": _text(message.get("error")),
        "latency": _latency(message.get("latency")),
    }


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _latency(value: object) -> int | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if 0 <= value <= LONGEST_LATENCY else None
