"""What an office does by the clock, without anybody asking."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import Error as DatabaseProblem
from django.db import close_old_connections, connection
from django.utils import timezone

from onestop.cases.services import (
    cases_close_unanswered,
    opinions_report,
    recomputations_work_off,
    steps_warn,
)
from onestop.cases.services.obligations import apology_obligations_round
from onestop.directory.audit import acting_from
from onestop.directory.audit.anchor import anchor_move
from onestop.directory.audit.sealing import audit_seal
from onestop.directory.services.sessions import sign_in_remains_remove
from onestop.operations.privacy.retention import retention_round
from queueing.services import tickets_expire

logger = logging.getLogger(__name__)

# Seconds between two looks at the clock.
PACE = 30.0
# What is not sealed yet could still be changed unseen: seconds between two seals.
SEAL_PACE = 10.0
RETENTION_PACE = 600.0
# Days are counted: a minute more or less is nothing.
CLOSING_PACE = 60.0
# Letters are owed by the day.
APOLOGY_PACE = 60.0
# An edit of the calendar is worked off a slice at a time, so that nothing else waits long.
RECOMPUTE_PACE = 3.0


def _yesterday_close(now: datetime) -> None:
    tickets_expire(now=now)


def _unanswered_close(now: datetime) -> None:
    cases_close_unanswered(now=now)


def _audit_seal(now: datetime) -> None:
    audit_seal(now=now)
    anchor_move()


def _sign_in_tidy(now: datetime) -> None:
    sign_in_remains_remove(now=now)


def _steps_watch(now: datetime) -> None:
    steps_warn(now=now)
    opinions_report(now=now)


def _deadlines_recompute(now: datetime) -> None:
    recomputations_work_off(now=now)


@dataclass(frozen=True)
class Chore:
    """Something to do every `pace` seconds; `name` stands in the audit for where it came from."""

    name: str
    do: Callable[[datetime], object]
    pace: float = PACE


CHORES: tuple[Chore, ...] = (
    Chore("tickets_expire", _yesterday_close),
    Chore("audit_seal", _audit_seal, pace=SEAL_PACE),
    Chore("sign_in_tidy", _sign_in_tidy),
    Chore("steps_watch", _steps_watch),
    Chore("cases_close", _unanswered_close, pace=CLOSING_PACE),
    Chore("recompute_deadlines", _deadlines_recompute, pace=RECOMPUTE_PACE),
    Chore("retention", retention_round, pace=RETENTION_PACE),
    Chore("apologies_owed", apology_obligations_round, pace=APOLOGY_PACE),
)


class Chores:
    """Runs every chore at once and then each at its own pace, in a thread of its own.

    Each chore may run in several processes at a time: it claims its work by the row.
    """

    def __init__(self, chores: Sequence[Chore] = CHORES) -> None:
        self._due = dict.fromkeys(chores, 0.0)
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
            self._stopped.wait(max(0.0, min(self._due.values()) - time.monotonic()))
        connection.close()

    def _round(self) -> None:
        """Do what is due."""
        for chore, due in self._due.items():
            if due <= time.monotonic() and not self._stopped.is_set():
                self._due[chore] = time.monotonic() + chore.pace
                _do(chore, timezone.now())


def _do(chore: Chore, now: datetime) -> None:
    try:
        with acting_from(f"chore {chore.name}"):
            chore.do(now)
    except DatabaseProblem:  # the database is away: the next round tries again
        logger.exception("A chore could not reach the database")
        close_old_connections()
