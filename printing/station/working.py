"""The work of a print station: one thread a printer fetches, prints and reports, in order."""

import logging
import threading
import time
from base64 import b64decode
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from printing.devices import Delivery, Habits, deliver, printer_address, probe
from printing.station.server import AwayError, RefusedError, Server

logger = logging.getLogger(__name__)

LOOK = 0.5  # seconds between two questions for a slip
STATUS_PACE = 3.0  # seconds between two looks how an idle printer is
LIST_PACE = 5.0  # seconds between two looks which printers the station has
SHORTEST_REST, LONGEST_REST = 0.5, 5.0  # seconds until the next try while the server is away

Printer = dict[str, Any]


class Station:
    """Prints from `run` until `stop`."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._stopped = threading.Event()
        self._workers: dict[int, Worker] = {}

    def run(self) -> None:
        """Work until stopped; raises `RefusedError` where the token opens nothing (any more)."""
        printers = self._persist(lambda: self._server.post("begin"))
        while not self._stopped.is_set():
            self._take_on(printers or [])
            self._stopped.wait(LIST_PACE)
            printers = self._persist(lambda: self._server.get("printers"))
        for worker in self._workers.values():
            worker.join()

    def stop(self) -> None:
        """End after the slips that are being printed."""
        self._stopped.set()

    def _take_on(self, printers: list[Printer]) -> None:
        """Have each printer of the list served, and those that left it no more."""
        listed = {one["id"]: one for one in printers}
        for pk, worker in list(self._workers.items()):
            if pk not in listed:
                worker.leave()
                del self._workers[pk]
        for pk, printer in listed.items():
            if pk in self._workers:
                self._workers[pk].printer = printer
            else:
                self._workers[pk] = Worker(self._server, printer, self._stopped)

    def _persist(self, call: Callable[[], Any]) -> Any:
        return persist(call, self._stopped)


class Worker:
    """The thread of one printer."""

    def __init__(self, server: Server, printer: Printer, stopped: threading.Event) -> None:
        self.printer = printer
        self._server = server
        self._stopped = stopped
        self._left = threading.Event()
        self._asked_at = 0.0
        self._thread = threading.Thread(target=self._run, name=f"printer-{printer['id']}")
        self._thread.start()

    def leave(self) -> None:
        """End after the slip that is being printed."""
        self._left.set()

    def join(self) -> None:
        """Wait for the end."""
        self._thread.join()

    def _run(self) -> None:
        while not (self._stopped.is_set() or self._left.is_set()):
            try:
                worked = self._work()
            except AwayError as problem:
                logger.warning("The server is away: %s", problem)
                worked = False
            except RefusedError as problem:  # taken off the list: the next list says so
                logger.warning("The server refuses: %s", problem)
                worked = False
            if not worked:
                self._stopped.wait(LOOK)

    def _work(self) -> bool:
        """Print the next slip and report it; False where none waits."""
        printer = self.printer
        slip = self._server.post(f"printers/{printer['id']}/next")
        if slip is None:
            self._look_how_it_is(printer)
            return False
        habits = Habits(confirms=printer["confirms"], silent=printer["silent"])
        delivery = deliver(printer_address(printer["url"]), b64decode(slip["data"]), habits)
        self._report(slip["id"], delivery)
        return True

    def _report(self, job: int, delivery: Delivery) -> None:
        """Report until the server has heard it: no further slip is fetched before."""
        told = {
            "outcome": delivery.outcome,
            "trouble": delivery.trouble,
            "answers": delivery.answers,
            "confirmed": delivery.confirmed,
            "low": delivery.low,
        }
        try:
            persist(lambda: self._server.post(f"jobs/{job}/end", told), self._stopped)
        except RefusedError as problem:
            if problem.status == HTTPStatus.UNAUTHORIZED:
                raise
            logger.warning("Slip %s was reported too late: %s", job, problem)

    def _look_how_it_is(self, printer: Printer) -> None:
        """Now and then report how an idle printer is, if it tells or is in trouble."""
        due = time.monotonic() - self._asked_at >= STATUS_PACE
        if not due or not (printer["answers"] or printer["troubled"]):
            return
        self._asked_at = time.monotonic()
        status = probe(printer_address(printer["url"]))
        told = {"trouble": status.trouble, "answers": status.answered, "low": status.low}
        self._server.post(f"printers/{printer['id']}/status", told)


def persist(call: Callable[[], Any], stopped: threading.Event) -> Any:
    """Make a call until the server answers; None if the station is stopped before."""
    rest = SHORTEST_REST
    while True:
        try:
            return call()
        except AwayError as problem:
            logger.warning("The server is away: %s", problem)
        if stopped.wait(rest):
            return None
        rest = min(2 * rest, LONGEST_REST)
