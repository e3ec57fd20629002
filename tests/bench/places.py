"""What is measured: a whole office and the bare baseline, each in a process of its own."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from tests.running import ROOT, RunningOffice
from tests.servers import free_port, postgresql

DATABASES = ("SQLite", "PostgreSQL")
TOKENS = """
from django.utils import timezone
from onestop.directory.models import User
from onestop.directory.services import access_token_issue
for number in range(1, {count} + 1):
    user = User.objects.get(username=f"tiepnhan{{number}}")
    print("token", access_token_issue(user=user, now=timezone.now()))
"""
# What an earlier measure has left waiting would be part of the next.
CLEARED = """
from django.utils import timezone
from queueing.models import Ticket
Ticket.objects.filter(state="waiting").update(state="expired", ended_at=timezone.now())
"""
# Tickets of the day before, finished; the office's own would take minutes to issue.
HISTORY = """
from datetime import timedelta
from django.utils import timezone
from queueing.models import Counter, Service, Ticket
service = Service.objects.get(code="ho-tich")
counter = Counter.objects.first()
before = timezone.now() - timedelta(days=1)
day = timezone.localdate(before)
def past(sequence):
    return Ticket(office=service.office, service=service, day=day, letter="A", sequence=sequence,
        number=f"A{{sequence}}", state="finished", counter=counter, issued_at=before,
        waiting_since=before, called_at=before + timedelta(minutes=1),
        ended_at=before + timedelta(minutes=5))
for start in range(1, {count} + 1, 5000):
    end = min(start + 5000, {count} + 1)
    Ticket.objects.bulk_create([past(one) for one in range(start, end)], batch_size=500)
"""


@dataclass
class Place:
    """The office, its counters with a token of each one's officer, and the baseline's port."""

    office: RunningOffice
    tokens: list[str]
    counters: list[int]
    baseline: int = 0

    def history(self, count: int) -> None:
        """Store tickets of yesterday."""
        run_inside(self.office, HISTORY.format(count=count))

    def clear(self) -> None:
        """Let nobody wait."""
        run_inside(self.office, CLEARED)

    def memory(self) -> float:
        """Return what the serving process holds, in MB."""
        assert self.office.process is not None
        status = Path(f"/proc/{self.office.process.pid}/status").read_text()
        line = next(one for one in status.splitlines() if one.startswith("VmRSS"))
        return int(line.split()[1]) / 1024


def run_inside(office: RunningOffice, code: str) -> str:
    """Run Python with the office's models and return what it printed."""
    done = office.command("shell", "--no-imports", "-c", code)
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def place(data: Path, database: str, bare_database: str, counters: int = 20) -> Iterator[Place]:
    """Run both; every counter is open."""
    port = free_port()
    bare = bare_database or str(data / "bare.sqlite3")
    with office_alone(data, database, counters) as running:
        command = [sys.executable, "tests/bench/baseline.py", str(port), bare]
        baseline = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        try:
            assert baseline.stdout is not None
            baseline.stdout.readline()
            yield replace(running, baseline=port)
        finally:
            baseline.kill()
            baseline.communicate()


@contextmanager
def office_alone(
    data: Path, database: str, counters: int = 20, redis_url: str = ""
) -> Iterator[Place]:
    """Run an office without the baseline; every counter is open."""
    office = RunningOffice(data=data, database_url=database, redis_url=redis_url, counters=counters)
    office.start()
    try:
        yield opened(office, counters)
    finally:
        office.end()


def opened(office: RunningOffice, counters: int) -> Place:
    """Open every counter of a running office; return it with what that needs."""
    printed = run_inside(office, TOKENS.format(count=counters)).splitlines()
    tokens = [line.split()[1] for line in printed if line.startswith("token ")]
    office.tokens = {f"tiepnhan{number}": one for number, one in enumerate(tokens, start=1)}
    found = office.call("tiepnhan1", "GET", "offices/demo/queue")[1]["counters"]
    ids = [one["id"] for one in found]
    for number, counter_id in enumerate(ids, start=1):
        status, _ = office.call(f"tiepnhan{number}", "POST", f"counters/{counter_id}/open", {})
        assert status == 200
    return Place(office, tokens, ids)


@contextmanager
def databases(name: str) -> Iterator[tuple[str, str]]:
    """Yield the addresses of the office's database and of the baseline's; "" are SQLite files."""
    if name == "SQLite":
        yield "", ""
        return
    import psycopg  # noqa: PLC0415 (only where PostgreSQL is measured)

    with postgresql() as url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE DATABASE bare")
        yield url, url.rsplit("/", 1)[0] + "/bare"
