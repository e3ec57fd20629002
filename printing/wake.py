"""Wakes spools when something to print was committed: in this process and in all others.

In this process by a call; the others on PostgreSQL by a notice that is part of the transaction, on
SQLite through their sockets. What they miss they find by polling.
"""

import threading

from django.db import connection, transaction

from printing.ear import News
from printing.neighbours import neighbours_tell

CHANNEL = "onestop_print"

_listeners: list[News] = []
_lock = threading.Lock()


def wake_on_commit(office_id: int | None = None) -> None:
    """Wake the spools after the current transaction, if it commits."""
    transaction.on_commit(lambda: _wake(office_id))
    if connection.vendor == "sqlite":
        transaction.on_commit(lambda: neighbours_tell(office_id))
    else:
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
