"""What the rooms above ask the catalogue: calendars, steps and papers."""

from datetime import date, datetime, time
from typing import TYPE_CHECKING

import pytest

from onestop.catalogue.importers import days_off_import, defaults_ensure
from onestop.catalogue.models import (
    CalendarDay,
    DeadlineHours,
    Procedure,
    ProcedurePaper,
    ProcedureStep,
    Workflow,
)
from onestop.catalogue.rows import DAYS_OFF_FILE
from onestop.catalogue.selectors import (
    DEFAULT_WEEK,
    deadline_calendar,
    default_calendar,
    planned,
    procedure_papers,
    shipped_days,
    workflow_for,
    workflow_steps,
)
from onestop.clock.deadline import Unit, deadline
from onestop.directory.models import Office
from onestop.directory.rights import Role
from tests.cast import Cast
from tests.catalogue.processes import make_workflow
from tests.clock.official import OFFICIAL, OFFICIAL_DAYS, at

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db


def test_an_offices_calendar_is_the_official_one(
    cast: Cast, django_assert_num_queries: "DjangoAssertNumQueries"
) -> None:
    days_off_import(DAYS_OFF_FILE)
    with django_assert_num_queries(3):
        calendar = deadline_calendar(cast.office)
    assert calendar.week == OFFICIAL.week
    assert set(calendar.special_days) == set(OFFICIAL.special_days)
    assert calendar.known_years == {2024, 2025, 2026, 2027}


def test_each_office_has_its_own_hours(cast: Cast) -> None:
    cast.other_office.deadline_hours.all().delete()
    DeadlineHours.objects.create(
        office=cast.other_office, weekday=5, opens=time(8), closes=time(11)
    )
    assert deadline_calendar(cast.office).week == DEFAULT_WEEK
    assert deadline_calendar(cast.other_office).week == ((),) * 5 + (((time(8), time(11)),), ())


def test_an_office_without_hours_has_the_default_week() -> None:
    office = Office.objects.create(code="moi", name="Mới")
    assert deadline_calendar(office).week == DEFAULT_WEEK


def test_hours_that_overlap_are_joined() -> None:
    office = Office.objects.create(code="moi", name="Mới")
    for opens, closes in ((time(7), time(11)), (time(10), time(12)), (time(13), time(17))):
        DeadlineHours.objects.create(office=office, weekday=0, opens=opens, closes=closes)
    monday = deadline_calendar(office).week[0]
    assert monday == ((time(7), time(12)), (time(13), time(17)))


def test_an_office_that_has_no_days_off_says_that_its_dates_are_provisional(cast: Cast) -> None:
    answer = deadline(deadline_calendar(cast.office), at("2026-02-13 09:00"), 5, Unit.WORKING_DAY)
    assert answer.estimated


def test_shipped_days_need_no_database(
    django_assert_num_queries: "DjangoAssertNumQueries",
) -> None:
    with django_assert_num_queries(0):
        assert set(shipped_days()) == set(OFFICIAL_DAYS)


def test_the_default_calendar_has_the_days_that_were_entered_else_those_that_ship() -> None:
    assert set(default_calendar().special_days) == set(OFFICIAL_DAYS)
    CalendarDay.objects.create(date=date(2026, 3, 2), kind="off", name="Nghỉ")
    assert [one.day for one in default_calendar().special_days] == [date(2026, 3, 2)]


def test_defaults_are_made_once() -> None:
    defaults_ensure()
    defaults_ensure()
    steps = ProcedureStep.objects.values_list("name", "role", "share")
    assert list(steps) == [
        ("Tiếp nhận", Role.RECEPTIONIST, 10),
        ("Thẩm định", Role.SPECIALIST, 60),
        ("Phê duyệt", Role.LEADER, 20),
        ("Trả kết quả", Role.RECEPTIONIST, 10),
    ]
    assert list(ProcedurePaper.objects.values_list("name", "required")) == [
        ("Tờ khai theo mẫu", True),
        ("Giấy tờ theo thành phần hồ sơ của thủ tục", True),
        ("Giấy ủy quyền (nếu có)", False),
    ]


def test_defaults_that_the_office_changed_are_left_alone() -> None:
    make_workflow(("Một cửa", Role.SPECIALIST, 100))
    defaults_ensure()
    assert ProcedureStep.objects.get().name == "Một cửa"


def test_the_steps_of_a_process_are_read_with_what_follows_them(
    cast: Cast, django_assert_num_queries: "DjangoAssertNumQueries"
) -> None:
    workflow = workflow_for(cast.birth)
    assert workflow is not None
    with django_assert_num_queries(2):
        plan = planned(workflow_steps(workflow))
    assert [(one.position, one.following) for one in plan] == [(1, ()), (2, ()), (3, ()), (4, ())]


def test_processes_and_papers_are_the_procedures_own_else_the_default_ones(
    cast: Cast, django_assert_num_queries: "DjangoAssertNumQueries"
) -> None:
    own = make_workflow(("Xem", Role.LEADER, 50), ("Ký", Role.LEADER, 50), procedure=cast.birth)
    ProcedurePaper.objects.create(procedure=cast.birth, position=1, name="Giấy chứng sinh")
    with django_assert_num_queries(2):
        assert workflow_for(cast.birth) == own
        assert [one.name for one in procedure_papers(cast.birth)] == ["Giấy chứng sinh"]
    assert workflow_for(cast.guardianship) == Workflow.objects.get(procedure=None)
    assert procedure_papers(cast.guardianship)[0].name == "Tờ khai theo mẫu"


def test_units_are_called_the_same_in_the_clock_and_in_the_catalogue() -> None:
    assert {str(one) for one in Unit} == set(Procedure.Unit.values)


def test_the_named_monday_is_as_the_calendar_has_it(monday_morning: datetime) -> None:
    assert OFFICIAL.is_working_day(monday_morning.date())
    assert OFFICIAL.next_working_day(monday_morning.date()) == date(2026, 11, 25)
