"""From where something is done: known at the edge, recorded deep inside."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

LONGEST = 80
SYSTEM = "system"

_origin: ContextVar[str] = ContextVar("origin", default=SYSTEM)


def origin_here() -> str:
    """Return the surface and address of what runs now, such as "api 192.168.1.7"."""
    return _origin.get()


@contextmanager
def acting_from(origin: str) -> Iterator[None]:
    """Let everything inside the block be recorded as done from there."""
    token = _origin.set(origin[:LONGEST])
    try:
        yield
    finally:
        _origin.reset(token)
