"""Works that begin together, each in a thread and on a connection of its own."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import TypeVar

from django.db import connections

from onestop.directory.refusals import Refusal, StateForbids

T = TypeVar("T")


def at_once(works: Iterable[Callable[[], T]]) -> list[T]:
    """Run every work in a thread of its own, all begun together; return what they return.

    What one of them raises is raised here.
    """
    everything = list(works)
    start = Barrier(len(everything))

    def run(work: Callable[[], T]) -> T:
        start.wait(30)
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(everything)) as threads:
        return list(threads.map(run, everything))


def answers_at_once(*acts: Callable[[], object]) -> list[object]:
    """Do everything at once; return what came back, a refusal among it."""
    return at_once([partial(_answer, act) for act in acts])


def _answer(act: Callable[[], object]) -> object:
    try:
        return act()
    except Refusal as refusal:
        return refusal


def outcome(work: Callable[[], object]) -> str:
    """Return what came of the work in a word: only a state that forbids it may refuse it."""
    try:
        return "done" if work() is not None else "nobody"
    except StateForbids:
        return "refused"
