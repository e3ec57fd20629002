"""What is late and what soon will be, as the supervisor's board shows it."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from onestop.cases.models import Case
from onestop.cases.selectors import cases_due
from onestop.cases.selectors.due import due_filter
from onestop.cases.states import CaseState
from tests.cases.desk import Desk
from tests.conftest import HANOI

FRIDAY_EVENING = datetime(2026, 11, 27, 18, 0, tzinfo=HANOI)


def due(desk: Desk, **facts: int) -> list[tuple[Case, bool]]:
    """Return the cases of the list, each with whether it is late."""
    rows = cases_due(desk.cast.office, desk.now, **facts)
    return [(row.case, row.is_late) for row in rows]


def test_late_cases_come_first_then_what_is_due_within_a_day(desk: Desk) -> None:
    late = desk.receive()
    desk.now = FRIDAY_EVENING
    soon = desk.receive(desk.cast.birth)  # due on Monday
    desk.receive()  # due on Wednesday
    assert due(desk) == [(late, True), (soon, False)]
    assert due(desk, limit=1) == [(late, True)]


def test_it_says_at_whose_step_and_whether_a_letter_is_out(desk: Desk) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    desk.apology(case, "approve")
    desk.now = FRIDAY_EVENING
    (row,) = cases_due(desk.cast.office, desk.now)
    assert row.step is not None
    assert row.apology is not None
    assert (row.step.name, row.step.holder, row.apology.state) == (
        "Thẩm định",
        desk.cast.chi,
        "approved",
    )


def test_a_paused_case_is_not_listed_unless_it_was_late_before(desk: Desk) -> None:
    in_time = desk.case_in(CaseState.SUPPLEMENT_REQUESTED)
    late = desk.case_in(CaseState.PROCESSING)
    desk.now = FRIDAY_EVENING
    desk.do(late, "request_supplement")
    desk.later(days=30)
    assert due(desk) == [(late, True)]
    row = cases_due(desk.cast.office, desk.now)[0]
    assert row.time_left is not None
    assert row.time_left.said == "quá hạn"  # as when it was paused
    assert in_time.due_at is not None
    assert in_time.due_at < desk.now


@pytest.mark.parametrize("state", [CaseState.COMPLETED, CaseState.RETURNED, CaseState.STOPPED])
def test_an_ended_case_cannot_become_late(desk: Desk, state: CaseState) -> None:
    desk.case_in(state)
    desk.later(days=30)
    assert due(desk) == []


def test_a_new_date_takes_a_case_off_the_list(desk: Desk) -> None:
    case = desk.receive()
    desk.now = FRIDAY_EVENING
    wanted = (FRIDAY_EVENING + timedelta(days=14)).date()
    desk.apology(case, "approve", "sign", "send", new_due_at=wanted)
    assert due(desk) == []


def test_another_offices_cases_are_not_listed(desk: Desk) -> None:
    desk.receive()
    desk.now = FRIDAY_EVENING
    assert cases_due(desk.cast.other_office, desk.now) == []


def test_the_list_takes_as_many_queries_for_many_as_for_one(
    desk: Desk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    # The calendar's three, cases, running steps, apologies.
    for _ in range(3):
        desk.receive()
        with django_assert_num_queries(6):
            cases_due(desk.cast.office, FRIDAY_EVENING)


def test_late_cases_are_found_by_the_index_on_open_ones(desk: Desk) -> None:
    desk.receive()
    found = Case.objects.filter(due_filter(desk.now), office=desk.cast.office).order_by("due_at")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # a handful of rows is read faster without it
            cursor.execute("SET LOCAL enable_seqscan = off")
        assert "case_open_due" in found.explain()
