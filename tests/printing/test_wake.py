"""What is to be printed is known at once in every process that prints."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from printing.models import PrintJob
from printing.neighbours import neighbours_tell
from printing.services import printer_add
from printing.spool import Spool
from tests.cast import Cast
from tests.printing.fake_printer import FakePrinter
from tests.printing.waiting import wait_for

ROOT = Path(__file__).resolve().parents[2]
# Issues a ticket on the tests' database.
PROGRAM = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "onestop.settings"
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = os.environ["TEST_DATABASE"]
from django.utils import timezone
from onestop.directory.models import Office
from queueing.services import ticket_issue
office = Office.objects.get(code="mau")
ticket_issue(office=office, service_code="ho-tich", actor=None, now=timezone.now())
"""


def spools() -> Path:
    return Path(settings.ONESTOP_DATA) / "spools"


def listens() -> bool:
    """Tell whether this process's spool hears other processes by now."""
    if connection.vendor == "sqlite":
        return any(one.name.startswith(f"{os.getpid()}-") for one in spools().iterdir())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE query = 'LISTEN onestop_print' AND datname = current_database()"
        )
        return bool(cursor.fetchone()[0])


@pytest.fixture
def slow() -> Iterator[Spool]:
    """Run a spool that hardly ever looks by itself."""
    running = Spool(pace=600)
    running.start()
    yield running
    running.stop(timeout=10)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("slow")
def test_a_commit_in_another_process_wakes_the_spool(cast: Cast, paper: FakePrinter) -> None:
    now = timezone.now()
    printer_add(office=cast.office, name="Máy 1", url=paper.url, roles=["ticket"], now=now)
    wait_for(listens)
    environment = {**os.environ, "TEST_DATABASE": str(connection.settings_dict["NAME"])}
    subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, env=environment, check=True)
    wait_for(lambda: PrintJob.objects.filter(state=PrintJob.State.SENT).count() == 1, 30)


@pytest.fixture
def neighbour() -> Iterator[socket.socket]:
    """Return the socket of a spool of another process."""
    spools().mkdir(exist_ok=True)
    path = spools() / f"0-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as own:
        own.bind(str(path))
        yield own
    path.unlink(missing_ok=True)


def test_a_neighbour_hears_of_which_office(neighbour: socket.socket) -> None:
    neighbour.settimeout(5)
    neighbours_tell(7)
    neighbours_tell(None)
    heard = [neighbour.recv(32), neighbour.recv(32)]
    assert heard == [b"7", b""]


def test_one_that_does_not_fetch_its_notices_keeps_nobody_waiting(
    neighbour: socket.socket,
) -> None:
    for _ in range(2000):
        neighbours_tell(7)
    assert neighbour.recv(32) == b"7"


def test_the_socket_of_a_dead_process_is_taken_away(neighbour: socket.socket) -> None:
    path = Path(neighbour.getsockname())
    neighbour.close()
    neighbours_tell(7)
    assert not path.exists()


def test_without_a_spool_there_is_nobody_to_tell(tmp_path: Path) -> None:
    with override_settings(ONESTOP_DATA=tmp_path):
        neighbours_tell(7)
    assert not list(tmp_path.iterdir())
