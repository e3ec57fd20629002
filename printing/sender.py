"""Sends one printer's slips, one after the other, in a thread of its own."""

import logging
import threading
import time

from django.db import Error as DatabaseProblem
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from printing.contents import ensure_still_wanted, job_bytes
from printing.devices import Delivery, Outcome, deliver, printer_address, probe, trouble_words
from printing.models import Printer, PrintJob
from printing.processes import this_process
from printing.selectors import job_next
from printing.services import (
    print_job_claim,
    print_job_end,
    print_job_postpone,
    printer_trouble_set,
)
from printing.slips import SlipError

logger = logging.getLogger(__name__)

# A printer that never answers is not asked before every slip, but now and then: it may have been
# exchanged for one that does.
ASK_AGAIN = 300.0  # seconds

State = PrintJob.State
ENDS = {Outcome.SENT: State.SENT, Outcome.UNKNOWN: State.UNKNOWN}


class Sender:
    """One printer's thread; the first slip that waits holds back the rest."""

    def __init__(self, printer_id: int) -> None:
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
        """Look what waits for the printer; with `probe` also whether it is well again."""
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
            self._awake.wait()
            self._awake.clear()
            try:
                self._work()
            except DatabaseProblem:  # the database is away: the spool wakes this sender again
                logger.exception("A sender could not reach the database")
            finally:
                connection.close()

    def _work(self) -> None:
        while not self._stopped.is_set() and self._send_next():
            pass
        if self._probe.is_set() and not self._stopped.is_set():
            self._probe.clear()
            self._look_whether_well()

    def _printer(self) -> Printer | None:
        return Printer.objects.filter(pk=self._printer_id, active=True).first()

    def _send_next(self) -> bool:
        """Send the first slip that waits; False if there is none that may be sent now."""
        printer, now = self._printer(), timezone.now()
        job = job_next(printer) if printer else None
        if printer is None or job is None or job.due_at > now:
            return False
        if not print_job_claim(job=job, printer=printer, sender=self._name, now=now):
            return False
        data = self._rendered(job, printer)
        if data is not None:
            delivery = deliver(printer_address(printer.url), data, ask=self._asks())
            self._note(job, printer, delivery)
        return True

    def _rendered(self, job: PrintJob, printer: Printer) -> bytes | None:
        """Return the bytes of a claimed job, or end it as failed: nothing of it went out.

        Also when the program itself is wrong: the job must not hang, the error goes on to the log.
        """
        data, error = None, _("Lỗi khi vẽ phiếu. Hãy báo quản trị.")
        try:
            ensure_still_wanted(job, timezone.localdate())
            data = job_bytes(
                job,
                width_dots=printer.width_dots,
                text=printer.text,
                native_codes=printer.native_codes,
            )
        except SlipError as refusal:
            error = str(refusal)
        finally:
            if data is None:
                self._end(job, State.FAILED, error)
        return data

    def _note(self, job: PrintJob, printer: Printer, delivery: Delivery) -> None:
        words = trouble_words(delivery.trouble, printer.name) if delivery.trouble else ""
        now = timezone.now()
        if delivery.outcome == Outcome.NOT_SENT:
            print_job_postpone(job=job, sender=self._name, error=words, now=now)
        else:
            self._end(job, ENDS[delivery.outcome], words)
        printer_trouble_set(printer=printer, trouble=words, now=now)
        self._heard(delivery)

    def _end(self, job: PrintJob, state: PrintJob.State, error: str) -> None:
        now = timezone.now()
        print_job_end(job=job, sender=self._name, state=state, error=error, now=now)

    def _asks(self) -> bool:
        quiet = self._quiet_since
        return quiet is None or time.monotonic() - quiet > ASK_AGAIN

    def _heard(self, delivery: Delivery) -> None:
        """Remember since when the printer is known to answer no question."""
        if delivery.answers or delivery.trouble:
            self._quiet_since = None
        elif self._asks():
            self._quiet_since = time.monotonic()

    def _look_whether_well(self) -> None:
        printer = self._printer()
        if printer is None or not printer.last_error:
            return
        trouble = probe(printer_address(printer.url))
        words = trouble_words(trouble, printer.name) if trouble else ""
        printer_trouble_set(printer=printer, trouble=words, now=timezone.now())
