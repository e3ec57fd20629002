"""Services that are switched off, full or not yet open give no tickets, and say why."""

from datetime import time, timedelta

import pytest

from onestop.directory.refusals import BadInput, StateForbids
from queueing.models import OpeningHours, Ticket
from queueing.services import ticket_issue
from tests.queueing.day import Day


def issue(day: Day) -> Ticket:
    return ticket_issue(
        office=day.cast.office, service_code=day.cast.civil.code, actor=day.cast.an, now=day.now
    )


def opens(day: Day, weekday: int, start: time, end: time) -> None:
    OpeningHours.objects.create(office=day.cast.office, weekday=weekday, opens=start, closes=end)


def test_outside_the_hours_the_next_opening_is_said(day: Day) -> None:
    opens(day, 3, time(7, 30), time(11, 30))
    with pytest.raises(StateForbids, match="Lấy số lại từ thứ Năm, 26/11/2026 lúc 07:30"):
        issue(day)
    assert Ticket.objects.count() == 0


def test_within_the_hours_a_number_is_given(day: Day) -> None:
    opens(day, day.now.weekday(), time(7, 30), time(11, 30))
    assert issue(day).number == "A001"


def test_a_full_day_is_refused_and_the_next_day_begins_anew(day: Day) -> None:
    day.cast.civil.capacity = 2
    day.cast.civil.save()
    issue(day)
    issue(day)
    with pytest.raises(StateForbids, match="Hôm nay đã hết 2 lượt"):
        issue(day)
    assert Ticket.objects.count() == 2
    day.now += timedelta(days=1)
    assert issue(day).number == "A001"


def test_capacity_counts_the_service_and_not_its_letter(day: Day) -> None:
    day.cast.certify.letter = day.cast.civil.letter
    day.cast.certify.save()
    day.cast.civil.capacity = 1
    day.cast.civil.save()
    ticket_issue(
        office=day.cast.office, service_code=day.cast.certify.code, actor=day.cast.an, now=day.now
    )
    assert issue(day).number == "A002"


def test_a_service_that_is_switched_off_gives_none(day: Day) -> None:
    day.cast.civil.active = False
    day.cast.civil.save()
    with pytest.raises(BadInput, match="đang đóng"):
        issue(day)
