"""`python -m tests`: every check and every test, on SQLite and on a real PostgreSQL and Redis.

Stops at the end, not at the first failure, and says what failed. Extra arguments go to pytest.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.servers import postgresql, redis

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

CHECKS: Mapping[str, list[str]] = {
    "format": [str(BIN / "ruff"), "format", "--check", "."],
    "lint": [str(BIN / "ruff"), "check", "."],
    "types": [str(BIN / "mypy"), "."],
    "imports": [str(BIN / "lint-imports"), "--no-logo"],
    "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
    "system": [sys.executable, "manage.py", "check", "--fail-level", "ERROR"],
}
# A file's tests share an office, so they stay together and in the order that they were found.
TOGETHER = ["--dist", "loadfile", "--no-loadscope-reorder"]
BROWSER = "tests/browser"
# A browser waits nearly half of its time: it is driven beside the checks and the tests on SQLite,
# which do with one process a core then. Later there is one more than cores: tests that wait for a
# heartbeat leave a core to others.
DRIVEN = [*TOGETHER, "-n", "2", BROWSER]
BESIDE = [*TOGETHER, "-n", "2", f"--ignore={BROWSER}"]
APART = [*TOGETHER, "-n", "3", f"--ignore={BROWSER}"]
# What never meets a database is not run again on the second one, nor is the browser, nor the
# benchmark, which measures both by itself. What is Python's alone is the same there: how pages and
# papers look, what forms refuse, who has which right. `tests/access` asks for every page and call
# on both. What reads, counts, waits, locks, breaks or is heard of runs on both.
ONCE = [
    f"--ignore=tests/{one}"
    for one in (
        "bench",
        "cases/pages",
        "cases/test_case_pages.py",
        "catalogue/test_bad_tables.py",
        "catalogue/test_process_pages.py",
        "catalogue/test_workflow_check.py",
        "catalogue/test_workflow_drawing.py",
        "catalogue/test_workflow_ways.py",
        "clock",
        "directory/test_account_pages.py",
        "directory/test_error_pages.py",
        "directory/test_home.py",
        "directory/test_ldap.py",
        "directory/test_open_id.py",
        "directory/test_sign_in.py",
        "directory/test_sign_ins_page.py",
        "displays/test_device_pages.py",
        "displays/test_lobby_panel.py",
        "displays/test_lobby_settings.py",
        "displays/test_outlets.py",
        "displays/test_pages.py",
        "displays/test_voice.py",
        "displays/test_voice_wording.py",
        "feedback/test_ratings_page.py",
        "feedback/test_tablet_page.py",
        "operations/test_deployment.py",
        "operations/test_environment.py",
        "operations/test_limits.py",
        "operations/test_origins.py",
        "operations/test_rights_page.py",
        "operations/test_sign_in_environment.py",
        "operations/test_threats.py",
        "operations/test_translations.py",
        "operations/test_version.py",
        "printing/test_addresses.py",
        "printing/test_any_text.py",
        "printing/test_codepage.py",
        "printing/test_fonts.py",
        "printing/test_golden.py",
        "printing/test_letters.py",
        "printing/test_letters_sheet.py",
        "printing/test_preview.py",
        "printing/test_printer_pages.py",
        "printing/test_printers_page.py",
        "printing/test_slip_codes.py",
        "printing/test_words.py",
        "printing/test_wrapping.py",
        "queueing/pages",
        "queueing/test_dispatch.py",
        "queueing/test_dispatch_bounds.py",
        "queueing/test_rule_words.py",
        "queueing/test_tokens.py",
        "sqlite",
    )
]


def main(arguments: list[str]) -> int:
    """Run everything; return the number of parts that failed."""
    pytest = [sys.executable, "-m", "pytest", *arguments]
    with (
        postgresql() as database_url,
        redis() as redis_url,
        tempfile.TemporaryDirectory(prefix="onestop-", dir=_memory()) as prepared,
        ThreadPoolExecutor(1) as beside,
    ):
        servers = {"DATABASE_URL": database_url, "REDIS_URL": redis_url}
        alone = {"REDIS_URL": "", "ONESTOP_PREPARED": prepared}
        driven = beside.submit(_passes, "tests in a browser", [*pytest, *DRIVEN], alone, later=True)
        parts: dict[str, tuple[list[str], Mapping[str, str]]] = {
            **{name: (command, {}) for name, command in CHECKS.items()},
            "tests on SQLite": ([*pytest, *BESIDE], alone),
            "tests on PostgreSQL and Redis": ([*pytest, *APART, *ONCE], servers),
        }
        failed = [name for name, part in parts.items() if not _passes(name, *part)]
        failed += [] if driven.result() else ["tests in a browser"]
    print("Failed: " + ", ".join(failed) if failed else "All passed.", flush=True)
    return len(failed)


def _passes(
    name: str, command: list[str], environment: Mapping[str, str], *, later: bool = False
) -> bool:
    """Run a part and tell whether it passed; `later`: what it says is shown at its end."""
    print(f"== {name}", flush=True)
    started = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="onestop-", dir=_memory()) as data,
        tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said,
    ):
        inherited = {key: value for key, value in os.environ.items() if not _is_ours(key)}
        result = subprocess.run(
            command,
            cwd=ROOT,
            env={**inherited, "ONESTOP_DATA": data, **environment},
            check=False,
            stdout=said if later else None,
            stderr=subprocess.STDOUT if later else None,
        )
        said.seek(0)
        passed = "passed" if result.returncode == 0 else "FAILED"
        seconds = time.monotonic() - started
        print(f"{said.read()}== {name}: {passed}, {seconds:.0f} s", flush=True)
    return result.returncode == 0


def _is_ours(name: str) -> bool:
    return name not in KEPT and (name in OURS or name.startswith(PREFIXES))


def _memory() -> str | None:
    """Return a folder in memory with room for a run, or None: the disk's is used."""
    folder = Path("/dev/shm")  # noqa: S108 (a folder with a random name is made in it)
    is_roomy = folder.is_dir() and shutil.disk_usage(folder).free > ROOM
    return str(folder) if is_roomy and os.access(folder, os.W_OK) else None


# Nothing here outlives the run, so nothing needs to wait for a disk.
ROOM = 4 * 1024**3  # bytes
# A run must not depend on how the machine's own office is set up.
OURS = {
    "ALLOWED_HOSTS",
    "DATABASE_URL",
    "PERSONAL_KEYS",
    "REDIS_URL",
    "SECOND_FACTOR",
    "SECRET_KEY",
    "TRUSTED_PROXIES",
}
PREFIXES = ("LDAP_", "OIDC_", "ONESTOP_", "PASSWORD_", "SESSION", "SIGN_IN_")
# Where the permit log is, and how often an office is killed, the run must know.
KEPT = {"ONESTOP_KILLS", "ONESTOP_PERMIT_LOG"}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
