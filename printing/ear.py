"""What hears in a thread of its own that something to print was committed in another process."""

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable

LOOK = 1.0  # seconds between two looks whether to stop

# Takes the office in which there is something to print; None: printers have changed, look at all.
News = Callable[[int | None], None]


class Ear(ABC):
    """Hears until it is stopped; what it misses is found by polling."""

    def __init__(self, heard: News) -> None:
        self._heard = heard
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="print-ear", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End within a second, without waiting for it."""
        self._stopped.set()

    def _hear(self, notice: str | bytes) -> None:
        """Pass on a notice: the office's id, or nothing."""
        self._heard(int(notice) if notice else None)

    @abstractmethod
    def _run(self) -> None:
        """Listen until stopped."""
