"""A fair lock is given to those who wait in the order in which they came."""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from types import FrameType

import pytest

from onestop.sqlite.fairness import FairLock

SOON = 5.0  # seconds: longer than anything here takes


@pytest.fixture
def lock() -> FairLock:
    """Return a lock that nobody holds."""
    return FairLock()


def in_a_thread(work: Callable[[], object]) -> threading.Thread:
    """Start the work and return its thread."""
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def wait_until_queued(lock: FairLock, count: int) -> None:
    """Return when so many threads wait."""
    until = time.monotonic() + SOON
    while len(lock._waiting) < count:  # noqa: SLF001 (nothing else needs to know)
        assert time.monotonic() < until
        time.sleep(0.001)


def test_who_came_first_is_served_first(lock: FairLock) -> None:
    served: list[int] = []

    def work(number: int) -> None:
        assert lock.acquire(SOON)
        served.append(number)
        lock.release()

    lock.acquire(SOON)
    threads = []
    for number in range(20):
        threads.append(in_a_thread(partial(work, number)))
        wait_until_queued(lock, number + 1)
    lock.release()
    for thread in threads:
        thread.join(SOON)
    assert served == list(range(20))


def test_nobody_comes_in_between_when_it_is_handed_on(lock: FairLock) -> None:
    lock.acquire(SOON)
    thread = in_a_thread(lambda: lock.acquire(SOON))
    wait_until_queued(lock, 1)
    lock.release()
    assert not lock.acquire(0.01)
    thread.join(SOON)


def test_who_waits_too_long_leaves_and_gets_nothing(lock: FairLock) -> None:
    lock.acquire(SOON)
    given: list[bool] = []
    in_a_thread(lambda: given.append(lock.acquire(0.01))).join(SOON)
    lock.release()
    assert given == [False]
    assert lock.acquire(0.01)


def test_it_knows_the_thread_that_holds_it(lock: FairLock) -> None:
    assert not lock.held_by_this_thread()
    lock.acquire(SOON)
    seen: list[bool] = []
    in_a_thread(lambda: seen.append(lock.held_by_this_thread())).join(SOON)
    assert (lock.held_by_this_thread(), seen) == (True, [False])


class WakeUpError(Exception):
    """What the signal raises."""


@pytest.fixture
def alarm() -> Iterator[None]:
    """Interrupt the main thread in a moment."""

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        raise WakeUpError

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    yield
    signal.signal(signal.SIGALRM, before)


@pytest.mark.usefixtures("alarm")
def test_who_is_interrupted_while_waiting_is_not_waited_for(lock: FairLock) -> None:
    in_a_thread(lambda: lock.acquire(SOON)).join(SOON)
    with pytest.raises(WakeUpError):
        lock.acquire(SOON)
    lock.release()
    assert lock.acquire(0.01)
