"""The times that the law sets beside the due date: derived, called to mind, and followed."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from onestop.cases.models import Case
from onestop.cases.selectors import Due, Wanted, case_list, reminders
from onestop.cases.services import cases_close_unanswered, result_error_open
from onestop.cases.states import CaseState
from onestop.cases.timers import answer_by, closes_at, correct_by, supplement_by
from onestop.catalogue.models import CalendarDay
from onestop.catalogue.selectors import DEFAULT_WEEK
from onestop.clock.calendar import WorkingCalendar
from onestop.directory.refusals import StateForbids
from tests.cases.desk import Desk
from tests.conftest import HANOI

WEEK = WorkingCalendar(DEFAULT_WEEK)


def at(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """Return a moment of 2026 on the office's clock."""
    return datetime(2026, month, day, hour, minute, tzinfo=HANOI)


def test_an_online_dossier_is_answered_within_eight_working_hours() -> None:
    assert answer_by(WEEK, at(11, 23, 9)) == at(11, 24, 9)
    assert answer_by(WEEK, at(11, 21, 20)) == at(11, 23, 17, 30)  # filed on a Saturday evening


def test_a_supplement_is_asked_for_until_the_third_working_day_closes() -> None:
    assert supplement_by(WEEK, at(11, 26, 16)) == at(12, 1, 17, 30)  # from Thursday to Tuesday


def test_fifteen_days_end_at_midnight_and_pass_over_a_weekend() -> None:
    assert closes_at(WEEK, at(11, 23, 10)) == at(12, 9)
    assert closes_at(WEEK, at(11, 20, 10)) == at(12, 8)  # the fifteenth is a Saturday
    assert correct_by(WEEK, at(11, 23, 10)) == at(11, 26, 17, 30)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)))  # noqa: DTZ001 (made local)
def test_no_time_of_the_law_ends_before_it_begins(moment: datetime) -> None:
    begun = moment.replace(tzinfo=HANOI)
    for end in (answer_by(WEEK, begun), supplement_by(WEEK, begun), correct_by(WEEK, begun)):
        assert end > begun
    assert timedelta(days=15) <= closes_at(WEEK, begun) - begun <= timedelta(days=20)


def due(desk: Desk, which: Due) -> list[str]:
    """Return the codes that the list of the office shows."""
    page = case_list([desk.cast.office], desk.now, Wanted(due=which))
    return [row.case.code for row in page.rows]


def test_after_two_hours_an_unseen_dossier_stands_on_the_list(desk: Desk) -> None:
    case = desk.register()
    desk.later(hours=1, minutes=59)
    assert due(desk, Due.UNSEEN) == []
    desk.later(minutes=1)
    assert due(desk, Due.UNSEEN) == [case.code]
    desk.do(case, "receive")
    assert due(desk, Due.UNSEEN) == []


def test_after_eight_working_hours_it_is_late(desk: Desk) -> None:
    case = desk.register()
    desk.now = at(11, 25, 9)  # the 24th is a day off: eight hours are just over
    assert due(desk, Due.UNANSWERED) == []
    desk.later(minutes=1)
    assert due(desk, Due.UNANSWERED) == [case.code]
    desk.do(case, "request_supplement", by=desk.cast.an)
    assert due(desk, Due.UNANSWERED) == []  # asked is answered


def test_after_the_third_working_day_only_a_leader_asks(desk: Desk) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    desk.now = at(11, 27, 17, 30)
    with pytest.raises(StateForbids, match="không cần"):
        desk.do(case, "override_supplement")
    desk.later(minutes=1)
    with pytest.raises(StateForbids, match=r"03 ngày làm việc.*118/2025/NĐ-CP, Điều 19"):
        desk.do(case, "request_supplement")
    case = desk.do(case, "override_supplement")
    data = case.events.get(kind="override_supplement").data
    assert (data["late"], data["again"], case.supplemented_again) == (True, False, False)


def test_what_is_not_completed_is_closed_by_the_offices_own_clock(desk: Desk) -> None:
    case = desk.case_in(CaseState.SUPPLEMENT_REQUESTED)
    assert case.closes_at == at(12, 9)
    desk.now = at(12, 8, 23, 59)
    assert cases_close_unanswered(now=desk.now) == 0
    desk.now = at(12, 9)
    assert cases_close_unanswered(now=desk.now) == 1
    case.refresh_from_db()
    assert (case.state, case.national_status, case.closed_at) == ("stopped", 8, desk.now)
    event = case.events.get(kind="stop")
    assert (event.actor, event.data["by_rule"]) == (None, "118/2025/ND-CP 19(5)")
    assert event.reason == "Quá 15 ngày không bổ sung, hoàn thiện hồ sơ."
    assert cases_close_unanswered(now=desk.now) == 0


def test_one_that_was_never_accepted_is_closed_too_without_a_clock(desk: Desk) -> None:
    case = desk.do(desk.register(), "request_supplement", by=desk.cast.an)
    desk.later(days=30)
    assert cases_close_unanswered(now=desk.now) == 1
    case.refresh_from_db()
    assert (case.state, case.received_at, case.clock_entries.count()) == ("stopped", None, 0)


def test_days_off_that_were_entered_since_count(desk: Desk) -> None:
    case = desk.case_in(CaseState.SUPPLEMENT_REQUESTED)
    CalendarDay.objects.create(date="2026-12-08", kind=CalendarDay.Kind.OFF, name="Bão")
    assert cases_close_unanswered(now=at(12, 9)) == 0
    case.refresh_from_db()
    assert (case.state, case.closes_at) == ("supplement_requested", at(12, 10))


@pytest.mark.parametrize("name", ["accept_supplement", "withdraw", "stop"])
def test_what_has_moved_on_is_not_closed(desk: Desk, name: str) -> None:
    case = desk.do(desk.case_in(CaseState.SUPPLEMENT_REQUESTED), name)
    assert case.closes_at is None
    desk.later(days=30)
    assert cases_close_unanswered(now=desk.now) == 0


def test_an_office_is_reminded_of_everything_in_so_many_queries(
    desk: Desk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    returned, _waiting, _online = (
        desk.case_in(CaseState.RETURNED),
        desk.case_in(CaseState.SUPPLEMENT_REQUESTED),
        desk.register(),
    )
    result_error_open(code=returned.code, error="Sai tên", actor=desk.cast.an, now=desk.now)
    desk.now = at(12, 8)
    with django_assert_num_queries(5):
        found = reminders([desk.cast.office], desk.now)
    assert {one.due: one.count for one in found} == dict.fromkeys(
        (Due.UNANSWERED, Due.UNSEEN, Due.CLOSING, Due.ERRORS, Due.ERRORS_LATE), 1
    )
    assert [one.due for one in found if one.is_late] == [Due.UNANSWERED, Due.ERRORS_LATE]
    for one in found:
        assert len(due(desk, one.due)) == one.count, one.due


def test_a_calm_office_is_reminded_of_nothing(desk: Desk) -> None:
    desk.receive()
    assert reminders([desk.cast.office], desk.now) == []
    assert Case.objects.count() == 1


def test_what_is_to_be_closed_is_found_by_its_index(desk: Desk) -> None:
    desk.case_in(CaseState.SUPPLEMENT_REQUESTED)
    due_cases = Case.objects.filter(closes_at__isnull=False, closes_at__lte=desk.now)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # a handful of rows is read faster without it
            cursor.execute("SET LOCAL enable_seqscan = off")
        assert "case_closes" in due_cases.order_by("closes_at").explain()
