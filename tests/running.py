"""A whole office in a process of its own, as people run it: `manage.py serve --demo`."""

import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import dj_database_url

from tests.logs import log_keep
from tests.prepared import database_file_prepare, template_database
from tests.servers import free_port

ROOT = Path(__file__).resolve().parent.parent
TOKENS = """
from django.utils import timezone
from onestop.directory.models import User
from onestop.directory.services import access_token_issue
for user in User.objects.filter(is_active=True):
    if not user.is_device:
        print("token", user.username, access_token_issue(user=user, now=timezone.now()))
"""
ANSWER_TIMEOUT = 30.0  # seconds for one HTTP answer


@dataclass
class RunningOffice:
    """A demo office on `port`, with its data in `data`; may be killed and started again."""

    data: Path
    database_url: str = ""
    redis_url: str = ""
    counters: int = 6
    settings: dict[str, str] = field(default_factory=dict)
    listens: str = "127.0.0.1"
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[str] | None = None
    tokens: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Return the address without a last slash."""
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        """Return the environment of every command of this office."""
        environment = {
            **os.environ,
            "ONESTOP_DATA": str(self.data),
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.redis_url,
            "ONESTOP_URL": "",
            **self.settings,
        }
        return {name: value for name, value in environment.items() if value}

    def command(self, *arguments: str, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        """Run `manage.py ARGUMENTS` for this office within so many seconds; return what it said."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
            timeout=timeout,
        )

    def start(self) -> None:
        """Start serving and wait for "Ready:"."""
        if not self.database_url:
            database_file_prepare(self.data)
        options = ["--host", self.listens, "--port", str(self.port), "--demo"]
        options += ["--counters", str(self.counters)]
        with (self.data / "serve.log").open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve", *options],
                cwd=ROOT,
                env=self.environment(),
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith("Ready:"):
                return
        raise AssertionError((self.data / "serve.log").read_text())

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Send the signal, wait for the end and return the exit code."""
        assert self.process is not None
        self.process.send_signal(how)
        code = self.process.wait(timeout=20)
        assert self.process.stdout is not None
        self.process.stdout.close()
        self.process = None
        log_keep(self.data / "serve.log")
        return code

    def token(self, username: str) -> str:
        """Return a bearer token of the account, made once: the first call makes everybody's."""
        self.tokens = self.tokens or self._tokens_make()
        if username not in self.tokens:
            result = self.command("access_token", username)
            assert result.returncode == 0, result.stderr
            self.tokens[username] = result.stdout.strip()
        return self.tokens[username]

    def _tokens_make(self) -> dict[str, str]:
        """Make a token for each person of the demo: a command for each would start Django anew."""
        result = self.command("shell", "--no-imports", "-c", TOKENS)
        assert result.returncode == 0, result.stderr
        lines = [line.split() for line in result.stdout.splitlines()]
        return {line[1]: line[2] for line in lines if line[:1] == ["token"]}

    def call(
        self,
        username: str,
        method: str,
        path: str,
        body: object = None,
        headers: dict[str, str] | None = None,
    ) -> tuple[int, Any]:
        """Call `/api/v1/PATH` as the account and return status and JSON (None if empty)."""
        data = None if body is None else json.dumps(body).encode()
        status, answer = self.fetch(username, path, method=method, data=data, headers=headers)
        return status, json.loads(answer) if answer else None

    def fetch(
        self,
        username: str,
        path: str,
        *,
        method: str = "GET",
        data: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> tuple[int, bytes]:
        """Call `/api/v1/PATH` as the account and return status and body."""
        request = urllib.request.Request(  # noqa: S310 (always this office)
            f"{self.url}/api/v1/{path}",
            method=method,
            data=data,
            headers={
                "Authorization": f"Bearer {self.token(username)}",
                "Content-Type": "application/json",
                **(headers or {}),
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=ANSWER_TIMEOUT) as answer:  # noqa: S310
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read()


@contextmanager
def running_office(data: Path, **options: Any) -> Iterator[RunningOffice]:
    """Run an office until the block ends, on the database that the tests run on."""
    with own_database() as database_url:
        office = RunningOffice(data=data, database_url=database_url, **options)
        office.redis_url = os.environ.get("REDIS_URL", "")
        office.start()
        try:
            yield office
        finally:
            if office.process is not None:
                office.end()


@contextmanager
def second_process(office: RunningOffice) -> Iterator[RunningOffice]:
    """Run another process of the same office on another port."""
    second = RunningOffice(
        data=office.data, database_url=office.database_url, redis_url=office.redis_url
    )
    second.start()
    try:
        yield second
    finally:
        second.end()


@contextmanager
def own_database() -> Iterator[str]:
    """Yield the address of a fresh database beside the tests' own; "" on SQLite."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield ""
        return
    import psycopg  # noqa: PLC0415 (only where PostgreSQL is tested)

    config = dj_database_url.parse(url)
    name = f"office_{uuid.uuid4().hex[:12]}"
    template = template_database(url)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        yield url.removesuffix(str(config["NAME"])) + name
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
