"""The six figures against cases made by hand, over the day off of 24 November 2026."""

from datetime import datetime
from typing import Any

import pytest

from onestop.cases.models import Apology, Case
from onestop.cases.selectors import Due, Wanted, case_list
from onestop.cases.services import apology_return, proposed_dates
from onestop.cases.states import CaseState
from onestop.catalogue.models import Procedure
from onestop.supervision.selectors import Figures, board_of
from queueing.services import ticket_issue
from tests.cases.desk import Desk
from tests.cases.pages.browsing import Browsing, listed
from tests.conftest import HANOI

CALM = Figures(
    overdue=0,
    without_apology=0,
    due_today=0,
    within_day=0,
    paused=0,
    ended=0,
    ended_late=0,
    waiting=0,
    longest_wait=0,
)


def at(day: int, hour: int = 9, minute: int = 0) -> datetime:
    """Return a moment in November 2026."""
    return datetime(2026, 11, day, hour, minute, tzinfo=HANOI)


def figures(desk: Desk) -> Figures:
    """Return the figures at the desk's moment."""
    return board_of(desk.cast.office, desk.now).figures


def received(desk: Desk, moment: datetime, *names: str, **facts: Any) -> Case:
    """Return a guardianship (3 working days) received at the moment and taken further at once."""
    now, desk.now = desk.now, moment
    case = desk.receive(**facts)
    for name in names:
        case = desk.do(case, name)
    desk.now = now
    return case


def done_at(desk: Desk, case: Case, moment: datetime, *names: str) -> Case:
    """Return the case after the transitions at the moment."""
    now, desk.now = desk.now, moment
    for name in names:
        case = desk.do(case, name)
    desk.now = now
    return case


APPROVED = ("start_processing", "complete_step", "complete")


def test_an_empty_office_has_nothing_to_count(desk: Desk) -> None:
    assert figures(desk) == CALM
    assert figures(desk).on_time is None


def test_a_case_is_overdue_from_the_moment_after_its_due_date(desk: Desk) -> None:
    received(desk, at(18))  # due on Monday 23 at 17:30
    desk.now = at(23, 17, 30)
    assert (figures(desk).overdue, figures(desk).due_today) == (0, 1)
    desk.later(seconds=1)
    assert (figures(desk).overdue, figures(desk).due_today) == (1, 0)


def test_the_day_off_is_no_working_day(desk: Desk) -> None:
    received(desk, at(19))  # due on Wednesday 25 at 17:30: Tuesday is off
    assert figures(desk) == CALM
    desk.now = at(23, 17, 30)  # one whole working day is left: Wednesday's
    assert (figures(desk).due_today, figures(desk).within_day) == (0, 1)
    desk.now = at(24, 12)
    assert (figures(desk).due_today, figures(desk).within_day) == (0, 1)
    desk.now = at(25, 9)
    assert (figures(desk).due_today, figures(desk).within_day) == (1, 1)


def test_a_same_day_procedure_received_after_three_is_due_after_the_day_off(desk: Desk) -> None:
    received(desk, at(23, 15), procedure=desk.cast.birth)
    received(desk, at(23, 15, 1), procedure=desk.cast.birth)
    desk.now = at(23, 15, 30)
    assert (figures(desk).due_today, figures(desk).within_day) == (1, 1)
    desk.now = at(25, 8)
    assert (figures(desk).overdue, figures(desk).due_today) == (1, 1)


def test_calendar_days_and_hours_count_as_well(desk: Desk) -> None:
    hours = Procedure.objects.create(
        code="1.000001",
        name="Theo giờ",
        field=desk.cast.birth.field,
        processing_value=4,
        processing_unit=Procedure.Unit.WORKING_HOUR,
    )
    received(desk, at(23, 15), procedure=hours)  # 2 h 30 on Monday, 1 h 30 on Wednesday
    desk.now = at(24, 20)
    assert (figures(desk).overdue, figures(desk).within_day) == (0, 1)
    desk.now = at(25, 9, 1)
    assert figures(desk).overdue == 1


def test_what_is_paused_does_not_become_late_but_stays_late(desk: Desk) -> None:
    in_time = received(desk, at(18), "start_processing")
    done_at(desk, in_time, at(20), "request_supplement")
    late = received(desk, at(12), "start_processing")
    done_at(desk, late, at(20), "override_supplement")
    desk.now = at(30)
    assert (figures(desk).overdue, figures(desk).paused) == (1, 2)


def test_a_letter_under_way_or_sent_counts_a_returned_one_does_not(desk: Desk) -> None:
    for moves in ((), ("approve",), ("approve", "sign"), ("approve", "sign", "send")):
        desk.apology(received(desk, at(16)), *moves)
    received(desk, at(16))
    desk.apology(received(desk, at(16)))
    last = Apology.objects.latest("pk")
    apology_return(apology_id=last.pk, reason="Sửa", actor=desk.cast.dung, now=desk.now)
    assert (figures(desk).overdue, figures(desk).without_apology) == (6, 2)


def test_a_case_that_is_late_again_owes_another_letter(desk: Desk) -> None:
    case = received(desk, at(16))
    desk.apology(case, "approve", "sign", "send", new_due_at=proposed_dates(case, desk.now)[0])
    assert figures(desk).overdue == 0
    desk.now = at(30)
    assert (figures(desk).overdue, figures(desk).without_apology) == (1, 1)
    desk.apology(case, "approve")
    assert (figures(desk).overdue, figures(desk).without_apology) == (1, 0)


def test_on_time_this_month_is_counted_by_the_first_promise(desk: Desk) -> None:
    in_time = received(desk, at(16))
    done_at(desk, in_time, at(19, 17, 30), *APPROVED)  # at the last moment
    late = received(desk, at(16))
    done_at(desk, late, at(20, 8), *APPROVED)
    rescheduled = received(desk, at(16), "start_processing")
    desk.now = at(19)
    new_date = proposed_dates(rescheduled, desk.now)[3]
    desk.apology(rescheduled, "approve", "sign", "send", new_due_at=new_date)
    done_at(desk, rescheduled, at(23, 8), "complete_step", "complete")
    desk.now = at(23, 9)
    assert (figures(desk).ended, figures(desk).ended_late) == (3, 2)
    assert figures(desk).on_time == pytest.approx(100 / 3)


def test_a_supplement_makes_a_new_promise(desk: Desk) -> None:
    case = received(desk, at(9), "start_processing")  # due on Thursday 12
    done_at(desk, case, at(10), "request_supplement")
    done_at(desk, case, at(18), "accept_supplement")  # anew: due on Monday 23
    done_at(desk, case, at(20), "complete_step", "complete")
    assert (figures(desk).ended, figures(desk).ended_late) == (1, 0)


def test_what_was_given_up_while_it_was_paused_ended_in_time(desk: Desk) -> None:
    paused = received(desk, at(9), "start_processing")
    done_at(desk, paused, at(10), "request_supplement")
    done_at(desk, paused, at(20), "withdraw")
    late = received(desk, at(9), "start_processing")
    done_at(desk, late, at(13), "override_supplement")
    done_at(desk, late, at(20), "stop")
    assert (figures(desk).ended, figures(desk).ended_late) == (2, 1)


def test_only_what_was_received_and_ended_this_month_counts(desk: Desk) -> None:
    desk.case_in(CaseState.REFUSED)
    desk.do(desk.register(), "withdraw")
    october = datetime(2026, 10, 29, 9, tzinfo=HANOI)
    done_at(desk, received(desk, october), datetime(2026, 10, 31, 23, 59, tzinfo=HANOI), *APPROVED)
    assert figures(desk) == CALM
    done_at(desk, received(desk, october), datetime(2026, 11, 1, 0, 0, tzinfo=HANOI), *APPROVED)
    assert (figures(desk).ended, figures(desk).on_time) == (1, 100)


def test_who_waits_in_the_lobby_is_counted_with_the_longest_wait(desk: Desk) -> None:
    for minutes in (17, 3):
        ticket_issue(
            office=desk.cast.office,
            service_code="ho-tich",
            actor=None,
            now=at(23, 9 - 1, 60 - minutes),
        )
    assert (figures(desk).waiting, figures(desk).longest_wait) == (2, 17)


def test_another_offices_cases_are_not_counted(desk: Desk) -> None:
    received(desk, at(16))
    desk.case_in(CaseState.COMPLETED)
    assert board_of(desk.cast.other_office, desk.now).figures == CALM


def cases_of_every_kind(desk: Desk) -> None:
    """Store cases of every urgency and state at many moments of the month."""
    for day in (9, 10, 11, 12, 13, 16, 17, 18, 19):
        case = received(desk, at(day, 8 + day % 3), "start_processing")
        if day % 4 == 0:
            done_at(desk, case, at(day + 1), "request_supplement")
        if day in {10, 17}:
            done_at(desk, case, at(19), "complete_step", "complete")
        if day % 3 == 0:
            received(desk, at(day, 15, 30), procedure=desk.cast.birth)
        if day % 6 == 1:
            desk.apology(case)
    for state in CaseState:
        desk.case_in(state)


@pytest.mark.parametrize("moment", [at(23), at(23, 17, 30), at(24, 12), at(25, 8), at(30, 7)])
def test_figures_equal_the_lists_behind_them(
    desk: Desk, browsing: Browsing, moment: datetime
) -> None:
    cases_of_every_kind(desk)
    desk.now = moment
    shown = figures(desk)
    counted = {
        Due.OVERDUE: shown.overdue,
        Due.NO_APOLOGY: shown.without_apology,
        Due.TODAY: shown.due_today,
        Due.DAY: shown.within_day,
        Due.PAUSED: shown.paused,
        Due.ENDED: shown.ended,
        Due.ENDED_LATE: shown.ended_late,
    }
    for due, count in counted.items():
        codes = listed(browsing.get("giang", "/cases/", scope="office", office="mau", due=due))
        page = case_list([desk.cast.office], moment, Wanted(due=due), size=1000)
        assert len(codes) == len(page.rows) == count, due
    assert shown.overdue > shown.without_apology > 0
