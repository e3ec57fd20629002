"""From November on the administrator is told that next year's days off are not official yet."""

from datetime import datetime

import pytest
import time_machine

from onestop.catalogue.importers import days_off_import
from onestop.catalogue.models import CalendarDay
from onestop.catalogue.rows import DAYS_OFF_FILE
from onestop.catalogue.selectors import estimated_year_ahead
from onestop.operations.checks import year_ahead_check
from tests.conftest import HANOI

pytestmark = pytest.mark.django_db

NOVEMBER = datetime(2026, 11, 1, 0, 0, tzinfo=HANOI)


def warned(now: datetime) -> list[str | None]:
    with time_machine.travel(now, tick=False):
        return [one.id for one in year_ahead_check(None, databases=["default"])]


def test_from_the_first_of_november_on() -> None:
    days_off_import(DAYS_OFF_FILE)
    assert warned(NOVEMBER) == ["onestop.W004"]
    assert warned(NOVEMBER.replace(month=10, day=31)) == []


def test_until_the_notice_has_been_entered() -> None:
    days_off_import(DAYS_OFF_FILE)
    CalendarDay.objects.filter(date__year=2027).update(estimated=False)
    assert warned(NOVEMBER) == []


def test_a_year_with_too_few_days_rests_on_estimates_too() -> None:
    assert estimated_year_ahead(NOVEMBER.date()) == 2027
    CalendarDay.objects.create(date="2027-01-01", kind="off", name="Tết Dương lịch")
    assert estimated_year_ahead(NOVEMBER.date()) == 2027


def test_without_asking_the_database_nothing_is_said() -> None:
    assert year_ahead_check(None) == []
