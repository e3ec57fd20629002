"""Tells the spools of other processes beside the same SQLite file, each through its own socket.

SQLite tells nobody of a commit. Who misses a notice finds what waits by polling.
"""

import logging
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

from printing.ear import LOOK, Ear, News

logger = logging.getLogger(__name__)

LONGEST = 32  # bytes of a notice


class NeighbourEar(Ear):
    """Listens at a socket of its own; where there are no such sockets, polling has to do."""

    def __init__(self, heard: News) -> None:
        super().__init__(heard)
        self._name = f"{os.getpid()}-{id(self)}"

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
                self._hear(own.recv(LONGEST))


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
