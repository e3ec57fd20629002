"""Editing the deadline calendar: rights, slips, records, and the news that is told once."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import pytest

from onestop.catalogue.causes import CalendarCause
from onestop.catalogue.models import CalendarDay, OfficeException
from onestop.catalogue.selectors import deadline_calendar, deadline_week
from onestop.catalogue.services import (
    calendar_day_remove,
    calendar_day_set,
    deadline_hours_set,
    manages_all,
    office_exception_remove,
    office_exception_set,
)
from onestop.catalogue.signals import calendar_changed
from onestop.clock.calendar import Hours, SpecialDay
from onestop.directory.models import AuditEvent
from onestop.directory.refusals import BadInput, NotAllowed
from tests.cast import Cast, administer_all

THURSDAY = date(2026, 11, 26)
MORNING: Hours = ((time(7, 30), time(11, 30)),)
STORM = SpecialDay(THURSDAY, working=False, name="Nghỉ bão")


@pytest.fixture
def news() -> Iterator[list[dict[str, Any]]]:
    """Return what was told, as it comes."""
    told: list[dict[str, Any]] = []

    def hear(**facts: Any) -> None:
        told.append(facts)

    calendar_changed.connect(hear)
    yield told
    calendar_changed.disconnect(hear)


def test_a_day_for_all_is_set_told_and_recorded_once(
    cast: Cast, monday_morning: datetime, news: list[dict[str, Any]]
) -> None:
    administer_all(cast)
    for _ in range(2):
        calendar_day_set(day=STORM, notice="CV 1", actor=cast.quan, now=monday_morning)
    assert [(one["cause"], one["days"], one["office"]) for one in news] == [
        (CalendarCause.DAY_SET, (THURSDAY,), None)
    ]
    assert not deadline_calendar(cast.office).is_working_day(THURSDAY)
    event = AuditEvent.objects.get(action="calendar.day")
    assert event.after == {"kind": "off", "name": "Nghỉ bão", "notice": "CV 1", "estimated": False}


def test_and_taken_away_again(
    cast: Cast, monday_morning: datetime, news: list[dict[str, Any]]
) -> None:
    administer_all(cast)
    calendar_day_set(day=STORM, actor=cast.quan, now=monday_morning)
    for _ in range(2):
        calendar_day_remove(day=THURSDAY, actor=cast.quan, now=monday_morning)
    assert [one["cause"] for one in news] == ["day_set", "day_removed"]
    assert not CalendarDay.objects.exists()


def test_who_manages_one_office_of_two_sets_no_day_for_all(
    cast: Cast, monday_morning: datetime
) -> None:
    assert not manages_all(cast.quan)
    with pytest.raises(NotAllowed, match="mọi bộ phận một cửa"):
        calendar_day_set(day=STORM, actor=cast.quan, now=monday_morning)
    with pytest.raises(NotAllowed):
        calendar_day_remove(day=THURSDAY, actor=cast.quan, now=monday_morning)


def test_an_office_sets_a_day_of_its_own(
    cast: Cast, monday_morning: datetime, news: list[dict[str, Any]]
) -> None:
    day = SpecialDay(THURSDAY, working=True, name="Họp toàn xã", hours=MORNING)
    for _ in range(2):
        office_exception_set(office=cast.office, day=day, actor=cast.quan, now=monday_morning)
    assert [one["office"] for one in news] == [cast.office]
    assert deadline_calendar(cast.office).hours(THURSDAY)[-1][1].hour == 11
    assert deadline_calendar(cast.other_office).hours(THURSDAY)[-1][1].hour == 17
    office_exception_remove(office=cast.office, day=THURSDAY, actor=cast.quan, now=monday_morning)
    assert not OfficeException.objects.exists()
    assert len(news) == 2


def test_nobody_else_edits_an_offices_calendar(cast: Cast, monday_morning: datetime) -> None:
    for actor in (cast.an, cast.giang, cast.xuan):
        with pytest.raises(NotAllowed):
            office_exception_set(office=cast.office, day=STORM, actor=actor, now=monday_morning)
        with pytest.raises(NotAllowed):
            deadline_hours_set(
                office=cast.office, week=(MORNING,) * 7, actor=actor, now=monday_morning
            )


@pytest.mark.parametrize(
    "day",
    [
        SpecialDay(date(2206, 11, 26), working=False, name="Nghỉ bão"),
        SpecialDay(THURSDAY, working=False, name=" "),
        SpecialDay(THURSDAY, working=False, name="x" * 201),
        SpecialDay(THURSDAY, working=True, name="Không có giờ"),
        SpecialDay(
            THURSDAY,
            working=True,
            name="Ba buổi",
            hours=((time(7), time(8)), (time(9), time(10)), (time(11), time(12))),
        ),
    ],
)
def test_slips_are_refused_and_change_nothing(
    cast: Cast, monday_morning: datetime, day: SpecialDay
) -> None:
    with pytest.raises(BadInput):
        office_exception_set(office=cast.office, day=day, actor=cast.quan, now=monday_morning)
    assert not OfficeException.objects.exists()


def test_the_weeks_hours_are_set_once_and_a_week_without_any_is_refused(
    cast: Cast, monday_morning: datetime, news: list[dict[str, Any]]
) -> None:
    week = (MORNING,) * 6 + ((),)
    for _ in range(2):
        deadline_hours_set(office=cast.office, week=week, actor=cast.quan, now=monday_morning)
    assert deadline_week(cast.office) == week
    assert [(one["cause"], one["days"]) for one in news] == [("hours_set", ())]
    with pytest.raises(BadInput):
        deadline_hours_set(office=cast.office, week=((),) * 7, actor=cast.quan, now=monday_morning)
    assert deadline_week(cast.office) == week
