"""What a state forbids is refused by service, page and API alike, and changes nothing."""

import pytest
import time_machine
from django.test import Client

from onestop.cases.states import CaseState
from onestop.cases.transitions import TRANSITIONS
from onestop.directory.models import User
from onestop.directory.refusals import StateForbids
from onestop.directory.services import access_token_issue
from tests.cases.desk import TOLD, Desk, everything_of
from tests.cases.test_walk import EDGES, do_all

RULES = {"return_step", "complete", "override_supplement"}  # forbidden at the first step of work


def forbidden(state: CaseState) -> list[str]:
    """Return the transitions that lead nowhere from the state, at its first step."""
    first_step = RULES if state == CaseState.PROCESSING else set()
    edges = {**EDGES, "reassign": {"received": "received", "processing": "processing"}}
    return [name for name in TRANSITIONS if state not in edges[name] or name in first_step]


@pytest.fixture
def anyone_may(desk: Desk) -> User:
    """Return an account with every right, so that only the state refuses."""
    return do_all(desk)


@pytest.mark.parametrize("state", CaseState)
def test_every_forbidden_edge_is_refused_everywhere(
    desk: Desk, anyone_may: User, state: CaseState
) -> None:
    case = desk.case_in(state)
    before = everything_of(case)
    token = access_token_issue(user=anyone_may, now=desk.now)
    api = Client(headers={"authorization": f"Bearer {token}"})
    page = Client()
    page.force_login(anyone_may)
    for name in forbidden(state):
        told = {**TOLD.get(name, {})}
        with pytest.raises(StateForbids):
            desk.do(case, name, by=anyone_may, **told)
        with time_machine.travel(desk.now, tick=False):
            call = api.post(
                f"/api/v1/cases/{case.code}/transitions",
                {"name": name, **told},
                content_type="application/json",
            )
            form = {**told, "confirmed": "yes"}
            answer = page.post(f"/cases/{case.code}/transitions/{name}/", form)
        assert (call.status_code, answer.status_code) == (409, 409), name
        assert call.json()["type"].endswith("state-forbids")
    assert everything_of(case) == before


def test_it_says_which_rule_and_what_is_possible(desk: Desk, anyone_may: User) -> None:
    case = desk.case_in(CaseState.COMPLETED)
    with pytest.raises(StateForbids, match=r"«đã xử lý xong».*chỉ có thể: báo người nộp.*trả kết"):
        desk.do(case, "withdraw", by=anyone_may)
