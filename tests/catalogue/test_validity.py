"""Versions follow one another by date: on no day are two in force."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onestop.catalogue.validity import Opened, Span, SpansOverlapError, span_opened

EVE = date(2027, 2, 28)
FIRST = date(2027, 3, 1)
DAYS = st.dates(date(2026, 1, 1), date(2026, 2, 20))


def test_the_version_before_ends_on_the_eve() -> None:
    assert span_opened([Span()], Span(FIRST)) == Opened(Span(FIRST), 0, EVE)


def test_a_version_that_has_ended_earlier_is_not_cut() -> None:
    ended = Span(None, date(2026, 12, 31))
    assert span_opened([ended], Span(FIRST)) == Opened(Span(FIRST), None, None)


def test_a_version_that_comes_between_ends_before_the_next() -> None:
    opened = span_opened([Span(None, EVE), Span(FIRST)], Span(date(2027, 1, 1)))
    assert opened == Opened(Span(date(2027, 1, 1), EVE), 0, date(2026, 12, 31))


@pytest.mark.parametrize("new", [Span(FIRST), Span(date(2027, 1, 1), FIRST), Span(None, FIRST)])
def test_two_are_never_in_force_on_one_day(new: Span) -> None:
    with pytest.raises(SpansOverlapError):
        span_opened([Span(date(2026, 1, 1), EVE), Span(FIRST)], new)


def test_first_and_last_day_belong_to_it() -> None:
    span = Span(FIRST, date(2027, 3, 2))
    days = [EVE, FIRST, date(2027, 3, 2), date(2027, 3, 3)]
    assert [span.covers(day) for day in days] == [False, True, True, False]


@given(st.lists(st.tuples(DAYS, st.integers(0, 9) | st.none()), max_size=8))
def test_whatever_is_opened_at_most_one_covers_a_day(wanted: list[tuple[date, int | None]]) -> None:
    spans = [Span()]
    for first, length in wanted:
        last = None if length is None else first + timedelta(days=length)
        try:
            opened = span_opened(spans, Span(first, last))
        except SpansOverlapError:
            continue
        if opened.cut is not None:
            spans[opened.cut] = Span(spans[opened.cut].first, opened.cut_last)
        spans = sorted([*spans, opened.span], key=lambda one: one.begins)
    for offset in range(70):
        day = date(2025, 12, 30) + timedelta(days=offset)
        assert sum(span.covers(day) for span in spans) <= 1
