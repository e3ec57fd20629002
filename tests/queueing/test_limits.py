"""A service that is full or closed says what to do instead; nothing changes."""

import pytest

from onestop.directory.refusals import BadInput, StateForbids
from queueing.models import NumberSeries, Ticket
from tests.queueing.day import Day


def test_a_full_service_gives_no_number_and_says_what_to_do(day: Day) -> None:
    day.cast.civil.capacity = 1
    day.cast.civil.message = "Xin đến vào 7 giờ 30 sáng mai."
    day.cast.civil.save()
    day.issue()
    with pytest.raises(StateForbids, match="Xin đến vào 7 giờ 30 sáng mai"):
        day.issue()
    assert (Ticket.objects.count(), NumberSeries.objects.get().last) == (1, 1)


def test_a_service_that_is_switched_off_gives_its_message(day: Day) -> None:
    day.cast.civil.active = False
    day.cast.civil.message = "Xin dùng quầy số 2 bên cạnh."
    day.cast.civil.save()
    with pytest.raises(BadInput, match="Xin dùng quầy số 2 bên cạnh"):
        day.issue()
