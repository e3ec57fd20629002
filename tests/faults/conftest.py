"""The fixture of the faults: a day at the queue."""

from tests.queueing.conftest import day

__all__ = ["day"]
