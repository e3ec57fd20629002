"""Importing days off: estimates give way to notices, and the news is told once."""

from collections.abc import Iterator
from datetime import date

import pytest

from onestop.catalogue.importers import Imported, days_off_import
from onestop.catalogue.models import CalendarDay
from onestop.catalogue.rows import DAYS_OFF_FILE
from onestop.catalogue.signals import calendar_changed
from tests.catalogue.files import Table
from tests.clock.official import OFFICIAL_DAYS

pytestmark = pytest.mark.django_db


def day(text: str, notice: str, kind: str = "off", name: str = "Tết Nguyên đán") -> dict[str, str]:
    return {"date": text, "kind": kind, "name": name, "notice": notice}


@pytest.fixture
def news() -> Iterator[list[tuple[date, ...]]]:
    """Return the days of each piece of news, as it comes."""
    told: list[tuple[date, ...]] = []

    def hear(*, days: tuple[date, ...], **_rest: object) -> None:
        told.append(days)

    calendar_changed.connect(hear)
    yield told
    calendar_changed.disconnect(hear)


def test_the_shipped_days_are_the_official_ones() -> None:
    assert days_off_import(DAYS_OFF_FILE).created == len(OFFICIAL_DAYS)
    stored = {
        (one.date, one.kind == "working", one.name, one.estimated)
        for one in CalendarDay.objects.all()
    }
    assert stored == {(one.day, one.working, one.name, one.estimated) for one in OFFICIAL_DAYS}


def test_the_same_table_twice_changes_nothing_and_is_no_news(
    news: list[tuple[date, ...]],
) -> None:
    days_off_import(DAYS_OFF_FILE)
    again = days_off_import(DAYS_OFF_FILE)
    assert again == Imported(created=0, changed=0, unchanged=len(OFFICIAL_DAYS))
    assert [len(days) for days in news] == [len(OFFICIAL_DAYS)]


def test_a_notice_replaces_the_estimates_of_its_year(
    table: Table, news: list[tuple[date, ...]]
) -> None:
    days_off_import(
        table(
            [
                day("2027-02-04", "estimate"),
                day("2027-02-05", "estimate"),
                day("2028-01-24", "estimate"),
            ]
        )
    )
    done = days_off_import(table([day("2027-02-05", "TB 1"), day("2027-02-11", "TB 1")]))
    assert done == Imported(created=1, changed=1, unchanged=0, removed=1)
    assert list(CalendarDay.objects.values_list("date", "estimated")) == [
        (date(2027, 2, 5), False),
        (date(2027, 2, 11), False),
        (date(2028, 1, 24), True),
    ]
    assert news[-1] == (date(2027, 2, 4), date(2027, 2, 5), date(2027, 2, 11))


def test_an_estimate_does_not_replace_a_notice(table: Table) -> None:
    days_off_import(table([day("2027-02-05", "TB 1")]))
    assert days_off_import(table([day("2027-02-05", "estimate")])).unchanged == 1
    assert not CalendarDay.objects.get().estimated


def test_a_day_that_a_notice_set_stays_when_another_table_leaves_it_out(table: Table) -> None:
    days_off_import(table([day("2027-02-05", "TB 1")]))
    days_off_import(table([day("2027-04-30", "TB 2", name="Ngày Chiến thắng")]))
    assert CalendarDay.objects.count() == 2
