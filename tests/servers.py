"""Private servers for the tests: started here, stopped again, nothing kept."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START_TIMEOUT = 30.0  # seconds


def free_port() -> int:
    """Return a TCP port that nobody listens on at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def postgresql() -> Iterator[str]:
    """Run a PostgreSQL of our own and yield the address of a database on it."""
    binaries = _postgresql_binaries()
    folder = Path(tempfile.mkdtemp(prefix="onestop-pg-"))
    account = _database_account(folder)
    port = free_port()
    _run([binaries / "initdb", "-D", folder / "data", "-U", "onestop", "-A", "trust"], account)
    # Nothing here outlives the run, so nothing waits for the disk.
    server = subprocess.Popen(
        [
            *(binaries / "postgres", "-D", folder / "data", "-k", folder),
            *("-h", "127.0.0.1", "-p", str(port)),
            *("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"),
            *("-c", "max_connections=300"),
        ],
        user=account,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_ready(binaries, port)
        _run(
            [binaries / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "onestop", "onestop"]
        )
        yield f"postgres://onestop@127.0.0.1:{port}/onestop"
    finally:
        _end(server, signal.SIGINT)  # "fast": sessions are ended, not waited for
        shutil.rmtree(folder, ignore_errors=True)


class Redis:
    """A Redis of our own, without a file on disk, that may be killed and started again."""

    def __init__(self) -> None:
        self._port = free_port()
        self._server: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Return its address."""
        return f"redis://127.0.0.1:{self._port}/0"

    def start(self) -> None:
        """Start it and wait until it answers."""
        self._server = subprocess.Popen(
            ["redis-server", "--port", str(self._port), "--bind", "127.0.0.1", "--save", ""],
            stdout=subprocess.DEVNULL,
        )
        _wait_for(self._port)

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Send it the signal and wait for its end."""
        if self._server is not None:
            _end(self._server, how)
            self._server = None


@contextmanager
def redis() -> Iterator[str]:
    """Run a Redis until the block ends, and yield its address."""
    server = Redis()
    server.start()
    try:
        yield server.url
    finally:
        server.end()


def _postgresql_binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not found:
        message = "No PostgreSQL is installed: run tests/install-packages."
        raise FileNotFoundError(message)
    return found[-1]


def _database_account(folder: Path) -> str | None:
    """Return the account to run PostgreSQL as: it refuses to run as root."""
    if os.geteuid() != 0:
        return None
    shutil.chown(folder, "postgres")
    return "postgres"


def _wait_until_ready(binaries: Path, port: int) -> None:
    """Wait until PostgreSQL lets people in: it listens before that, and turns them away."""
    ask: list[str | Path] = [binaries / "pg_isready", "-h", "127.0.0.1", "-p", str(port)]
    deadline = time.monotonic() + START_TIMEOUT
    while subprocess.run(ask, stdout=subprocess.DEVNULL, check=False).returncode != 0:
        if time.monotonic() > deadline:
            message = f"PostgreSQL does not let anybody in within {START_TIMEOUT:.0f} seconds."
            raise TimeoutError(message)
        time.sleep(0.05)


def _run(command: list[str | Path], account: str | None = None) -> None:
    subprocess.run(command, user=account, check=True, stdout=subprocess.DEVNULL)


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + START_TIMEOUT
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def _end(server: subprocess.Popen[bytes], how: signal.Signals) -> None:
    server.send_signal(how)
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


@contextmanager
def ldap_directory(entries: str) -> Iterator[str]:
    """Run a directory (slapd) of our own with the LDIF `entries` below dc=mau; yield its address.

    `cn=asks,dc=mau` with the password `asks` may look for people.
    """
    folder = Path(tempfile.mkdtemp(prefix="onestop-ldap-"))
    port = free_port()
    (folder / "data").mkdir()
    (folder / "slapd.conf").write_text(_SLAPD.format(folder=folder))
    (folder / "entries.ldif").write_text(entries)
    _run(["/usr/sbin/slapadd", "-f", folder / "slapd.conf", "-l", folder / "entries.ldif"])
    address = f"ldap://127.0.0.1:{port}"
    server = subprocess.Popen(
        ["/usr/sbin/slapd", "-f", folder / "slapd.conf", "-h", address, "-d", "0"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield address
    finally:
        _end(server, signal.SIGINT)
        shutil.rmtree(folder, ignore_errors=True)


_SLAPD = """\
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile {folder}/slapd.pid
database mdb
suffix "dc=mau"
rootdn "cn=asks,dc=mau"
rootpw asks
directory {folder}/data
maxsize 10485760
access to attrs=userPassword by anonymous auth by * none
access to * by * none
"""


@contextmanager
def open_id_provider() -> Iterator[str]:
    """Run an OpenID provider of our own, which believes everybody; yield its issuer."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        _end(server, signal.SIGTERM)
