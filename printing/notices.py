"""Hears from PostgreSQL that another process has committed something to print."""

import logging
from typing import Any

from django.db import connection

from printing.ear import LOOK, Ear
from printing.wake import CHANNEL

logger = logging.getLogger(__name__)

REST = 5.0  # seconds until the next attempt after a failure


class DatabaseEar(Ear):
    """Listens in a connection of its own."""

    def _run(self) -> None:
        from psycopg import Error, connect  # noqa: PLC0415 (installed where PostgreSQL is used)

        parameters = connection.get_connection_params()
        while not self._stopped.is_set():
            try:
                with connect(**_plain(parameters), autocommit=True) as listening:
                    listening.execute(f"LISTEN {CHANNEL}")
                    self._listen(listening)
            except Error as problem:
                logger.warning("The spool cannot listen to PostgreSQL: %s", problem)
                self._stopped.wait(REST)

    def _listen(self, listening: Any) -> None:
        while not self._stopped.is_set():
            for notice in listening.notifies(timeout=LOOK):
                self._hear(notice.payload)
                if self._stopped.is_set():
                    return


def _plain(parameters: dict[str, Any]) -> dict[str, Any]:
    """Return what the driver itself takes of Django's parameters."""
    ours = {"cursor_factory", "context", "prepare_threshold", "pool", "server_side_binding"}
    return {name: value for name, value in parameters.items() if name not in ours}
