"""Từ ngày – đến ngày: stretches of days in which a version of something is in force.

Pure: no ORM, no clock. The first and the last day belong to the stretch; None: not bounded.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

ONE_DAY = timedelta(days=1)


class Span(NamedTuple):
    """The days in which a version is in force."""

    first: date | None = None
    last: date | None = None

    def covers(self, day: date) -> bool:
        """Tell whether the day is one of them."""
        return self.begins <= day <= self.ends

    @property
    def begins(self) -> date:
        """Return the first day, or the first day there is."""
        return self.first or date.min

    @property
    def ends(self) -> date:
        """Return the last day, or the last day there is."""
        return self.last or date.max


class Opened(NamedTuple):
    """Where a new version stands: its days, and the earlier version that ends before it."""

    span: Span
    cut: int | None  # the index of the version before it; None: nothing is cut
    cut_last: date | None  # the last day of that version from now on


class SpansOverlapError(ValueError):
    """A version would be in force on a day on which another one is; the argument is that day."""


def span_opened(spans: Sequence[Span], new: Span) -> Opened:
    """Return where a version stands among those that are there, which are in order of their days.

    1. The one before it ends on the eve of its first day, unless it has ended earlier.
    2. Without a last day of its own it ends on the eve of the next one, if there is one.

    Raises `SpansOverlapError` where another begins on the same day, or before its own last day.
    """
    before = [index for index, one in enumerate(spans) if one.begins < new.begins]
    after = [one for one in spans if one.begins >= new.begins]
    if after and after[0].begins <= (new.last or new.begins):
        raise SpansOverlapError(after[0].begins)
    last = new.last or (after[0].begins - ONE_DAY if after else None)
    span = Span(new.first, last)
    if not before or spans[before[-1]].ends < new.begins:
        return Opened(span, None, None)
    return Opened(span, before[-1], new.begins - ONE_DAY)
