"""The citizen has the next move: the clock stands still."""

from datetime import datetime

import pytest

from onestop.cases.models import Case
from onestop.cases.states import CaseState
from onestop.catalogue.models import Procedure
from onestop.directory.refusals import StateForbids
from tests.cases.desk import Desk
from tests.conftest import HANOI


def ledger(case: Case) -> list[str]:
    """Return what the clock did, in order."""
    return list(case.clock_entries.values_list("kind", flat=True))


def kinds(case: Case) -> list[str]:
    """Return what happened to the case, in order."""
    return list(case.events.values_list("kind", flat=True))


def test_a_supplement_pauses_the_clock_and_keeps_the_date(desk: Desk) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    due_at = case.due_at
    case = desk.do(case, "request_supplement")
    assert (case.national_status, case.paused_since, case.due_at) == (5, desk.now, due_at)
    assert ledger(case) == ["start", "pause"]


def test_a_supplement_restarts_the_term_from_zero(desk: Desk) -> None:
    case = desk.case_in(CaseState.SUPPLEMENT_REQUESTED)
    first = case.due_at
    desk.now = datetime(2026, 11, 26, 10, 0, tzinfo=HANOI)
    case = desk.do(case, "accept_supplement")
    assert (case.state, case.paused_since, case.interrupted_state) == ("processing", None, "")
    assert case.due_at == datetime(2026, 12, 1, 17, 30, tzinfo=HANOI)
    assert case.original_due_at == first
    assert ledger(case) == ["start", "pause", "restart"]


def test_or_lets_it_go_on_where_the_procedure_says_so(desk: Desk) -> None:
    Procedure.objects.filter(pk=desk.cast.guardianship.pk).update(supplement_clock="resume")
    case = desk.case_in(CaseState.SUPPLEMENT_REQUESTED)
    assert case.due_at == datetime(2026, 11, 27, 17, 30, tzinfo=HANOI)
    desk.now = datetime(2026, 11, 26, 9, 0, tzinfo=HANOI)  # two working days later
    case = desk.do(case, "accept_supplement")
    assert case.due_at == datetime(2026, 12, 1, 17, 30, tzinfo=HANOI)
    assert ledger(case) == ["start", "pause", "resume"]


def test_the_running_step_gets_its_share_of_the_new_time(desk: Desk) -> None:
    case = desk.case_in(CaseState.SUPPLEMENT_REQUESTED)
    before = case.steps.get(position=2).due_at
    desk.later(days=10)
    desk.do(case, "accept_supplement")
    after = case.steps.get(position=2).due_at
    assert before is not None
    assert after is not None
    assert before < desk.now < after


def test_a_case_that_was_late_before_the_pause_stays_late(desk: Desk) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    due_at = case.due_at
    desk.now = datetime(2026, 11, 30, 8, 0, tzinfo=HANOI)
    desk.do(case, "override_supplement")
    desk.later(days=3)
    assert desk.do(case, "accept_supplement").due_at == due_at


def test_a_supplement_is_requested_once(desk: Desk) -> None:
    case = desk.do(desk.case_in(CaseState.SUPPLEMENT_REQUESTED), "accept_supplement")
    with pytest.raises(StateForbids, match="118/2025/NĐ-CP, Điều 11 và Điều 19 khoản 5"):
        desk.do(case, "request_supplement")
    assert ledger(case) == ["start", "pause", "restart"]


def test_an_incomplete_online_dossier_is_received_when_it_is_complete(desk: Desk) -> None:
    case = desk.do(desk.register(), "request_supplement", by=desk.cast.an)
    assert (case.state, case.national_status, case.received_at) == ("supplement_requested", 5, None)
    assert ledger(case) == []
    desk.later(days=2)
    case = desk.do(case, "accept_supplement")
    assert (case.state, case.received_at) == ("received", desk.now)
    assert case.due_at == case.original_due_at == datetime(2026, 11, 30, 17, 30, tzinfo=HANOI)
    assert case.steps.get(position=2).is_running
    # Its receipt goes out like any other's.
    assert kinds(case) == ["registered", "request_supplement", "accept_supplement", "receive"]


def test_and_asking_again_after_that_is_a_second_time(desk: Desk) -> None:
    case = desk.do(desk.register(), "request_supplement", by=desk.cast.an)
    desk.do(case, "accept_supplement")
    desk.do(case, "start_processing")
    with pytest.raises(StateForbids, match="một lần"):
        desk.do(case, "request_supplement")


@pytest.mark.parametrize("state", [CaseState.RECEIVED, CaseState.PROCESSING])
def test_a_payment_pauses_and_the_case_comes_back(desk: Desk, state: CaseState) -> None:
    case = desk.case_in(state)
    due_at = case.due_at
    by = desk.cast.chi if state == CaseState.PROCESSING else desk.cast.an
    case = desk.do(case, "request_payment", by=by)
    assert (case.national_status, case.interrupted_state) == (6, state)
    desk.later(days=2)
    case = desk.do(case, "confirm_payment")
    assert (case.state, case.paused_since) == (state, None)
    assert due_at is not None
    assert case.due_at is not None
    assert case.due_at > due_at
    assert ledger(case) == ["start", "pause", "resume"]


def test_a_fee_at_intake_is_paid_before_the_clock_starts(desk: Desk) -> None:
    case = desk.do(desk.register(), "request_payment")
    desk.later(hours=3)
    case = desk.do(case, "confirm_payment")
    assert (case.state, case.received_at) == ("received", desk.now)
    assert kinds(case) == ["registered", "request_payment", "confirm_payment", "receive"]


@pytest.mark.parametrize("name", ["withdraw", "stop"])
def test_a_case_may_end_while_it_waits_for_the_citizen(desk: Desk, name: str) -> None:
    case = desk.case_in(CaseState.SUPPLEMENT_REQUESTED)
    due_at = case.due_at
    desk.later(days=20)
    case = desk.do(case, name)
    assert (case.closed_at, case.paused_since, case.due_at) == (desk.now, None, due_at)
    assert ledger(case) == ["start", "pause", "stop"]


def test_a_dossier_that_never_was_complete_has_no_clock_to_stop(desk: Desk) -> None:
    case = desk.do(desk.register(), "request_supplement", by=desk.cast.an)
    case = desk.do(case, "stop", by=desk.cast.an)
    assert (case.closed_at, case.received_at, case.due_at) == (desk.now, None, None)
    assert ledger(case) == []
