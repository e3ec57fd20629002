"""The spool: brings promised slips to their printers, each once, in order, by threads.

One thread looks what waits and wakes one sender a printer. A commit in any process wakes the
senders at once; the look finds what was missed, and new printers, without a restart. Any number
of processes may run a spool: a job is claimed.
"""

import logging
import threading
import time
from datetime import datetime

from django.db import Error as DatabaseProblem
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from printing import wake
from printing.models import Printer
from printing.neighbours import NeighbourEar
from printing.notices import DatabaseEar
from printing.processes import is_dead
from printing.selectors import printers_to_ask, senders_wanted
from printing.sender import Sender
from printing.services import print_jobs_recover, printer_ask_claim, stations_watch

logger = logging.getLogger(__name__)

PACE = 0.25  # seconds between two looks what waits
WATCH_PACE = 1.0  # seconds between two looks how printers and print stations are


class Spool:
    """Sends print jobs from `start` to `stop`."""

    def __init__(self, *, pace: float = PACE, watch_pace: float = WATCH_PACE) -> None:
        self._pace = pace
        self._watch_pace = watch_pace
        self._watched_at = 0.0
        self._stopped = threading.Event()
        self._awake = threading.Event()
        self._senders: dict[int, Sender] = {}
        on_sqlite = connection.vendor == "sqlite"
        self._ear = NeighbourEar(self._news) if on_sqlite else DatabaseEar(self._news)
        self._thread = threading.Thread(target=self._run, name="print-spool", daemon=True)

    def start(self) -> None:
        """Begin; jobs that a dead process left half sent are ended as unknown."""
        wake.register(self._news)
        self._ear.start()
        self._thread.start()

    def stop(self, *, timeout: float) -> None:
        """End after the slips that are being sent, waiting at most `timeout` seconds for them."""
        deadline = time.monotonic() + timeout
        wake.unregister(self._news)
        self._ear.stop()
        self._stopped.set()
        self._awake.set()
        self._thread.join(timeout)
        senders = list(self._senders.values())
        for sender in senders:
            sender.stop_soon()
        for sender in senders:
            sender.join(max(0.0, deadline - time.monotonic()))

    def _news(self, office_id: int | None) -> None:
        """Wake the office's senders; where there is none yet, look what waits."""
        known = [one for one in list(self._senders.values()) if one.office_id == office_id]
        for sender in known:
            sender.wake()
        if not known:
            self._awake.set()

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._awake.clear()
            try:
                self._look(timezone.now())
            except DatabaseProblem:  # the database is away: the next look tries again
                logger.exception("The spool could not reach the database")
                connection.close()
            self._awake.wait(self._pace)
        connection.close()

    def _look(self, now: datetime) -> None:
        """Wake who has something to do; a few plain queries when nothing is."""
        words = _("Chương trình dừng khi đang in. Xem giấy đã ra chưa, nếu chưa hãy in lại.")
        print_jobs_recover(is_dead=is_dead, error=words, now=now)
        for printer in senders_wanted():
            self._sender(printer).wake()
        if time.monotonic() - self._watched_at >= self._watch_pace:
            self._watched_at = time.monotonic()
            self._watch(now)

    def _watch(self, now: datetime) -> None:
        """Have printers asked how they are, each by one process; notice silent print stations."""
        stations_watch(now=now)
        for printer in printers_to_ask(now):
            if printer_ask_claim(printer=printer, now=now):
                self._sender(printer).wake(probe=True)

    def _sender(self, printer: Printer) -> Sender:
        sender = self._senders.get(printer.pk)
        if sender is None or not sender.is_alive():
            sender = self._senders[printer.pk] = Sender(printer.pk, printer.office_id)
        return sender
