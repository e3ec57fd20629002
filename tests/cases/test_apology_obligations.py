"""That a letter is owed: opened in time, told a working day earlier, missed, closed."""

from datetime import date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from onestop.cases.models import ApologyObligation, Case, CaseEvent
from onestop.cases.services import apology_send
from onestop.cases.services.obligations import apology_obligations_round
from onestop.cases.states import CaseState
from tests.cases.desk import Desk
from tests.conftest import HANOI

FRIDAY = datetime(2026, 11, 27, tzinfo=HANOI)  # in whose evening three working days are over


def on(day: int, hour: int = 9, minute: int = 0) -> datetime:
    """Return a moment of November 2026."""
    return datetime(2026, 11, day, hour, minute, tzinfo=HANOI)


def round_at(desk: Desk, now: datetime) -> int:
    """Let the clock's round run at the moment, which becomes the desk's."""
    desk.now = now
    return apology_obligations_round(now)


def told(case: Case) -> list[str]:
    """Return what the history tells of the obligation."""
    kinds = ["apology.warned", "apology.owed", "apology.missed"]
    return list(case.events.filter(kind__in=kinds).values_list("kind", flat=True))


def only() -> ApologyObligation:
    """Return the one obligation."""
    return ApologyObligation.objects.get()


def test_a_case_with_time_owes_nothing(desk: Desk) -> None:
    desk.receive()
    assert round_at(desk, on(24, 23, 59)) == 0
    assert not ApologyObligation.objects.exists()


def test_it_is_told_a_working_day_before_it_is_owed(desk: Desk) -> None:
    case = desk.receive()
    assert round_at(desk, on(25, 0, 1)) == 1
    one = only()
    assert (one.case, one.office, one.agency) == (case, desk.cast.office, desk.cast.agency)
    assert (one.due_at, one.send_by) == (case.due_at, FRIDAY)
    assert (one.warned_at, one.owed_at, one.missed_at) == (desk.now, None, None)
    assert one.stage == "warned"


def test_it_is_owed_a_calendar_day_before_the_due_day(desk: Desk) -> None:
    case = desk.receive()
    round_at(desk, on(25))
    assert round_at(desk, on(26, 0, 0)) == 1
    assert (only().stage, only().owed_at) == ("owed", on(26, 0, 0))
    assert told(case) == ["apology.warned", "apology.owed"]


def test_what_nobody_sent_in_time_is_recorded_with_step_and_holder(desk: Desk) -> None:
    case = desk.do(desk.receive(), "start_processing")
    round_at(desk, on(26))
    round_at(desk, on(27, 0, 0))
    one = only()
    assert (one.stage, one.missed_at) == ("missed", FRIDAY)
    assert (one.step, one.holder) == (case.steps.get(position=2), desk.cast.chi)
    event = CaseEvent.objects.get(kind="apology.missed")
    assert (event.actor, event.case) == (None, case)
    assert event.data == {
        "due_at": "2026-11-27T17:30:00+07:00",
        "send_by": "2026-11-27T00:00:00+07:00",
        "agency": desk.cast.agency.pk,
        "step": 2,
        "holder": desk.cast.chi.pk,
    }


def test_a_round_at_the_same_moment_touches_nothing(desk: Desk) -> None:
    for _ in range(3):
        desk.receive()
    assert round_at(desk, on(26)) == 3
    assert round_at(desk, on(26)) == 0
    assert CaseEvent.objects.filter(kind="apology.owed").count() == 3


def test_a_clock_that_stood_still_records_where_it_finds_things(desk: Desk) -> None:
    case = desk.receive()
    assert round_at(desk, on(30)) == 1
    assert (only().stage, only().missed_at) == ("missed", FRIDAY)
    assert told(case) == ["apology.missed"]


def test_a_same_day_case_has_until_its_due_date(desk: Desk) -> None:
    case = desk.receive(desk.cast.birth)
    round_at(desk, desk.now)
    assert (only().send_by, only().stage) == (case.due_at, "owed")
    round_at(desk, on(23, 17, 30))
    assert only().stage == "missed"


def test_until_it_is_missed_it_names_who_holds_the_case_now(desk: Desk) -> None:
    case = desk.receive()
    round_at(desk, on(26))
    assert only().holder is None
    desk.do(case, "start_processing")
    assert only().holder == desk.cast.chi
    desk.do(case, "complete_step")
    assert (only().step, only().holder) == (case.steps.get(position=3), None)
    round_at(desk, on(27))
    desk.do(case, "return_step", reason="Cần xem lại")
    assert only().step == case.steps.get(position=3)


@pytest.mark.parametrize(
    ("moves", "outcome"),
    [
        (("withdraw",), "in_time"),
        (("start_processing", "complete_step", "complete"), "in_time"),
        (("request_payment",), "paused"),
        (("start_processing", "request_supplement"), "paused"),
    ],
)
def test_a_case_that_needs_no_letter_any_more_closes_it(
    desk: Desk, moves: tuple[str, ...], outcome: str
) -> None:
    case = desk.receive()
    round_at(desk, on(26))
    for name in moves:
        desk.do(case, name)
    one = only()
    assert (one.outcome, one.closed_at, one.missed_at) == (outcome, desk.now, None)
    assert round_at(desk, on(26, 16)) == 0


def test_a_case_that_ends_on_its_due_day_was_in_time_although_no_letter_went_out(
    desk: Desk,
) -> None:
    case = desk.receive()
    round_at(desk, on(27))
    desk.do(case, "withdraw")
    assert (only().stage, only().outcome) == ("missed", "in_time")


def test_a_case_that_ends_late_without_a_letter_says_so(desk: Desk) -> None:
    case = desk.do(desk.receive(), "start_processing")
    round_at(desk, on(26))
    desk.now = on(30)  # no round ran meanwhile
    desk.do(desk.do(case, "complete_step"), "complete")
    one = only()
    assert (one.outcome, one.missed_at) == ("late", FRIDAY)
    assert one.step == case.steps.get(position=3)
    assert told(case) == ["apology.owed", "apology.missed"]


def test_a_case_that_was_late_before_it_paused_still_owes_its_letter(desk: Desk) -> None:
    case = desk.receive()
    round_at(desk, on(30))
    desk.do(case, "request_payment")
    assert only().closed_at is None
    assert round_at(desk, on(30, 10)) == 0


def test_a_clock_that_goes_on_opens_it_anew(desk: Desk) -> None:
    case = desk.receive()
    round_at(desk, on(26))
    desk.do(case, "request_payment")
    desk.now = on(30)
    desk.do(case, "confirm_payment")
    assert round_at(desk, on(30, 9, 5)) == 1
    closed, opened = ApologyObligation.objects.order_by("id")
    assert (closed.outcome, opened.outcome) == ("paused", "")
    assert opened.due_at == Case.objects.get().due_at


def test_a_due_date_that_is_computed_anew_closes_it(desk: Desk) -> None:
    case = desk.receive()
    round_at(desk, on(26))
    Case.objects.filter(pk=case.pk).update(due_at=on(28, 17, 30))
    assert round_at(desk, on(26, 10)) == 2
    closed, opened = ApologyObligation.objects.order_by("id")
    assert (closed.outcome, closed.stage) == ("moved", "owed")
    assert (opened.due_at, opened.stage) == (on(28, 17, 30), "warned")


def test_a_letter_that_is_sent_in_time_meets_it(desk: Desk) -> None:
    case = desk.receive()
    round_at(desk, on(26))
    letter = desk.apology(case, "approve", "sign", "send", new_due_at=date(2026, 12, 1))
    one = only()
    assert (one.outcome, one.apology, one.missed_at) == ("sent", letter, None)
    assert round_at(desk, on(26, 16)) == 0


def test_a_letter_without_a_new_date_meets_it_for_good(desk: Desk) -> None:
    case = desk.receive()
    round_at(desk, on(26))
    desk.apology(case, "approve", "sign", "send")
    assert round_at(desk, on(30)) == 0


def test_a_new_date_that_is_not_kept_owes_a_further_letter(desk: Desk) -> None:
    case = desk.receive()
    round_at(desk, on(26))
    desk.apology(case, "approve", "sign", "send", new_due_at=date(2026, 12, 1))
    assert round_at(desk, on(30)) == 1
    assert (
        ApologyObligation.objects.filter(closed_at=None).get().due_at == Case.objects.get().due_at
    )


@pytest.mark.parametrize("noticed", [True, False])
def test_a_letter_that_is_sent_too_late_is_recorded_as_missed(desk: Desk, noticed: bool) -> None:  # noqa: FBT001 (a case of the table)
    case = desk.receive()
    letter = desk.apology(case, "approve", "sign")
    if noticed:
        round_at(desk, on(26))
    desk.now = on(27)
    apology_send(apology_id=letter.pk, actor=desk.cast.an, now=desk.now)
    one = only()
    assert (one.outcome, one.missed_at, one.apology) == ("sent", FRIDAY, letter)
    assert told(case)[-1] == "apology.missed"


def test_a_letter_that_is_sent_early_leaves_nothing_to_owe(desk: Desk) -> None:
    case = desk.receive()
    desk.apology(case, "approve", "sign", "send")
    assert round_at(desk, on(26)) == 0
    assert not ApologyObligation.objects.exists()


@pytest.mark.parametrize(
    "state", [CaseState.REGISTERED, CaseState.PAYMENT_REQUESTED, CaseState.COMPLETED]
)
def test_only_a_running_case_owes_a_letter(desk: Desk, state: CaseState) -> None:
    desk.case_in(state)
    assert round_at(desk, on(26)) == 0


def test_a_round_claims_some_cases_at_a_time_and_leaves_none(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onestop.cases.services.obligations.AT_ONCE", 2)
    monkeypatch.setattr("onestop.cases.services.obligations.BATCHES", 2)
    for _ in range(5):
        desk.receive()
    assert [round_at(desk, on(26)) for _ in range(3)] == [4, 1, 0]


def test_a_round_with_nothing_to_do_costs_few_queries(
    desk: Desk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        desk.receive()
    round_at(desk, on(26))
    # what is unfounded, the offices, four for each office's calendar and cases, owed, missed
    with django_assert_num_queries(1 + 1 + 2 * 4 + 2):
        round_at(desk, on(26) + timedelta(minutes=1))


def test_the_clock_is_in_the_audit_as_itself(desk: Desk) -> None:
    case = desk.receive()
    round_at(desk, on(26))
    event = case.events.last()
    assert event is not None
    assert (event.kind, event.actor, event.reason) == ("apology.owed", None, "")
