"""Totals that climb by a weekly pattern, with other weights on single days."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate


class Staircase:
    """The running total of a weight a day, read in both directions by bisection.

    `week` holds the weights of Monday to Sunday, `exceptions` the weight of single days by their
    ordinal (`date.toordinal()`). Weights are whole numbers, none is negative, and a week has some.
    The cost grows with the logarithm of the number of exceptions, not with the span of time, and
    there is no horizon: beyond the exceptions the weekly pattern goes on.
    """

    def __init__(self, week: Sequence[int], exceptions: Mapping[int, int]) -> None:
        self._climb = tuple(accumulate(week))
        self._weekly = self._climb[-1]
        self._ordinals = tuple(sorted(exceptions))
        changes = (exceptions[one] - week[(one - 1) % 7] for one in self._ordinals)
        self._offsets = tuple(accumulate(changes, initial=0))
        self._totals = tuple(self.through(one) for one in self._ordinals)

    def through(self, ordinal: int) -> int:
        """Return the total at the end of the day; only differences of totals mean something."""
        weeks, weekday = divmod(ordinal - 1, 7)  # ordinal 1 is a Monday
        before = bisect_right(self._ordinals, ordinal)
        return weeks * self._weekly + self._climb[weekday] + self._offsets[before]

    def first_reaching(self, total: int) -> int:
        """Return the ordinal of the first day at whose end the total is reached.

        1. Find the first exception by whose end the total is reached: the day is that one, or one
           after the exception before it.
        2. Between exceptions only the weekly pattern climbs, so the day follows by division.
        """
        nearest = bisect_left(self._totals, total)
        by_pattern = self._by_pattern(total - self._offsets[nearest])
        if nearest == len(self._ordinals):
            return by_pattern
        return min(by_pattern, self._ordinals[nearest])

    def _by_pattern(self, total: int) -> int:
        weeks, rest = divmod(total - 1, self._weekly)
        return weeks * 7 + 1 + bisect_left(self._climb, rest + 1)
