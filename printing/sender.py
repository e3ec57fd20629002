"""Sends one printer's slips, one after the other, in a thread of its own."""

import logging
import threading
import time

from django.db import Error as DatabaseProblem
from django.db import connection
from django.utils import timezone

from printing.devices import Habits, deliver, printer_address, probe
from printing.models import Printer
from printing.processes import this_process
from printing.rendering import job_rendered
from printing.selectors import printer_and_duty
from printing.services import delivery_note, print_job_claim, status_note

logger = logging.getLogger(__name__)

# A printer that never answers is not asked before every slip, but now and then: it may have been
# exchanged for one that does.
ASK_AGAIN = 300.0  # seconds
KEEP = 30.0  # seconds that a connection to the database is kept while nothing waits


class Sender:
    """One printer's thread; the first slip that waits holds back the rest."""

    def __init__(self, printer_id: int, office_id: int) -> None:
        self.office_id = office_id
        self._printer_id = printer_id
        self._name = this_process()
        self._quiet_since: float | None = None
        self._awake = threading.Event()
        self._probe = threading.Event()
        self._stopped = threading.Event()
        self._thread = threading.Thread(
            target=self._run, name=f"print-sender-{printer_id}", daemon=True
        )
        self._thread.start()

    def wake(self, *, probe: bool = False) -> None:
        """Look what waits for the printer; with `probe` also how it is."""
        if probe:
            self._probe.set()
        self._awake.set()

    def is_alive(self) -> bool:
        """Tell whether the thread runs."""
        return self._thread.is_alive()

    def stop_soon(self) -> None:
        """Send no further slip."""
        self._stopped.set()
        self._awake.set()

    def join(self, timeout: float) -> None:
        """Wait at most `timeout` seconds for the slip that is being sent."""
        self._thread.join(timeout)

    def _run(self) -> None:
        while not self._stopped.is_set():
            if not self._awake.wait(KEEP):
                connection.close()
                self._awake.wait()
            self._awake.clear()
            try:
                self._work()
            except DatabaseProblem:  # the database is away: the spool wakes this sender again
                logger.exception("A sender could not reach the database")
                connection.close()
        connection.close()

    def _work(self) -> None:
        if self._probe.is_set() and not self._stopped.is_set():
            self._probe.clear()
            self._look_how_it_is()
        while not self._stopped.is_set() and self._send_next():
            pass

    def _printer(self) -> Printer | None:
        return Printer.objects.filter(pk=self._printer_id, active=True, station=None).first()

    def _send_next(self) -> bool:
        """Send the first slip that waits; False if there is none that may be sent now."""
        found, now = printer_and_duty(self.office_id, self._printer_id), timezone.now()
        if found is None:
            return False
        printer, duty = found
        job = print_job_claim(printer=printer, duty=duty, sender=self._name, now=now)
        if job is None:
            return False
        data = job_rendered(job, printer, sender=self._name)
        if data is not None:
            delivery = deliver(printer_address(printer.url), data, self._habits(printer))
            delivery_note(
                job=job,
                printer=printer,
                sender=self._name,
                delivery=delivery,
                now=timezone.now(),
            )
            self._heard(answers=delivery.answers or delivery.trouble is not None)
        return True

    def _habits(self, printer: Printer) -> Habits:
        silent = printer.profile == Printer.Profile.SILENT
        return Habits(self._asks(), printer.confirms, silent)

    def _asks(self) -> bool:
        quiet = self._quiet_since
        return quiet is None or time.monotonic() - quiet > ASK_AGAIN

    def _heard(self, *, answers: bool) -> None:
        """Remember since when the printer is known to answer no question."""
        if answers:
            self._quiet_since = None
        elif self._asks():
            self._quiet_since = time.monotonic()

    def _look_how_it_is(self) -> None:
        printer = self._printer()
        if printer is not None:
            status = probe(printer_address(printer.url))
            status_note(printer=printer, status=status, now=timezone.now())
