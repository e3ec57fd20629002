"""The bare minimum to compare with: an ASGI application on daphne that does one INSERT a call.

No framework, no routing, no rights: `python tests/bench/baseline.py PORT DATABASE_URL`.
"""

import asyncio
import json
import sqlite3
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from daphne.server import Server

THREADS = 4  # for PostgreSQL; SQLite has one writer anyway

Insert = Callable[[], Awaitable[int]]


def sqlite_insert(path: str) -> Insert:
    """Return a function that inserts a row in a transaction of its own."""
    connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, at TEXT)")

    async def insert() -> int:
        row = connection.execute("INSERT INTO bare (at) VALUES (datetime('now')) RETURNING id")
        return int(row.fetchone()[0])

    return insert


def postgresql_insert(url: str) -> Insert:
    """Return a function that inserts a row, on one of a few connections."""
    import threading  # noqa: PLC0415

    import psycopg  # noqa: PLC0415

    with psycopg.connect(url, autocommit=True) as setup:
        setup.execute("DROP TABLE IF EXISTS bare")
        setup.execute("CREATE TABLE bare (id bigserial PRIMARY KEY, at timestamptz)")
    local = threading.local()
    pool = ThreadPoolExecutor(THREADS)

    def work() -> int:
        if not hasattr(local, "connection"):
            local.connection = psycopg.connect(url, autocommit=True)
        row = local.connection.execute("INSERT INTO bare (at) VALUES (now()) RETURNING id")
        return int(row.fetchone()[0])

    async def insert() -> int:
        return await asyncio.get_running_loop().run_in_executor(pool, work)

    return insert


def application(insert: Insert) -> Callable[..., Awaitable[None]]:
    """Return the ASGI application."""

    async def answer(scope: dict[str, Any], receive: Any, send: Any) -> None:
        del scope
        while (await receive()).get("more_body"):
            pass
        body = json.dumps({"id": await insert()}).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
        await send({"type": "http.response.start", "status": 201, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return answer


def main(port: int, database: str) -> None:
    """Serve until killed; prints "Ready" once it serves."""
    make = postgresql_insert if database.startswith("postgres") else sqlite_insert
    Server(
        application=application(make(database)),
        endpoints=[f"tcp:port={port}:backlog=2048:interface=127.0.0.1"],
        ready_callable=lambda: print("Ready", flush=True),  # noqa: T201 (the caller waits for it)
        verbosity=0,
    ).run()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
