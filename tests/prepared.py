"""A migrated, empty database that the tests and every office of a run begin with a copy of.

Migrating takes seconds, and a run starts many offices. What is made is kept in the folder
`ONESTOP_PREPARED`, else in the data folder of the tests, under a digest of all migrations, so that
a changed one makes it anew.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
FILE = "onestop.sqlite3"


def database_file_prepare(data: Path) -> None:
    """Put a migrated SQLite file into an empty data folder."""
    if not (data / FILE).exists():
        _copy(data / FILE)


def _copy(path: Path) -> None:
    with _turn() as folder:
        kept = folder / _digest()
        if not (kept / FILE).exists():
            _migrate(kept, "")
    shutil.copy(kept / FILE, path)


def template_database(url: str) -> str:
    """Return the name of a migrated database on the PostgreSQL at `url`, made if absent."""
    import psycopg  # noqa: PLC0415 (only where PostgreSQL is tested)

    name = f"prepared_{_digest()}"
    with _turn() as folder, psycopg.connect(url, autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if known.fetchone() is None:
            connection.execute(f'CREATE DATABASE "{name}"')
            _migrate(folder / name, f"{url.rpartition('/')[0]}/{name}")
    return name


def own_database_prepare() -> None:
    """Let the database that the tests themselves are about to make begin as a copy, too."""
    if connection.vendor == "postgresql":
        name = template_database(os.environ["DATABASE_URL"])
        connection.settings_dict["TEST"]["TEMPLATE"] = name
        return
    creation: Any = connection.creation
    make = creation._create_test_db  # noqa: SLF001 (Django has no other place for it)

    def made(*arguments: Any, **options: Any) -> str:
        name = str(make(*arguments, **options))
        _copy(Path(name))
        return name

    creation._create_test_db = made  # noqa: SLF001


@contextmanager
def _turn() -> Iterator[Path]:
    """Yield the folder of what is prepared while no other process of the run prepares."""
    folder = Path(os.environ.get("ONESTOP_PREPARED") or settings.ONESTOP_DATA / "prepared")
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


def _migrate(data: Path, database_url: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT,
        env={**os.environ, "ONESTOP_DATA": str(data), "DATABASE_URL": database_url},
        check=True,
    )


def _digest() -> str:
    """Return a digest of every migration of every app."""
    digest = hashlib.sha256()
    for app in apps.get_app_configs():
        for path in sorted(Path(app.path).glob("migrations/*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
