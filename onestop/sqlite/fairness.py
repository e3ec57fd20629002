"""A lock that is given to those who wait in the order in which they came."""

import threading
from collections import deque
from dataclasses import dataclass, field


@dataclass(eq=False)
class _Turn:
    """One thread's place in the queue; `given` is released when the lock is its."""

    thread: int = field(default_factory=threading.get_ident)
    given: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.given.acquire()


class FairLock:
    """First come, first served: `threading.Lock` makes no promise about who is next.

    Whoever releases it hands it to the one who has waited longest, so that nobody comes in
    between and nobody starves. Any thread may release it for the one that holds it.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[_Turn] = deque()
        self._holder: int | None = None

    def acquire(self, timeout: float) -> bool:
        """Wait for the lock, at most `timeout` seconds; return whether it was given."""
        turn = _Turn()
        with self._guard:
            if self._holder is None:
                self._holder = turn.thread
                return True
            self._waiting.append(turn)
        try:
            if turn.given.acquire(timeout=timeout):
                return True
        except BaseException:  # interrupted: what was given meanwhile goes to the next
            if not self._withdraw(turn):
                self.release()
            raise
        return not self._withdraw(turn)

    def release(self) -> None:
        """Hand the lock to whoever has waited longest; free it if nobody waits."""
        with self._guard:
            if self._waiting:
                turn = self._waiting.popleft()
                self._holder = turn.thread
                turn.given.release()
            else:
                self._holder = None

    def held_by_this_thread(self) -> bool:
        """Tell whether the calling thread has the lock."""
        return self._holder == threading.get_ident()

    def _withdraw(self, turn: _Turn) -> bool:
        """Stop waiting; return False if the lock was given at the last moment."""
        with self._guard:
            if turn not in self._waiting:
                return False
            self._waiting.remove(turn)
            return True
