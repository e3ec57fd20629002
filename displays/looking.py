"""Looking at the database every few seconds, and at once when somebody says that it is worth it."""

import asyncio
import logging
from abc import ABC, abstractmethod
from contextlib import suppress

from django.db import Error as DatabaseProblem

logger = logging.getLogger(__name__)


class Looking(ABC):
    """A task of one event loop that calls `_round`: every `pace` seconds and after `look`.

    A database that does not answer is asked again with the next round.
    """

    def __init__(self, name: str, pace: float) -> None:
        self._name = name
        self._pace = pace
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def look(self) -> None:
        """Look at the database soon; called inside the loop."""
        self._wake.set()

    def _begin(self) -> None:
        """Look now, and from now on."""
        self._wake.set()
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run(), name=self._name)

    def _rest(self) -> None:
        """Look no more."""
        if self._task:
            self._task.cancel()
            self._task = None

    async def _run(self) -> None:
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._pace):
                    await self._wake.wait()
            self._wake.clear()
            try:
                await self._round()
            except DatabaseProblem:
                logger.warning("The database does not answer %s", self._name, exc_info=True)

    @abstractmethod
    async def _round(self) -> None:
        """Look once."""
