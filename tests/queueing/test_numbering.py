"""Numbers: letter and digits, growing past their width."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queueing.numbering import next_in_series, number_text


@pytest.mark.parametrize(
    ("sequence", "number"), [(1, "A001"), (42, "A042"), (999, "A999"), (1000, "A1000")]
)
def test_a_number_grows_past_its_width(sequence: int, number: str) -> None:
    assert number_text("A", sequence, 3) == number


def test_the_first_of_a_day_is_the_start_and_the_next_one_more() -> None:
    assert next_in_series(None, 501) == 501
    assert next_in_series(501, 501) == 502
    assert next_in_series(501, 900) == 502


@given(
    st.integers(min_value=0, max_value=2**31 - 1),
    st.integers(min_value=0, max_value=2**31 - 1),
    st.integers(min_value=0, max_value=6),
)
def test_two_numbers_of_a_series_never_look_alike(one: int, other: int, width: int) -> None:
    alike = number_text("B", one, width) == number_text("B", other, width)
    assert alike == (one == other)
