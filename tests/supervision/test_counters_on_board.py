"""What each counter does now, and since when."""

from datetime import timedelta

import pytest

from onestop.supervision.selectors import COUNTERS_IN_LINES, CounterLine, board_of
from queueing.models import Counter
from queueing.services import (
    counter_call_next,
    counter_close,
    counter_open,
    counter_pause,
    ticket_finish,
    ticket_issue,
    ticket_start,
)
from tests.cases.desk import Desk
from tests.cases.pages.browsing import Browsing, text


@pytest.fixture
def called(desk: Desk) -> int:
    """Return the id of a ticket that An called at 9:00 at the counter opened at 8:50."""
    cast, early = desk.cast, desk.now - timedelta(minutes=10)
    counter_open(counter_id=cast.counter_1.pk, actor=cast.an, now=early)
    ticket_issue(office=cast.office, service_code="ho-tich", actor=None, now=early)
    call = counter_call_next(counter_id=cast.counter_1.pk, actor=cast.an, now=desk.now)
    assert call is not None
    return call.ticket.pk


def first_counter(desk: Desk) -> CounterLine:
    """Return the line of counter 1, the only one that is not closed."""
    (line,) = board_of(desk.cast.office, desk.now).counters.lines
    return line


def test_a_counter_shows_its_ticket_and_since_when(desk: Desk, called: int) -> None:
    desk.later(minutes=2)
    line = first_counter(desk)
    assert line.ticket is not None
    assert (line.ticket.number, line.minutes) == ("A001", 2)
    ticket_start(ticket_id=called, actor=desk.cast.an, now=desk.now)
    desk.later(minutes=6)
    assert first_counter(desk).minutes == 6


def test_an_open_counter_without_a_ticket_is_idle_since_the_last(
    desk: Desk, browsing: Browsing, called: int
) -> None:
    ticket_start(ticket_id=called, actor=desk.cast.an, now=desk.now)
    ticket_finish(ticket_id=called, actor=desk.cast.an, now=desk.now)
    desk.later(minutes=4)
    line = first_counter(desk)
    assert (line.ticket, line.minutes) == (None, 4)
    assert "rảnh" in text(browsing.get("giang", "/board/"))


def test_a_paused_counter_says_why(desk: Desk, browsing: Browsing) -> None:
    cast = desk.cast
    counter_open(counter_id=cast.counter_1.pk, actor=cast.an, now=desk.now)
    counter_pause(counter_id=cast.counter_1.pk, reason="họp", actor=cast.an, now=desk.now)
    desk.later(minutes=14)
    assert first_counter(desk).minutes == 14
    page = text(browsing.get("giang", "/board/"))
    assert "tạm dừng: họp" in page
    assert "14 phút" in page


def test_closed_counters_are_named_in_one_line(desk: Desk, browsing: Browsing) -> None:
    cast = desk.cast
    counter_open(counter_id=cast.counter_1.pk, actor=cast.an, now=desk.now)
    counter_close(counter_id=cast.counter_1.pk, actor=cast.an, now=desk.now)
    desk.later(minutes=31)
    page = text(browsing.get("giang", "/board/"))
    assert "đóng: Quầy 1, Quầy 2" in page
    assert "31 phút" not in page


@pytest.mark.parametrize(("opened", "shown", "more"), [(5, 5, 0), (6, 6, 0), (14, 11, 3)])
def test_many_counters_stand_in_two_columns_and_the_rest_is_counted(
    desk: Desk, browsing: Browsing, opened: int, shown: int, more: int
) -> None:
    for number in range(opened):
        Counter.objects.create(
            office=desk.cast.office, name=f"Ô {number}", state=Counter.State.OPEN
        )
    counters = board_of(desk.cast.office, desk.now).counters
    assert (len(counters.lines), counters.more) == (shown, more)
    assert counters.are_many == (opened > COUNTERS_IN_LINES)
    assert (f"và {more} quầy nữa" in text(browsing.get("giang", "/board/"))) == bool(more)


def test_yesterdays_events_tell_nothing_about_today(desk: Desk) -> None:
    counter_open(counter_id=desk.cast.counter_1.pk, actor=desk.cast.an, now=desk.now)
    desk.later(days=1)
    assert first_counter(desk).minutes is None


def test_an_office_without_a_queue_has_a_board(desk: Desk) -> None:
    desk.cast.office.queue.delete()
    office = type(desk.cast.office).objects.get(pk=desk.cast.office.pk)
    assert len(board_of(office, desk.now).counters.closed) == 2
