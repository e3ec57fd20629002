"""One thread that does together what has come in meanwhile."""

import asyncio
import logging
import queue
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db import connection

logger = logging.getLogger(__name__)

# The most that are done in one transaction: who comes first does not wait for a whole crowd.
MOST = 64
# Who comes within so many seconds after another is taken along: what they share is read once.
GATHER = 0.001
# After so many seconds without work the thread ends, and its connection with it.
IDLE = 2.0

Question = TypeVar("Question")
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class _Waiting(Generic[Question, Answer]):
    """A question, and where its answer is waited for."""

    question: Question
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Answer | None]


class Writer(Generic[Question, Answer]):
    """Collects questions of any event loop and lets `work` answer all that have come in.

    `work` runs on one thread, never twice at once. None is an answer too: somebody else's work.
    """

    def __init__(self, work: Callable[[Sequence[Question]], Sequence[Answer | None]]) -> None:
        self._work = work
        self._waiting: queue.SimpleQueue[_Waiting[Question, Answer] | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    async def answer(self, question: Question) -> Answer | None:
        """Return the answer once what it says is committed."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Answer | None] = loop.create_future()
        with self._lock:
            self._waiting.put(_Waiting(question, loop, future))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
                self._thread.start()
        return await future

    def end(self) -> None:
        """Let the thread end, with its connection, once it has done what is there; wait for it."""
        thread = self._thread
        if thread is not None:
            self._waiting.put(None)
            thread.join()

    def _run(self) -> None:
        while crowd := self._crowd():
            answers = self._answers([one.question for one in crowd])
            _tell(crowd, answers)
        connection.close()

    def _crowd(self) -> list[_Waiting[Question, Answer]]:
        """Wait for the first and return it with all that are there; nobody: the thread ends."""
        crowd = self._gathered()
        if not crowd:
            with self._lock:
                if self._waiting.empty():
                    self._thread = None
                    return []
            return self._crowd()
        return crowd

    def _gathered(self) -> list[_Waiting[Question, Answer]]:
        crowd: list[_Waiting[Question, Answer]] = []
        with suppress(queue.Empty):
            while len(crowd) < MOST:
                one = self._waiting.get(timeout=GATHER if crowd else IDLE)
                if one is None:
                    break
                crowd.append(one)
        return crowd

    def _answers(self, questions: Sequence[Question]) -> Sequence[Answer | None]:
        """Let them be answered; after a fault, which has undone everything, nobody is."""
        try:
            return self._work(questions)
        except Exception:  # whatever it is: a thread that dies would leave everybody waiting
            logger.exception("%d requests could not be answered together", len(questions))
            connection.close()
            return [None] * len(questions)


def _tell(crowd: Sequence[_Waiting[Question, Answer]], answers: Sequence[Answer | None]) -> None:
    """Hand each answer to its loop, all of one loop at once."""
    told: dict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[Answer | None], Answer | None]]]
    told = {}
    for one, answer in zip(crowd, answers, strict=True):
        told.setdefault(one.loop, []).append((one.future, answer))
    for loop, pairs in told.items():
        with suppress(RuntimeError):  # the loop is closed: nobody waits there any more
            loop.call_soon_threadsafe(_settle, pairs)


def _settle(pairs: Sequence[tuple["asyncio.Future[Answer | None]", Answer | None]]) -> None:
    for future, answer in pairs:
        if not future.done():  # who hung up has cancelled it
            future.set_result(answer)
