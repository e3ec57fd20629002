"""How long a ticket will still wait: an honest range, or nothing where nothing is known. Pure."""

import math
from collections.abc import Sequence
from statistics import quantiles
from typing import NamedTuple

# Fewer service times than this say nothing.
FEWEST = 5
MINUTE = 60


class WaitRange(NamedTuple):
    """The wait from now in seconds, in whole minutes: probably not under `low` or over `high`."""

    low: int
    high: int


def wait_range(*, ahead: int, service_seconds: Sequence[float], counters: int) -> WaitRange | None:
    """Return the range for a ticket with `ahead` before it, or None if it cannot be known.

    `service_seconds` are recent times from call to end; those below zero, in which the clock was
    set back, say nothing. `counters` how many call such tickets.
    Each counter takes its share of those ahead, quick ones (first quartile) for `low`, slow ones
    (third quartile) and the one that is still being served for `high`.
    """
    times = [one for one in service_seconds if one >= 0]
    if counters < 1 or len(times) < FEWEST:
        return None
    quick, _, slow = quantiles(times, n=4, method="inclusive")
    rounds = ahead // counters
    low = math.floor(rounds * quick / MINUTE) * MINUTE
    high = math.ceil((rounds + 1) * slow / MINUTE) * MINUTE
    return WaitRange(low, max(high, MINUTE))
