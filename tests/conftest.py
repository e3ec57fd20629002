"""Fixtures that every room's tests share."""

import gc
import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import settings

from tests.cast import Cast
from tests.emptying import emptied_after
from tests.logs import leaks, log_folder, log_here
from tests.prepared import own_database_prepare
from tests.stored_cast import cast_store

# A time limit for each example would fail on a busy machine, not on wrong code.
settings.register_profile("onestop", deadline=None)
settings.load_profile("onestop")

# Files that take half a minute and more on two cores.
LONG = {
    "test_apology_forms.py",
    "test_bad_input.py",
    "test_case_list.py",
    "test_matrix.py",
    "test_print_storm.py",
    "test_small.py",
    "test_wrong_passwords.py",
}
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def pytest_configure() -> None:
    """Hash passwords quickly, and give each process a Redis database of its own to empty."""
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cached = django_settings.CACHES["default"]
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    if "redis" in cached["BACKEND"]:
        server = str(cached["LOCATION"]).rpartition("/")[0]
        cached["LOCATION"] = f"{server}/{int(worker) + 1}"


@pytest.fixture(autouse=True, scope="session")
def _emptied_quickly() -> Iterator[None]:
    """Let tests that commit empty what holds rows afterwards, the audit too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", emptied_after)
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:  # noqa: ARG001 (first)
    """Let the tests' database begin as a copy of a migrated one: migrating takes seconds."""
    own_database_prepare()


@pytest.fixture(autouse=True)
def _vietnamese() -> Iterator[None]:
    """Begin each test in Vietnamese: a request leaves its language behind in the thread."""
    with translation.override("vi"):
        yield


@pytest.fixture(autouse=True)
def _uncounted() -> None:
    """Begin each test with no caller counted: all of them come from one address."""
    cache.clear()


@pytest.fixture
def cast(db: None) -> Cast:  # noqa: ARG001 (the fixture opens the database)
    """Return the stored cast; with `transactional_db` beside it, in committed rows."""
    return cast_store()


@pytest.fixture
def monday_morning() -> datetime:
    """Return Monday 23 November 2026, 9:00; the day after is a day off (Culture Day)."""
    return datetime(2026, 11, 23, 9, 0, tzinfo=HANOI)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the browser come last: it bears no other event loop beside it; and long files first.

    A file stays with one worker: a long one at the end would leave the others idle.
    """
    items.sort(key=lambda item: ("browser" in item.path.parts, item.path.name not in LONG))


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and never again among what stays: a sixth of the whole time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_sessionstart() -> None:
    """Log every test process into the folder that is searched at the end."""
    log_folder()
    log_here()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run if a log holds a personal value that a test has used."""
    if hasattr(session.config, "workerinput"):  # the process that started this one searches
        return
    found = leaks(log_folder())
    if found:
        print("\nPersonal values in the logs:", *found, sep="\n  ")  # noqa: T201 (the report)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    else:
        shutil.rmtree(log_folder(), ignore_errors=True)
