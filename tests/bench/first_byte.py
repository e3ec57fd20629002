"""From the commit of a ticket to the first byte of its slip at an idle printer, as a table."""

import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Self

import django

from tests.running import ROOT
from tests.servers import postgresql

HEAD = (
    "| database | spool | printer | p50 ms | p99 ms | bare p50 ms | bare p99 ms | bound p99 ms |\n"
    "|---|---|---|--:|--:|--:|--:|--:|"
)
QUERY, END_QUERY, CUT = b"\x10\x04", b"\x1dr\x01", b"\x1dV\x00"
PATIENCE = 30.0  # seconds
IDLE = 0.02  # seconds between the end of one slip and the next ticket
SLIP_BYTES = 16_000


class Listener:
    """A printer that notes when the first byte of each slip came; `answers` what it is asked."""

    def __init__(self, *, answers: bool) -> None:
        self.first: list[float] = []
        self.ended = 0
        self._answers = answers
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _address = self._server.accept()
            except OSError:
                return
            with connection:
                self._receive(connection)

    def _receive(self, connection: socket.socket) -> None:
        begun, slip = 0.0, b""
        while data := connection.recv(65_536):
            while data.startswith(QUERY):
                if self._answers:
                    connection.sendall(b"\x12")
                data = data[3:]
            if data and not slip:
                begun = time.perf_counter()
            slip += data
            if self._answers and slip.endswith(END_QUERY):
                connection.sendall(b"\x00")
        if slip:
            self.first.append(begun)
            self.ended += 1


def spool_table(rounds: int) -> None:
    """Print the table for both databases; each has a process of its own."""
    print(HEAD, flush=True)  # noqa: T201 (it reports to the terminal)
    for database in ("SQLite", "PostgreSQL"):
        with _address(database) as url, tempfile.TemporaryDirectory() as data:
            command = [sys.executable, "-m", "tests.bench.first_byte", database, str(rounds)]
            environment = {**os.environ, "ONESTOP_DATA": data, "DATABASE_URL": url}
            subprocess.run(command, cwd=ROOT, env=environment, check=True)


@contextmanager
def _address(database: str) -> Iterator[str]:
    if database == "SQLite":
        yield ""
        return
    with postgresql() as url:
        yield url


def main(database: str, rounds: int) -> None:
    """Measure on the database of this process's environment."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "onestop.settings"
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 (once Django is set up)
    from django.utils import timezone  # noqa: PLC0415 (the same)

    from onestop.operations.demo import demo_fill  # noqa: PLC0415 (the same)

    call_command("migrate", verbosity=0, interactive=False)
    demo_fill(counters=1, now=timezone.now())
    for spool in ("this process", "another"):
        for answers in (True, False):
            with Listener(answers=answers) as printer:
                row = _measured(printer, rounds, spool)
            kind = "answers" if answers else "quiet"
            print(f"| {database} | {spool} | {kind} | {row} |", flush=True)  # noqa: T201 (it reports)


def _measured(printer: Listener, rounds: int, spool: str) -> str:
    _printer_add(printer)
    with _spool(spool):
        _ticket(printer)  # what is loaded once
        _ticket(printer)
        taken = [_ticket(printer) for _ in range(rounds)]
    bare = [_bare(printer) for _ in range(rounds)]
    ours, theirs = _percentiles(taken), _percentiles(bare)
    bound = 3 * theirs[1] + 20
    return " | ".join(f"{one:.1f}" for one in (*ours, *theirs, bound))


def _printer_add(printer: Listener) -> None:
    from django.utils import timezone  # noqa: PLC0415 (once Django is set up)

    from onestop.directory.models import Office  # noqa: PLC0415 (the same)
    from printing.services import printer_add  # noqa: PLC0415 (the same)

    printer_add(
        office=Office.objects.get(code="demo"),
        name="Đo",
        url=f"escpos+tcp://127.0.0.1:{printer.port}",
        roles=["ticket"],
        now=timezone.now(),
    )


@contextmanager
def _spool(where: str) -> Iterator[None]:
    if where == "another":
        worker = subprocess.Popen([sys.executable, "manage.py", "worker"], cwd=ROOT)
        try:
            yield
        finally:
            worker.terminate()
            worker.wait()
        return
    from printing.spool import Spool  # noqa: PLC0415 (once Django is set up)

    spool = Spool()
    spool.start()
    try:
        yield
    finally:
        spool.stop(timeout=10)


def _ticket(printer: Listener) -> float:
    """Issue a ticket and return the seconds from its commit to the first byte of its slip."""
    from django.utils import timezone  # noqa: PLC0415 (once Django is set up)

    from onestop.directory.models import Office  # noqa: PLC0415 (the same)
    from queueing.services import ticket_issue  # noqa: PLC0415 (the same)

    ended, office = printer.ended, Office.objects.get(code="demo")
    ticket_issue(office=office, service_code="ho-tich", actor=None, now=timezone.now())
    committed = time.perf_counter()
    _wait(printer, ended)
    time.sleep(IDLE)
    return printer.first[-1] - committed


def _bare(printer: Listener) -> float:
    """Return the seconds that a bare connect-and-send takes until its first byte is there."""
    ended, begun = printer.ended, time.perf_counter()
    with closing(socket.create_connection(("127.0.0.1", printer.port))) as connection:
        connection.sendall(bytes(SLIP_BYTES))
    _wait(printer, ended)
    time.sleep(IDLE)
    return printer.first[-1] - begun


def _wait(printer: Listener, ended: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while printer.ended == ended:
        if time.monotonic() > deadline:
            message = "no slip came"
            raise TimeoutError(message)
        time.sleep(0.001)


def _percentiles(seconds: Sequence[float]) -> tuple[float, float]:
    in_order = sorted(seconds)
    return 1000 * in_order[len(in_order) // 2], 1000 * in_order[len(in_order) * 99 // 100]


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
