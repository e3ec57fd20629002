"""The likely next step: which button comes first, and which keys stand on the buttons."""

import pytest

from queueing.actions import OPEN, Action, next_actions
from queueing.models import Counter, Service, Ticket

CALLED, SERVING = Ticket.State.CALLED, Ticket.State.SERVING
# Keys that Chromium or Firefox use themselves.
OF_BROWSERS = {"F1", "F3", "F5", "F6", "F7", "F10", "F11", "F12", "Shift+F9", "Shift+F10"}


def actions(
    state: str = "open",
    ticket: str = "",
    *,
    returns: bool = False,
    received: bool = False,
) -> list[Action]:
    """Return the buttons in a situation."""
    service = Service(returns_results=returns)
    here = Ticket(state=ticket, service=service) if ticket else None
    return next_actions(Counter(state=state), here, received=received)


@pytest.mark.parametrize(
    ("situation", "first"),
    [
        ({"state": "closed"}, "open"),
        ({"state": "paused"}, "open"),
        ({"state": "open"}, "call-next"),
        ({"ticket": CALLED}, "start"),
        ({"ticket": SERVING}, "dossier"),
        ({"ticket": SERVING, "returns": True}, "result"),
        ({"ticket": SERVING, "received": True}, "finish-and-call"),
        ({"ticket": SERVING, "received": True, "state": "paused"}, "finish"),
    ],
)
def test_the_likely_next_step_comes_first(situation: dict[str, object], first: str) -> None:
    assert actions(**situation)[0].name == first  # type: ignore[arg-type]  # a row of the table


@pytest.mark.parametrize("ticket", ["", CALLED, SERVING])
@pytest.mark.parametrize("state", ["open", "paused", "closed"])
@pytest.mark.parametrize("received", [True, False])
def test_keys_are_free_and_stand_once(state: str, ticket: str, received: bool) -> None:  # noqa: FBT001 (a row of the table)
    keys = [one.key for one in actions(state, ticket, received=received) if one.key]
    assert len(keys) == len(set(keys))
    assert not OF_BROWSERS & set(keys)


def test_nobody_is_called_from_a_counter_that_does_not_call() -> None:
    for state in ("paused", "closed"):
        names = {one.name for one in actions(state)} | {
            one.name for one in actions(state, SERVING, received=True)
        }
        assert not names & {"call-next", "finish-and-call"}


def test_who_was_called_may_still_be_missing() -> None:
    assert "no-show" in {one.name for one in actions(ticket=CALLED)}
    assert "no-show" not in {one.name for one in actions(ticket=SERVING)}


def test_a_key_is_written_as_people_press_it() -> None:
    assert {one.shown_key for one in actions(ticket=CALLED)} >= {"F4", "F8", "F9", "Shift F4"}
    assert {one.shown_key for one in actions(ticket=SERVING)} >= {"F2", "Shift F2"}
    assert OPEN.shown_key == ""
