"""Wakes the spool of this process when a job was committed here; others find it by polling."""

import threading

from django.db import transaction

_waiting: set[threading.Event] = set()
_lock = threading.Lock()


def wake_on_commit() -> None:
    """Wake the spool after the current transaction, if it commits."""
    transaction.on_commit(_wake)


def register(event: threading.Event) -> None:
    """Set the event whenever there is something to print."""
    with _lock:
        _waiting.add(event)


def unregister(event: threading.Event) -> None:
    """Leave the event alone from now on."""
    with _lock:
        _waiting.discard(event)


def _wake() -> None:
    with _lock:
        for event in _waiting:
            event.set()
