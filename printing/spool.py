"""The spool: brings promised slips to their printers, each once, in order, by threads.

One thread looks what waits and wakes one sender a printer. It looks at once when a job was
committed in this process and every second otherwise, so that jobs of other processes and new
printers are found without a restart. Any number of processes may run a spool: a job is claimed.
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
from printing.models import Printer, PrintJob, Role
from printing.processes import is_dead
from printing.selectors import printers_in_trouble, role_holders
from printing.sender import Sender
from printing.services import print_jobs_recover

logger = logging.getLogger(__name__)

PACE = 1.0  # seconds between two looks
# Between two looks whether a printer that was in trouble has recovered, while nothing waits.
PROBE_PACE = 10.0  # seconds

State = PrintJob.State


class Spool:
    """Sends print jobs from `start` to `stop`."""

    def __init__(self, *, pace: float = PACE, probe_pace: float = PROBE_PACE) -> None:
        self._pace = pace
        self._probe_pace = probe_pace
        self._probed_at = 0.0
        self._stopped = threading.Event()
        self._awake = threading.Event()
        self._senders: dict[int, Sender] = {}
        self._thread = threading.Thread(target=self._run, name="print-spool", daemon=True)

    def start(self) -> None:
        """Begin; jobs that a dead process left half sent are ended as unknown."""
        wake.register(self._awake)
        self._thread.start()

    def stop(self, *, timeout: float) -> None:
        """End after the slips that are being sent, waiting at most `timeout` seconds for them."""
        deadline = time.monotonic() + timeout
        wake.unregister(self._awake)
        self._stopped.set()
        self._awake.set()
        self._thread.join(timeout)
        senders = list(self._senders.values())
        for sender in senders:
            sender.stop_soon()
        for sender in senders:
            sender.join(max(0.0, deadline - time.monotonic()))

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
        """Wake the sender of each printer that has something to do; one query when idle."""
        open_jobs = PrintJob.objects.filter(state__in=[State.QUEUED, State.SENDING])
        found = set(open_jobs.order_by().values_list("office_id", "role", "state").distinct())
        if any(state == State.SENDING for _office, _role, state in found):
            words = _("Chương trình dừng khi đang in. Xem giấy đã ra chưa, nếu chưa hãy in lại.")
            print_jobs_recover(is_dead=is_dead, error=words, now=now)
        waiting: dict[int, set[Role]] = {}
        for office_id, role, state in found:
            if state == State.QUEUED:
                waiting.setdefault(office_id, set()).add(Role(role))
        for office_id, roles in waiting.items():
            self._wake_senders(office_id, roles)
        self._look_for_recovered()

    def _wake_senders(self, office_id: int, roles: set[Role]) -> None:
        for role, printer in role_holders(office_id).items():
            if role in roles:
                self._sender(printer).wake()

    def _look_for_recovered(self) -> None:
        if time.monotonic() - self._probed_at < self._probe_pace:
            return
        self._probed_at = time.monotonic()
        for printer in printers_in_trouble():
            self._sender(printer).wake(probe=True)

    def _sender(self, printer: Printer) -> Sender:
        sender = self._senders.get(printer.pk)
        if sender is None or not sender.is_alive():
            sender = self._senders[printer.pk] = Sender(printer.pk)
        return sender
