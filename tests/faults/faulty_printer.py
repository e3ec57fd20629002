"""A network printer that misbehaves at random, and keeps a true record of what came out of it."""

import random
import socket
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.printing.decoder import decode
from tests.printing.fake_printer import COVER_OPEN, END_QUERY, NO_PAPER, STATUS_QUERY, WELL
from tests.printing.listening import ListeningPrinter

RESET = struct.pack("ii", 1, 0)
CUT = b"\x1dV\x00"
WIDTH = 576  # dots


@dataclass(frozen=True)
class Paper:
    """A slip that came out: its number, and whether it is marked as a copy."""

    number: str
    is_copy: bool


class BrokenError(Exception):
    """The printer breaks off here."""


class FaultyPrinter(ListeningPrinter):
    """Prints, unless chance has it refuse, hang, break off, lack paper, keep silent or die.

    `papers` is what came out, in order. `well` (an event): from then on it only prints.
    """

    def __init__(self, seed: int) -> None:
        self.papers: list[Paper] = []
        self.faults: dict[str, int] = {}
        self.well = threading.Event()
        self._chance = random.Random(seed)  # noqa: S311 (the same faults in each run)
        self._status = WELL
        self._sick_until = 0.0
        super().__init__()

    def _talk(self, connection: socket.socket) -> None:
        connection.settimeout(2)
        fault = self._fault()
        try:
            fault(self, connection)
        except BrokenError:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        except OSError:  # the other side is gone: killed, or out of patience
            return

    def _fault(self) -> "Fault":
        if self.well.is_set():
            return FaultyPrinter.work
        (name,) = self._chance.choices(list(FAULTS), [weight for weight, _do in FAULTS.values()])
        self.faults[name] = self.faults.get(name, 0) + 1
        return FAULTS[name][1]

    def work(self, connection: socket.socket) -> None:
        """Print."""
        self._receive(connection)

    def keep_silent(self, connection: socket.socket) -> None:
        """Print, and answer no question."""
        self._receive(connection, answers=False)

    def hang(self, _connection: socket.socket) -> None:
        """Read nothing for a while, then break off."""
        time.sleep(self._chance.uniform(0.3, 1.5))
        raise BrokenError

    def break_off(self, connection: socket.socket) -> None:
        """Break off after some bytes."""
        self._receive(connection, limit=self._chance.randint(1, 1500))

    def break_off_before_paper(self, connection: socket.socket) -> None:
        """Take all of a slip and break off before it comes out."""
        self._receive(connection, prints=False)

    def break_off_after_paper(self, connection: socket.socket) -> None:
        """Print, and break off without a word."""
        self._receive(connection, stays=False)

    def lack_paper(self, connection: socket.socket) -> None:
        """Lack paper for a while."""
        self._be_sick(NO_PAPER)
        self._receive(connection)

    def be_open(self, connection: socket.socket) -> None:
        """Stand open for a while."""
        self._be_sick(COVER_OPEN)
        self._receive(connection)

    def _be_sick(self, status: dict[int, int]) -> None:
        self._status, self._sick_until = status, time.monotonic() + self._chance.uniform(0.1, 0.6)

    def die(self, _connection: socket.socket) -> None:
        """Be gone for a while."""
        self._server.close()
        time.sleep(self._chance.uniform(0.2, 1.0))
        self._server = self._listen(self.port)
        raise BrokenError

    def _receive(
        self,
        connection: socket.socket,
        *,
        answers: bool = True,
        limit: int | None = None,
        prints: bool = True,
        stays: bool = True,
    ) -> None:
        """Take what comes and print a slip when its cut has come, as printers do."""
        slip = b""
        while data := connection.recv(2048):
            slip += data
            if answers and not slip.strip(STATUS_QUERY + bytes([1, 2, 4])):
                slip = self._answer(connection, slip)
            if limit is not None and len(slip) >= limit:
                raise BrokenError
            if not slip.removesuffix(END_QUERY).endswith(CUT):
                continue
            if not prints:
                raise BrokenError
            self._come_out(slip.removesuffix(END_QUERY))
            if not stays:
                raise BrokenError
            if answers and slip.endswith(END_QUERY):
                connection.sendall(b"\x00")
            slip = b""

    def _answer(self, connection: socket.socket, asked: bytes) -> bytes:
        if time.monotonic() > self._sick_until:
            self._status = WELL
        for start in range(0, len(asked) - 2, 3):
            connection.sendall(bytes([self._status[asked[start + 2]]]))
        return asked[len(asked) // 3 * 3 :]

    def _come_out(self, slip: bytes) -> None:
        if slip.startswith(STATUS_QUERY):  # a question that was left unanswered
            slip = slip[3:]
        sheet = decode(slip, WIDTH)
        number = next(line.strip() for line in sheet.lines if line.strip()[1:].isdigit())
        self.papers.append(Paper(number, "BẢN SAO" in sheet.text))


Fault = Callable[[FaultyPrinter, socket.socket], None]
# How often each happens, of a hundred connections.
FAULTS: dict[str, tuple[int, Fault]] = {
    "none": (66, FaultyPrinter.work),
    "silent": (5, FaultyPrinter.keep_silent),
    "hangs": (4, FaultyPrinter.hang),
    "resets after n bytes": (7, FaultyPrinter.break_off),
    "resets before paper": (4, FaultyPrinter.break_off_before_paper),
    "resets after paper": (4, FaultyPrinter.break_off_after_paper),
    "paper out": (5, FaultyPrinter.lack_paper),
    "cover open": (3, FaultyPrinter.be_open),
    "dies for a while": (2, FaultyPrinter.die),
}
