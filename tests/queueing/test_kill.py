"""A process that issues tickets is killed: what it has told is there once, and nothing is torn."""

import os
import signal
import subprocess
import sys
from collections import Counter as Tally
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from queueing.models import NumberSeries, QueueEvent, Ticket
from queueing.services import ticket_issue
from tests.cast import Cast

ROOT = Path(__file__).resolve().parents[2]
TOLD = 40  # tickets after which the process is killed

ISSUE_FOR_EVER = """
import django
django.setup()
from django.utils import timezone
from onestop.directory.models import Office
from queueing.services import ticket_issue
office = Office.objects.get(code="mau")
while True:
    ticket = ticket_issue(office=office, service_code="ho-tich", actor=None, now=timezone.now())
    print(ticket.number, flush=True)
"""


def database_url() -> str:
    """Return the address of the tests' database, for another process."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    account = f"{settings['USER']}:{settings['PASSWORD']}".rstrip(":")
    return f"postgres://{account}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"


def killed_while_issuing() -> list[str]:
    """Return the numbers that a process told before it was killed, in its order."""
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "onestop.settings",
    }
    process = subprocess.Popen(
        [sys.executable, "-c", ISSUE_FOR_EVER],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        told = [process.stdout.readline().strip() for _ in range(TOLD)]
        process.send_signal(signal.SIGKILL)
        told += process.stdout.read().split()
    assert process.returncode == -signal.SIGKILL
    return told


@pytest.mark.usefixtures("transactional_db")
def test_what_was_told_before_a_kill_is_there_once(cast: Cast) -> None:
    told = killed_while_issuing()
    stored = list(Ticket.objects.order_by("sequence").values_list("number", flat=True))
    assert stored[: len(told)] == told
    # One ticket may have been committed in the moment between commit and telling.
    assert len(stored) - len(told) <= 1
    assert stored == [f"A{one:03}" for one in range(1, len(stored) + 1)]
    assert NumberSeries.objects.get().last == len(stored)
    events = list(QueueEvent.objects.order_by("seq").values_list("seq", "number"))
    assert events == list(enumerate(stored, start=1))
    assert Tally(number for _, number in events).most_common(1)[0][1] == 1
    following = ticket_issue(
        office=cast.office, service_code="ho-tich", actor=None, now=timezone.now()
    )
    assert following.sequence == len(stored) + 1
