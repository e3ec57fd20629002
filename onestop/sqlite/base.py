"""Django's SQLite backend whose writers take turns inside the process.

SQLite lets one writer in at a time and keeps no queue of the others: each looks again after a
while, and an unlucky one can do so for seconds. Here every write transaction first waits for a
fair lock of its database file, and only then for SQLite. It is given back on commit, rollback,
close, and when the transaction cannot begin.

1. `atomic()` waits once, for its outermost block; savepoints belong to it.
2. A statement that may write outside `atomic()` waits for itself alone.
3. Reading never waits.

Limits. It queues the threads of one process: several processes meet at SQLite's own lock, as
ever, for at most `timeout` seconds of OPTIONS. A wait here is as long at most, and ends in the
same "database is locked". A thread that writes through a second connection while its first one
is in a transaction does not wait here for itself but fails at SQLite's lock. `BEGIN` sent by hand
through a cursor, transactions of mode DEFERRED that come to write, and databases in memory are
not queued.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

from onestop.sqlite.fairness import FairLock

WRITING_MODES = frozenset({"IMMEDIATE", "EXCLUSIVE"})
# Statements that do not write. Whatever else comes is taken for a write: at worst it waits for its
# turn without need.
READING = re.compile(
    r"\s*(SELECT|PRAGMA|EXPLAIN|BEGIN|SAVEPOINT|RELEASE|COMMIT|ROLLBACK|END|ATTACH|DETACH)\b",
    re.IGNORECASE,
)
# sqlite3's own patience, in seconds, where OPTIONS name none.
DEFAULT_TIMEOUT = 5.0

_locks: dict[str, FairLock] = {}


def _lock_of(name: object) -> FairLock:
    """Return the one lock of a database file, under whatever name it is opened."""
    return _locks.setdefault(os.path.realpath(str(name)), FairLock())


class FairCursor(base.SQLiteCursorWrapper):
    """A cursor that waits for its connection's turn before a statement that writes by itself."""

    def __init__(self, wrapper: "DatabaseWrapper", connection: Any) -> None:
        super().__init__(connection)
        self._wrapper = wrapper

    def execute(self, query: str, params: Any = None) -> Any:
        """Run one statement."""
        if self.connection.in_transaction or READING.match(query):
            return super().execute(query, params)
        with self._wrapper.turn():
            return super().execute(query, params)

    def executemany(self, query: str, param_list: Any) -> Any:
        """Run one statement for each set of parameters."""
        if self.connection.in_transaction:
            return super().executemany(query, param_list)
        with self._wrapper.turn():
            return super().executemany(query, param_list)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that holds the fair lock of its file while it is in a write transaction."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._held: FairLock | None = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold the lock while a statement runs, and on if it has opened a transaction."""
        self._take_turn()
        try:
            yield
        finally:
            self._end_turn()

    def create_cursor(self, name: str | None = None) -> Any:
        """Return a cursor that takes turns."""
        del name
        return self.connection.cursor(factory=partial(FairCursor, self))

    def _start_transaction_under_autocommit(self) -> None:
        mode: str | None = self.transaction_mode  # type: ignore[attr-defined]  # not in the stubs
        if mode in WRITING_MODES:
            self._take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # not in the stubs
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> None:
        try:
            super()._commit()  # type: ignore[misc]  # not in the stubs
        finally:
            self._end_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # not in the stubs
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # not in the stubs
        finally:
            self._give_up_turn()

    def _take_turn(self) -> None:
        """Wait for the lock unless this thread holds it already, by this connection or another."""
        lock = _lock_of(self.settings_dict["NAME"])
        if self.is_in_memory_db() or lock.held_by_this_thread():
            return
        if not lock.acquire(self.settings_dict["OPTIONS"].get("timeout", DEFAULT_TIMEOUT)):
            raise OperationalError("database is locked")
        self._held = lock

    def _end_turn(self) -> None:
        """Give the lock back unless the connection is still in its transaction."""
        if self.connection is None or not self.connection.in_transaction:
            self._give_up_turn()

    def _give_up_turn(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            held.release()
