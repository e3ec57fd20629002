"""Tells the spools of other processes beside the same SQLite file, each through its own socket.

SQLite tells nobody of a commit. Who misses a notice finds what waits by polling.
"""

import logging
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

logger = logging.getLogger(__name__)

LOOK = 1.0  # seconds between two looks whether to stop
LONGEST = 32  # bytes of a notice

# Takes the office in which there is something to print; None: printers have changed, look at all.
News = Callable[[int | None], None]


class NeighbourEar:
    """Listens in a thread of its own to what other processes on this machine tell."""

    def __init__(self, heard: News) -> None:
        self._heard = heard
        self._stopped = threading.Event()
        self._name = f"{os.getpid()}-{id(self)}"
        self._thread = threading.Thread(target=self._run, name="print-ear", daemon=True)

    def start(self) -> None:
        """Begin; where there are no such sockets, polling has to do."""
        self._thread.start()

    def stop(self) -> None:
        """End within a second, without waiting for it."""
        self._stopped.set()

    def _run(self) -> None:
        try:
            _folder().mkdir(mode=0o700, exist_ok=True)
            with (
                _short(_folder()) as folder,
                socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as own,
            ):
                own.bind(f"{folder}/{self._name}")
                self._listen(own)
        except OSError as problem:
            logger.warning("The spool cannot listen to other processes: %s", problem)
        finally:
            (_folder() / self._name).unlink(missing_ok=True)

    def _listen(self, own: socket.socket) -> None:
        own.settimeout(LOOK)
        while not self._stopped.is_set():
            with suppress(TimeoutError):
                notice = own.recv(LONGEST)
                self._heard(int(notice) if notice else None)


def neighbours_tell(office_id: int | None) -> None:
    """Tell the spools of all other processes; never waits, and never fails."""
    try:
        with _short(_folder()) as folder, _socket() as own:
            own.settimeout(0)
            for name in os.listdir(folder):  # noqa: PTH208 (names are all that is needed)
                if not name.startswith(f"{os.getpid()}-"):
                    _tell(own, f"{folder}/{name}", str(office_id or "").encode())
    except FileNotFoundError:  # no spool has begun here yet
        return
    except OSError as problem:
        logger.warning("Other processes were not told of what is to be printed: %s", problem)


def _tell(own: socket.socket, path: str, notice: bytes) -> None:
    try:
        own.sendto(notice, path)
    except (ConnectionRefusedError, FileNotFoundError):  # that process has died
        Path(path).unlink(missing_ok=True)
    except OSError as problem:  # its notices are not fetched: it looks by itself
        logger.debug("A spool was not told: %s", problem)


def _socket() -> socket.socket:
    return socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)


def _folder() -> Path:
    return Path(settings.ONESTOP_DATA) / "spools"


@contextmanager
def _short(folder: Path) -> Iterator[str]:
    """Yield a name of the folder that is short enough for the address of a socket."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{opened}"
    finally:
        os.close(opened)
