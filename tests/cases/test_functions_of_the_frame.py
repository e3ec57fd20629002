"""Checks worth having for the functions of the official frame that are a case's life.

Compared with the 31 functions of Circular 21/2023/TT-BTTTT as publicly described.
"""

from typing import Any

import pytest

from onestop.cases.models import Case
from onestop.cases.selectors import case_history
from onestop.cases.services import cases_close_unanswered
from onestop.cases.states import NATIONAL_STATUS, CaseState
from onestop.directory.models import Agency, AuditEvent
from onestop.directory.refusals import NotAllowed, StateForbids
from tests.cases.desk import Desk, everything_of


@pytest.mark.parametrize("state", CaseState)
def test_function_04_each_state_is_stored_with_its_national_code(
    desk: Desk, state: CaseState
) -> None:
    case = Case.objects.get(pk=desk.case_in(state).pk)
    assert case.national_status == NATIONAL_STATUS[state]
    codes = [event["national_status"] for event in case_history(case)]
    assert codes[-1] == case.national_status


def test_function_04_a_returned_case_does_not_move_backwards(desk: Desk) -> None:
    case = desk.case_in(CaseState.RETURNED)
    before = everything_of(case)
    for name in ("complete", "return_result", "start_processing", "receive", "stop"):
        with pytest.raises(StateForbids):
            desk.do(case, name)
    assert everything_of(case) == before


def test_function_13_the_two_stages_of_a_supplement_are_kept_apart(desk: Desk) -> None:
    early = desk.do(desk.register(), "request_supplement", by=desk.cast.an)
    late = desk.case_in(CaseState.SUPPLEMENT_REQUESTED)
    stages = [one.events.get(kind="request_supplement").data["stage"] for one in (early, late)]
    assert stages == ["before_acceptance", "processing"]
    assert [one.clock_entries.count() for one in (early, late)] == [0, 2]
    accepted, resumed = (desk.do(one, "accept_supplement") for one in (early, late))
    assert (accepted.state, resumed.state) == ("received", "processing")


def test_function_16_another_agencys_approver_is_refused_and_that_is_logged(desk: Desk) -> None:
    case = desk.do(desk.case_in(CaseState.PROCESSING), "complete_step")
    other = Agency.objects.create(office=desk.cast.office, code="H00.09", name="Kinh tế")
    desk.cast.dung.memberships.get().agencies.set([other])
    before = everything_of(case)
    with pytest.raises(NotAllowed):
        desk.do(case, "complete")
    assert everything_of(case) == before
    row = AuditEvent.objects.get(action="case.refused")
    assert (row.actor_id, row.subject) == (desk.cast.dung.pk, f"case:{case.pk}")
    assert row.after == {"transition": "complete", "state": "processing"}


@pytest.mark.parametrize("by_rule", [False, True])
def test_function_17_a_stop_keeps_the_history_and_settles_what_is_open(
    desk: Desk,
    by_rule: bool,  # noqa: FBT001 (the case of the test)
) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    apology = desk.apology(case, "approve")
    desk.do(case, "request_supplement")
    before = list(case.events.values())
    if by_rule:
        desk.later(days=20)
        assert cases_close_unanswered(now=desk.now) == 1
    else:
        desk.do(case, "stop")
    case.refresh_from_db()
    apology.refresh_from_db()
    assert list(case.events.values())[: len(before)] == before
    assert (case.state, apology.state) == ("stopped", "cancelled")
    assert not [step for step in case.steps.all() if step.is_running]
    assert [one.kind for one in case.clock_entries.all()][-1] == "stop"


def test_function_18_a_notice_that_was_sent_is_not_a_result_that_was_delivered(desk: Desk) -> None:
    case = desk.do(desk.case_in(CaseState.COMPLETED), "notify_result", channel="phone")
    assert (case.state, case.national_status, case.returned_at) == ("completed", 9, None)
    assert case.events.get(kind="notify_result").data == {"channel": "phone"}
    told: dict[str, Any] = {"delivery": "post", "tracking": "EB123456789VN"}
    case = desk.do(case, "return_result", **told)
    assert (case.state, case.national_status, case.returned_at) == ("returned", 10, desk.now)
    assert (case.delivery.how, case.delivery.tracking) == ("post", "EB123456789VN")
