"""The token of a ticket's page opens that page and no other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queueing.tokens import LARGEST_ID, ticket_id_of, ticket_token

IDS = st.integers(min_value=1, max_value=LARGEST_ID)


@given(IDS)
def test_a_token_gives_its_ticket(ticket_id: int) -> None:
    assert ticket_id_of(ticket_token(ticket_id)) == ticket_id


@given(IDS, IDS)
def test_the_code_of_one_ticket_does_not_open_another(one: int, other: int) -> None:
    name, _, _ = ticket_token(one).partition("-")
    _, _, code = ticket_token(other).partition("-")
    assert ticket_id_of(f"{name}-{code}") == (one if one == other else None)


@given(st.text(max_size=60))
def test_what_people_type_is_no_token(text: str) -> None:
    assert ticket_id_of(text) is None


@given(IDS, st.integers(min_value=0), st.characters())
def test_a_changed_letter_makes_it_void(ticket_id: int, at: int, letter: str) -> None:
    token = ticket_token(ticket_id)
    at %= len(token)
    changed = token[:at] + letter + token[at + 1 :]
    assert ticket_id_of(changed) == (ticket_id if changed == token else None)


@pytest.mark.parametrize("text", ["", "-", "1-", f"0{ticket_token(7)}", f"{ticket_token(7)}\n"])
def test_a_token_is_written_in_one_way_only(text: str) -> None:
    assert ticket_id_of(text) is None


def test_a_token_is_short_enough_for_a_slip() -> None:
    assert len(ticket_token(10_000_000)) <= 25
