"""A process that is killed in the middle of a slip leaves no slip that nobody knows of."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from printing.models import PrintJob
from printing.services import printer_add
from printing.spool import Spool
from queueing.services import ticket_issue
from tests.cast import Cast
from tests.printing.fake_printer import FakePrinter

ROOT = Path(__file__).resolve().parents[2]
# A spool of its own on the tests' database.
PROGRAM = """
import os, django, threading
os.environ["DJANGO_SETTINGS_MODULE"] = "onestop.settings"
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = os.environ["TEST_DATABASE"]
from printing.spool import Spool
Spool(pace=0.05).start()
threading.Event().wait(60)
"""


def wait_for_state(state: str, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while PrintJob.objects.get().state != state:
        assert time.monotonic() < deadline, PrintJob.objects.get().state
        time.sleep(0.05)


@pytest.mark.django_db(transaction=True)
def test_slip_of_a_killed_spool_is_unknown_at_once(cast: Cast, paper: FakePrinter) -> None:
    paper.hang = True
    now = timezone.now()
    printer_add(office=cast.office, name="Máy 1", url=paper.url, roles=["ticket"], now=now)
    ticket_issue(office=cast.office, service_code="ho-tich", actor=None, now=now)
    environment = {**os.environ, "TEST_DATABASE": str(connection.settings_dict["NAME"])}
    other = subprocess.Popen([sys.executable, "-c", PROGRAM], cwd=ROOT, env=environment)
    try:
        wait_for_state(PrintJob.State.SENDING)
    finally:
        other.send_signal(signal.SIGKILL)
        other.wait()
    again = Spool(pace=0.05)
    again.start()
    try:
        wait_for_state(PrintJob.State.UNKNOWN, seconds=10)
    finally:
        again.stop(timeout=10)
    assert "in lại" in PrintJob.objects.get().error
