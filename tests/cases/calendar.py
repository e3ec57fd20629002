"""Editing the calendar in tests, and working off what follows from it."""

from datetime import date, timedelta

from onestop.cases.models import Case, DueMove, Recomputation
from onestop.cases.services import recomputations_work_off
from onestop.catalogue.services import calendar_day_remove, calendar_day_set
from onestop.clock.calendar import SpecialDay
from tests.cases.desk import Desk
from tests.cast import administer_all

WEDNESDAY, THURSDAY, FRIDAY = date(2026, 11, 25), date(2026, 11, 26), date(2026, 11, 27)


def day_off(desk: Desk, day: date = THURSDAY, name: str = "Nghỉ bão") -> None:
    """Set a day off for everybody."""
    administer_all(desk.cast)
    off = SpecialDay(day, working=False, name=name)
    calendar_day_set(day=off, actor=desk.cast.quan, now=desk.now)


def day_on_again(desk: Desk, day: date = THURSDAY) -> None:
    """Let a day be what its weekday is."""
    administer_all(desk.cast)
    calendar_day_remove(day=day, actor=desk.cast.quan, now=desk.now)


def worked_off(desk: Desk) -> list[DueMove]:
    """Work off what has been ordered, a little later; return the moves of the latest edit."""
    recomputations_work_off(now=desk.now + timedelta(minutes=1), seconds=60)
    assert not Recomputation.objects.filter(finished_at=None).exists()
    latest = Recomputation.objects.last()
    return list(latest.moves.all()) if latest else []


def due(case: Case) -> str:
    """Return the stored due date, on the office's clock."""
    case.refresh_from_db()
    assert case.due_at is not None
    return f"{(case.due_at + timedelta(hours=7)):%Y-%m-%d %H:%M}"
