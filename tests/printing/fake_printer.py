"""A network printer of the tests' own: it prints, refuses, hangs, breaks off, lacks paper."""

import socket
import struct
from types import TracebackType
from typing import Self

from tests.printing.listening import ListeningPrinter

STATUS_QUERY = b"\x10\x04"
WELL = {1: 0x12, 2: 0x12, 4: 0x12}
NO_PAPER = {1: 0x1A, 2: 0x32, 4: 0x72}
COVER_OPEN = {1: 0x1A, 2: 0x16, 4: 0x12}
PAPER_LOW = {1: 0x12, 2: 0x12, 4: 0x1E}
END_QUERY = b"\x1dr\x01"
THROUGH, THROUGH_LOW = 0x00, 0x03
# Closing with this option set sends a reset instead of an orderly end.
RESET = struct.pack("ii", 1, 0)


class FakePrinter(ListeningPrinter):
    """Listens on `port` of this machine; what each connection brought stands in `jobs`.

    `status`: answers to DLE EOT n, None for a printer that never answers. `through`: its answer to
    GS r 1 behind a slip, None for one that does not know that question. `break_after`: reset the
    connection after so many bytes of a slip. `hang`: take connections and read nothing.
    `keep_open`: never close a connection first.
    """

    def __init__(self, port: int = 0) -> None:
        self.jobs: list[bytes] = []
        self.connections = 0
        self.status: dict[int, int] | None = None
        self.through: int | None = None
        self.break_after: list[int] = []
        self.keep_open = False
        self.hang = False
        super().__init__(port)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.switch_off()

    def _talk(self, connection: socket.socket) -> None:
        self.connections += 1
        connection.settimeout(0.05)
        job = b""
        limit = self.break_after.pop(0) if self.break_after else None
        while not self._closing.is_set():
            if self.hang:
                self._closing.wait(0.05)
                continue
            try:
                data = connection.recv(2048)
            except TimeoutError:
                continue
            except ConnectionError:
                return
            if not data:
                if self.keep_open:
                    self._closing.wait(0.05)
                    continue
                break
            job = self._ended(connection, job + self._answered(connection, data))
            if limit is not None and len(job) >= limit:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                return
        if job:
            self.jobs.append(job)

    def _answered(self, connection: socket.socket, data: bytes) -> bytes:
        """Answer status queries, and return the data without them: they print nothing."""
        if not data.startswith(STATUS_QUERY) or len(data) % 3:
            return data
        for start in range(0, len(data), 3):
            if self.status is not None:
                connection.sendall(bytes([self.status[data[start + 2]]]))
        return b""

    def _ended(self, connection: socket.socket, job: bytes) -> bytes:
        """Answer the question behind a slip, and return the slip without it."""
        if not job.endswith(END_QUERY):
            return job
        if self.status is not None and self.through is not None:
            connection.sendall(bytes([self.through]))
        return job.removesuffix(END_QUERY)
