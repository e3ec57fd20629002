"""The lines of devices in one event loop: each hears what is wished of it, until its token ends.

One look at the database serves all of them: every few seconds, and at once when this process
hears that something is wished or that a token has ended. What is wished stands in the database
as a state, not as a message, so that nothing is lost and nothing is done twice.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from displays.looking import Looking
from displays.messages import as_text
from displays.reading import look_up
from onestop.directory.services import live_tokens
from onestop.directory.signals import access_ended, device_wished

LOOK = 3.0  # seconds between two looks at the database
ENDED = 4401

Say = Callable[[str], Awaitable[None]]
End = Callable[[int], Awaitable[None]]

_lines: dict[asyncio.AbstractEventLoop, "Lines"] = {}


@dataclass(eq=False)
class Line:
    """One device's socket: its token, the ways to it, and the wish that it was told last."""

    token_id: int
    account_id: int
    say: Say
    end: End
    told: str = ""


class Lines(Looking):
    """The open lines of one event loop."""

    def __init__(self) -> None:
        super().__init__("device lines", LOOK)
        self.open: set[Line] = set()

    def join(self, line: Line) -> None:
        """Serve the line until it leaves; it hears at once what is wished."""
        self.open.add(line)
        self._begin()

    def leave(self, line: Line) -> None:
        """Forget the line; the last one ends the looking."""
        self.open.discard(line)
        if not self.open:
            self._rest()

    async def _round(self) -> None:
        asked = list(self.open)
        wishes = await look_up(wishes_of, {one.token_id for one in asked})
        for line in asked:
            wish = wishes.get(line.token_id)
            if line not in self.open:
                continue
            if wish is None:
                self.open.discard(line)
                await line.end(ENDED)
            elif wish != line.told:
                line.told = wish
                await line.say(wish)


def wishes_of(token_ids: set[int]) -> dict[int, str]:
    """Return what is wished of the device of each token that is still good, as a message."""
    wished = (
        "user__device__volume",
        "user__device__reload_asked_at",
        "user__device__test_asked_at",
    )
    rows = live_tokens(timezone.now()).filter(pk__in=token_ids).values_list("pk", *wished)
    return {pk: _wish(*row) for pk, *row in rows}


def _wish(volume: Any, reload: Any, test: Any) -> str:
    return as_text({"type": "wish", "volume": volume, "reload": reload, "test": test})


def lines_here() -> Lines:
    """Return the lines of the running event loop."""
    loop = asyncio.get_running_loop()
    for closed in [one for one in _lines if one.is_closed()]:
        del _lines[closed]
    return _lines.setdefault(loop, Lines())


@receiver([access_ended, device_wished])
def lines_look(**_news: Any) -> None:
    """Let every line of this process look, once the change is committed."""
    transaction.on_commit(_look_from_thread, robust=True)


def _look_from_thread() -> None:
    for loop, lines in list(_lines.items()):
        with suppress(RuntimeError):  # the loop is closed
            loop.call_soon_threadsafe(lines.look)
