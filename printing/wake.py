"""Wakes spools when something to print was committed: in this process, and through PostgreSQL.

In this process by a call; on PostgreSQL also every other process that listens, by a notice that is
part of the transaction. Elsewhere the others find it by polling.
"""

import threading
from collections.abc import Callable

from django.db import connection, transaction

# An office in which there is something to print; None: printers have changed, look at all.
News = Callable[[int | None], None]
CHANNEL = "onestop_print"

_listeners: list[News] = []
_lock = threading.Lock()


def wake_on_commit(office_id: int | None = None) -> None:
    """Wake the spools after the current transaction, if it commits."""
    transaction.on_commit(lambda: _wake(office_id))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, str(office_id or "")])


def register(listener: News) -> None:
    """Tell this listener, from whatever thread commits: it must return at once."""
    with _lock:
        _listeners.append(listener)


def unregister(listener: News) -> None:
    """Leave the listener alone from now on."""
    with _lock:
        _listeners.remove(listener)


def _wake(office_id: int | None) -> None:
    with _lock:
        listeners = list(_listeners)
    for listener in listeners:
        listener(office_id)
