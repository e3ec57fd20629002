"""Waiting for what the spool does in its own threads."""

import time
from collections.abc import Callable

from printing.models import PrintJob


def wait_for(condition: Callable[[], object], seconds: float = 15) -> None:
    """Wait until the condition holds; fails after `seconds` with how the jobs stand."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, list(PrintJob.objects.values("state", "error"))
        time.sleep(0.02)
