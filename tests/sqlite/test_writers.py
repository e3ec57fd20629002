"""Writers of one SQLite file take turns, however their transactions end; readers never wait."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from functools import partial
from pathlib import Path

import pytest
from django.db import OperationalError, connections, transaction
from django.db.utils import IntegrityError
from pytest_django import DjangoDbBlocker

from onestop.sqlite.base import DatabaseWrapper

FILE = "fair"  # the alias of the file in these tests
# Seconds that a writer waits before it gives up: hardly any where a test is about giving up, and
# longer than the slowest disk takes where it is about taking turns.
HURRY, PATIENCE = 0.5, 30.0
SOON = 60.0


@pytest.fixture
def timeout() -> float:
    """Return how long a writer waits, in seconds."""
    return PATIENCE


in_a_hurry = pytest.mark.parametrize("timeout", [HURRY])


@pytest.fixture
def file(timeout: float, tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Path]:
    """Return a database file with one table `line (number, who)`, opened as alias `FILE`."""
    path = tmp_path / "fair.sqlite3"
    settings = {
        "ENGINE": "onestop.sqlite",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": timeout,
            "init_command": "PRAGMA journal_mode=WAL;",
        },
    }
    configured = connections.configure_settings({"default": {}, FILE: settings})
    connections.settings[FILE] = configured[FILE]
    with django_db_blocker.unblock():
        run("CREATE TABLE line (number integer primary key, who text unique)")
        yield path
        connections[FILE].close()
    del connections[FILE]
    del connections.settings[FILE]


def run(query: str, *params: str) -> list[tuple[object, ...]]:
    """Run one statement on this thread's connection."""
    with connections[FILE].cursor() as cursor:
        cursor.execute(query, params)
        return list(cursor.fetchall())


def write(who: str) -> None:
    """Write one line."""
    run("INSERT INTO line (who) VALUES (%s)", who)


def lines() -> list[object]:
    """Return who wrote, in the order of writing."""
    return [row[0] for row in run("SELECT who FROM line ORDER BY number")]


def wrapper() -> DatabaseWrapper:
    """Return this thread's connection."""
    connection = connections[FILE]
    assert isinstance(connection, DatabaseWrapper)
    return connection


def in_a_thread(work: Callable[[], object]) -> "Future[object]":
    """Run the work in a thread that closes its connection."""
    done: Future[object] = Future()

    def runner() -> None:
        try:
            done.set_result(work())
        except BaseException as error:  # noqa: BLE001 (told to whoever asks for the result)
            done.set_exception(error)
        finally:
            connections[FILE].close()

    threading.Thread(target=runner).start()
    return done


def write_in_transaction(who: str) -> None:
    """Write one line in a transaction of its own."""
    with transaction.atomic(using=FILE):
        write(who)


@pytest.mark.usefixtures("file")
def test_a_writer_waits_while_another_is_in_its_transaction() -> None:
    with transaction.atomic(using=FILE):
        second = in_a_thread(lambda: write_in_transaction("second"))
        time.sleep(HURRY / 5)
        write("first")
        assert not second.done()
    second.result(SOON)
    assert lines() == ["first", "second"]


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize("work", [write, write_in_transaction])
@in_a_hurry
def test_waiting_ends_like_a_locked_database(work: Callable[[str], None]) -> None:
    with transaction.atomic(using=FILE):
        with pytest.raises(OperationalError, match="database is locked"):
            in_a_thread(lambda: work("late")).result(SOON)
        write("first")
    assert lines() == ["first"]


@pytest.mark.usefixtures("file")
def test_readers_do_not_wait() -> None:
    with transaction.atomic(using=FILE):
        write("first")
        assert in_a_thread(lines).result(SOON) == []


class WrongError(Exception):
    """What breaks a transaction here."""


def break_off() -> None:
    with transaction.atomic(using=FILE):
        write("lost")
        raise WrongError


def break_a_constraint() -> None:
    with transaction.atomic(using=FILE):
        write("lost")
        write("lost")


def close_within() -> None:
    with transaction.atomic(using=FILE):
        write("lost")
        connections[FILE].close()


def break_a_statement() -> None:
    run("INSERT INTO nothing VALUES (1)")


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize(
    ("work", "error"),
    [
        (break_off, WrongError),
        (break_a_constraint, IntegrityError),
        (break_a_statement, OperationalError),
        (close_within, None),
    ],
)
def test_a_transaction_that_breaks_gives_its_turn_back(
    work: Callable[[], None], error: type[Exception] | None
) -> None:
    done = in_a_thread(work)
    if error is None:
        done.result(SOON)
    else:
        with pytest.raises(error):
            done.result(SOON)
    write_in_transaction("next")
    assert lines() == ["next"]


@pytest.mark.usefixtures("file")
@in_a_hurry
def test_inner_blocks_belong_to_the_turn_of_the_outermost() -> None:
    with transaction.atomic(using=FILE):
        write("kept")
        with pytest.raises(WrongError):
            break_off()
        with transaction.atomic(using=FILE):
            write("inner")
        with pytest.raises(OperationalError):
            in_a_thread(lambda: write("other")).result(SOON)
    write("after")
    assert lines() == ["kept", "inner", "after"]


@in_a_hurry
def test_a_turn_is_given_back_when_another_process_holds_the_file(file: Path) -> None:
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="locked"):
        write_in_transaction("late")
    other.execute("ROLLBACK")
    other.close()
    in_a_thread(lambda: write_in_transaction("next")).result(SOON)
    assert lines() == ["next"]


@pytest.mark.usefixtures("file")
@in_a_hurry
def test_a_thread_does_not_wait_for_itself() -> None:
    second = wrapper().copy()
    with transaction.atomic(using=FILE):
        write("first")
        with second.cursor() as cursor, pytest.raises(OperationalError, match="locked"):
            cursor.execute("INSERT INTO line (who) VALUES ('second')")
    with second.cursor() as cursor:
        cursor.execute("INSERT INTO line (who) VALUES ('second')")
    second.close()
    assert lines() == ["first", "second"]


@pytest.mark.usefixtures("file")
@in_a_hurry
def test_a_transaction_by_hand_keeps_its_turn_to_the_end() -> None:
    connection = wrapper()
    connection.set_autocommit(False)
    write("first")
    with pytest.raises(OperationalError):
        in_a_thread(lambda: write("late")).result(SOON)
    connection.rollback()
    connection.set_autocommit(True)
    in_a_thread(lambda: write("next")).result(SOON)
    assert lines() == ["next"]


@pytest.mark.usefixtures("file")
def test_many_statements_at_once_take_a_turn_each() -> None:
    def some(who: int) -> None:
        with connections[FILE].cursor() as cursor:
            cursor.executemany(
                "INSERT INTO line (who) VALUES (%s)", [(f"{who}-{one}",) for one in range(10)]
            )
        write(f"{who}-last")

    for done in [in_a_thread(partial(some, who)) for who in range(10)]:
        done.result(SOON)
    assert len(lines()) == 110


def turns_in_a_second(who: str, start: threading.Barrier) -> int:
    """Write for a second; return how often this thread came to write."""
    start.wait(SOON)
    until = time.monotonic() + 1
    turns = 0
    while time.monotonic() < until:
        write_in_transaction(f"{who}-{turns}")
        turns += 1
    return turns


@pytest.mark.usefixtures("file")
def test_nobody_starves() -> None:
    start = threading.Barrier(8)
    threads = [in_a_thread(partial(turns_in_a_second, who, start)) for who in "abcdefgh"]
    turns = [int(str(done.result(SOON))) for done in threads]
    # The others of each round may come once more while one thread finds that its time is over.
    assert max(turns) - min(turns) <= len(turns)
    assert len(lines()) == sum(turns)


@pytest.mark.usefixtures("file")
def test_django_takes_it_for_sqlite() -> None:
    assert wrapper().vendor == "sqlite"
    assert wrapper().features.can_return_columns_from_insert
