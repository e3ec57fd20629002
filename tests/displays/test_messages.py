"""What an event changed in a view: only that, and what went away is told, too."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from displays.messages import View, changes

FIRST, SECOND = {"id": 1, "name": "Quầy 1"}, {"id": 2, "name": "Quầy 2"}


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ([FIRST, SECOND], [FIRST, SECOND], {}),
        ([FIRST, SECOND], [FIRST, {**SECOND, "name": "B"}], {"counters": [{"id": 2, "name": "B"}]}),
        ([FIRST, SECOND], [SECOND], {"counters": [], "keys": {"counters": [2]}}),
        ([FIRST], [SECOND, FIRST], {"counters": [SECOND], "keys": {"counters": [2, 1]}}),
        ([FIRST], [], {"counters": [], "keys": {"counters": []}}),
    ],
)
def test_of_counters_only_what_changed_is_told(
    before: list[Any], after: list[Any], told: dict[str, Any]
) -> None:
    assert changes({"counters": before}, {"counters": after}) == told


def test_words_are_told_whole() -> None:
    before, after = {"services": ["Hộ tịch"]}, {"services": ["Hộ tịch", "Đất đai"]}
    assert changes(before, after) == after


def test_with_nothing_known_everything_is_told() -> None:
    view: View = {"counters": [FIRST], "ticket": None}
    assert changes(None, view) == {**view, "keys": {"counters": [1]}}


def merged(shown: list[Any], now: dict[str, Any]) -> list[Any]:
    """Return what a client shows that goes by the description of the feed."""
    there = {one["id"]: one for one in [*shown, *now.get("counters", [])]}
    keys = now.get("keys", {}).get("counters", list(there))
    return [there[key] for key in keys]


counters = st.lists(
    st.builds(lambda pk, name: {"id": pk, "name": name}, st.integers(1, 6), st.sampled_from("AB")),
    unique_by=lambda one: one["id"],
)


@given(counters, st.none() | counters, counters)
def test_a_client_shows_what_is_there_now(
    stale: list[Any], before: list[Any] | None, after: list[Any]
) -> None:
    shown = stale if before is None else before
    view: View | None = None if before is None else {"counters": before}
    assert merged(shown, changes(view, {"counters": after})) == after
