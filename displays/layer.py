"""News between processes: the channel layer carries that there may be something, never what.

One subscription a process, whatever the number of its sockets. The layer may lose messages, forget
its subscribers (group expiry, a restarted Redis) or be away for hours: every feed looks at the
database with each heartbeat anyway, so that a lost message costs seconds and never a call.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from channels.exceptions import ChannelFull
from channels.layers import get_channel_layer

from onestop.redis_problems import redis_problems

logger = logging.getLogger(__name__)

GROUP = "onestop.queue"
QUEUE_NEWS, TOKEN_NEWS = "queue.news", "token.news"

SUBSCRIPTION = 600.0  # seconds after which a subscription is made anew
LONGEST_SEND = 1.0  # seconds that a message may take before it is given up
SHORTEST_PAUSE = 1.0  # seconds to the next attempt after a failure, doubled each time
LONGEST_PAUSE = 30.0

Heard = Callable[[int, int], None]
Looked = Callable[[], None]


# What a layer raises when it cannot be reached; a time-out is an OSError.
PROBLEMS: tuple[type[Exception], ...] = (OSError, ChannelFull, *redis_problems())


async def listen(heard: Heard, looked: Looked) -> None:
    """Call `heard(office_id, seq)` for news of a queue, `looked()` for news of tokens.

    Runs until cancelled.
    """
    pause = SHORTEST_PAUSE
    while True:
        try:
            await _subscription(heard, looked)
            pause = SHORTEST_PAUSE
        except PROBLEMS as problem:
            logger.warning("The channel layer does not answer: %s", problem)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)


async def _subscription(heard: Heard, looked: Looked) -> None:
    layer: Any = get_channel_layer()
    channel = await layer.new_channel()
    await layer.group_add(GROUP, channel)
    try:
        async with asyncio.timeout(SUBSCRIPTION):
            while True:
                message = await layer.receive(channel)
                if message["type"] == TOKEN_NEWS:
                    looked()
                else:
                    heard(message["office"], message["seq"])
    except TimeoutError:
        return
    finally:
        with suppress(*PROBLEMS):
            await layer.group_discard(GROUP, channel)


async def send(office_id: int, seq: int) -> None:
    """Tell every process that an office's queue has reached a sequence.

    Raises one of `PROBLEMS` when the layer does not take it.
    """
    await _group_send({"type": QUEUE_NEWS, "office": office_id, "seq": seq})


async def send_look() -> None:
    """Tell every process that tokens have ended; raises as `send` does."""
    await _group_send({"type": TOKEN_NEWS})


async def _group_send(message: dict[str, Any]) -> None:
    layer: Any = get_channel_layer()
    async with asyncio.timeout(LONGEST_SEND):
        await layer.group_send(GROUP, message)


class Relay:
    """Sends in the background of an event loop; of news that wait, only the latest an office."""

    def __init__(self) -> None:
        self._untold: dict[int, int] = {}
        self._look_untold = False
        self._task: asyncio.Task[None] | None = None

    def tell(self, office_id: int, seq: int) -> None:
        """Send soon; called inside the loop."""
        self._untold[office_id] = max(seq, self._untold.get(office_id, 0))
        self._start()

    def tell_look(self) -> None:
        """Send soon that tokens have ended; called inside the loop."""
        self._look_untold = True
        self._start()

    def _start(self) -> None:
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._send(), name="displays relay")

    async def _send(self) -> None:
        while self._untold or self._look_untold:
            try:
                await self._send_one()
            except PROBLEMS as problem:
                logger.warning("Other processes could not be told: %s", problem)
                await asyncio.sleep(SHORTEST_PAUSE)

    async def _send_one(self) -> None:
        if self._look_untold:
            self._look_untold = False
            await send_look()
        else:
            await send(*self._untold.popitem())
