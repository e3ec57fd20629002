"""What an office does by the clock, without anybody asking."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from django.db import Error as DatabaseProblem
from django.db import close_old_connections, connection
from django.utils import timezone

from onestop.operations.privacy.retention import retention_round
from queueing.services import tickets_expire

logger = logging.getLogger(__name__)

# Seconds between two looks at the clock.
PACE = 30.0


def _yesterday_close(now: datetime) -> None:
    tickets_expire(now=now)


def _retention(now: datetime) -> None:
    retention_round(now)


CHORES: tuple[Callable[[datetime], None], ...] = (_yesterday_close, _retention)


class Chores:
    """Runs every chore at once and then every `pace` seconds, in a thread of its own.

    Each chore may run in several processes at a time: it claims its work by the row.
    """

    def __init__(self, *, pace: float = PACE) -> None:
        self._pace = pace
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="chores", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self, *, timeout: float) -> None:
        """End after the chore that runs, waiting at most `timeout` seconds for it."""
        self._stopped.set()
        self._thread.join(timeout)

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._round()
            self._stopped.wait(self._pace)
        connection.close()

    @staticmethod
    def _round() -> None:
        now = timezone.now()
        for chore in CHORES:
            try:
                chore(now)
            except DatabaseProblem:  # the database is away: the next round tries again
                logger.exception("A chore could not reach the database")
                close_old_connections()
