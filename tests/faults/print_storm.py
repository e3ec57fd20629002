"""A storm over the spool: printers fail, workers are killed, tickets go on being issued."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection
from django.utils import timezone

from printing.models import Printer, PrintJob
from printing.services import print_job_reprint, printer_add
from queueing.services import ticket_issue
from tests.cast import Cast
from tests.faults.faulty_printer import FaultyPrinter, Paper

ROOT = Path(__file__).resolve().parents[2]
# A worker on the tests' database that is patient for less long than on paper.
WORKER = """
import os, threading
from datetime import timedelta
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "onestop.settings"
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = os.environ["TEST_DATABASE"]
from printing import selectors
from printing.devices import connections, delivery, status
from printing.services import claims, notes
connections.CONNECT_TIMEOUT = 0.5
status.ANSWER_TIMEOUT = 0.2
delivery.SEND_TIMEOUT = delivery.END_TIMEOUT = 1.5
delivery.FIRST_END_TIMEOUT = delivery.CLOSE_TIMEOUT = 0.5
claims.SHORTEST_PAUSE, claims.LONGEST_PAUSE = 0.05, 0.4
selectors.ASK_PACE = notes.ASK_PACE = timedelta(seconds=0.3)
from printing.spool import Spool
Spool(pace=0.1, watch_pace=0.1).start()
print("ready", flush=True)
threading.Event().wait()
"""
State = PrintJob.State
WORKERS = 2
LONGEST = 900.0  # seconds
PACE = 0.05  # seconds between two looks of the person at the counter


@dataclass
class Storm:
    """What happened."""

    jobs: int
    kills: int
    printers: list[FaultyPrinter]
    waits: list[float] = field(default_factory=list)  # seconds that issuing a ticket took
    seconds: float = 0.0

    @property
    def papers(self) -> list[Paper]:
        """Return every slip that came out of any printer."""
        return [paper for printer in self.printers for paper in printer.papers]

    def report(self) -> str:
        """Return what happened in a few lines."""
        states = Counter(PrintJob.objects.filter(copy_of=None).values_list("state", flat=True))
        copies = PrintJob.objects.exclude(copy_of=None).count()
        waits = sorted(self.waits)
        faults: Counter[str] = sum((Counter(one.faults) for one in self.printers), Counter())
        return (
            f"{self.jobs} slips, {self.kills} workers killed, {self.seconds:.0f} s on "
            f"{connection.vendor}: {dict(states)}, {copies} marked copies, "
            f"{len(self.papers)} papers; issuing p50 {waits[len(waits) // 2] * 1000:.0f} ms, "
            f"p99 {waits[len(waits) * 99 // 100] * 1000:.0f} ms, longest "
            f"{waits[-1] * 1000:.0f} ms; connections: {dict(faults)}"
        )


def storm(cast: Cast, *, jobs: int, kills: int, seed: int = 2026) -> Storm:
    """Issue tickets while printers fail and workers are killed, until every slip has its end."""
    found = Storm(jobs, kills, [FaultyPrinter(seed), FaultyPrinter(seed + 1)])
    _printers_add(cast, found.printers)
    workers = [_worker() for _ in range(WORKERS)]
    over = threading.Event()
    person = threading.Thread(target=_look_after_unknown, args=(cast, over), daemon=True)
    person.start()
    begun = time.monotonic()
    try:
        for number in range(kills):
            found.waits += _issue(cast, jobs // kills)
            _wait_for_half(number * (jobs // kills))
            workers[number % WORKERS] = _killed(workers[number % WORKERS])
        _wait_until_over(found.printers)
        found.seconds = time.monotonic() - begun
    finally:
        over.set()
        person.join(10)
        for worker in workers:
            _end(worker)
        for printer in found.printers:
            printer.switch_off()
    return found


def _printers_add(cast: Cast, printers: list[FaultyPrinter]) -> None:
    """Give the office two printers, of which the second stands in for the first."""
    now = timezone.now()
    first, spare = (
        printer_add(
            office=cast.office,
            name=f"Máy {number}",
            url=printer.url,
            roles=[role],
            text="TCVN-3",
            now=now,
        )
        for number, (printer, role) in enumerate(zip(printers, ("ticket", "slip"), strict=True))
    )
    Printer.objects.filter(pk=first.pk).update(spare=spare)


def _issue(cast: Cast, count: int) -> list[float]:
    waits = []
    for _ in range(count):
        begun = time.perf_counter()
        ticket_issue(office=cast.office, service_code="ho-tich", actor=None, now=timezone.now())
        waits.append(time.perf_counter() - begun)
    return waits


def _wait_for_half(before: int) -> None:
    """Wait until a slip of the last lot is on its way, so that somebody dies in the middle."""
    deadline = time.monotonic() + LONGEST
    originals = PrintJob.objects.filter(copy_of=None)
    while originals.exclude(state=State.QUEUED).count() <= before + 5:
        assert time.monotonic() < deadline, "nothing is printed any more"
        time.sleep(PACE)


def _worker() -> subprocess.Popen[str]:
    environment = {**os.environ, "TEST_DATABASE": str(connection.settings_dict["NAME"])}
    command = [sys.executable, "-c", WORKER]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def _killed(worker: subprocess.Popen[str]) -> subprocess.Popen[str]:
    """Kill a worker that has begun to work, as often in the middle of a slip as it can be."""
    assert worker.stdout is not None
    assert worker.stdout.readline() == "ready\n"
    deadline = time.monotonic() + 3
    mine = PrintJob.objects.filter(state=State.SENDING, sender__contains=f"/{worker.pid}/")
    while not mine.exists() and time.monotonic() < deadline:
        time.sleep(0.002)
    _end(worker)
    return _worker()


def _end(worker: subprocess.Popen[str]) -> None:
    worker.send_signal(signal.SIGKILL)
    worker.communicate()


def _look_after_unknown(cast: Cast, over: threading.Event) -> None:
    """Do as the person at the counter does: a marked copy of each slip that may be missing."""
    while not over.wait(PACE):
        for job in PrintJob.objects.filter(state=State.UNKNOWN, settled_at=None).order_by("pk"):
            print_job_reprint(job_id=job.pk, actor=cast.an, now=timezone.now())
    connection.close()


def _wait_until_over(printers: list[FaultyPrinter]) -> None:
    """Wait until nothing is open; the last slips meet printers that are well again."""
    deadline = time.monotonic() + LONGEST
    unsettled = PrintJob.objects.filter(state=State.UNKNOWN, settled_at=None)
    waiting = PrintJob.objects.filter(state__in=[State.QUEUED, State.SENDING])
    while waiting.exists() or unsettled.exists():
        assert time.monotonic() < deadline, list(waiting.values("state", "error")[:5])
        if waiting.count() < len(printers):
            for printer in printers:
                printer.well.set()
        time.sleep(PACE)
