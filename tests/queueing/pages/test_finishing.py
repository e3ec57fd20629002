"""At the desk: a turn ends with what was done, chosen by a key or known already."""

import pytest

from queueing.models import Ticket
from queueing.services import counter_pause, ticket_start
from tests.cases.desk import Desk
from tests.queueing.day import Day, stored
from tests.queueing.pages.window import Window, words


@pytest.fixture
def ticket(open_window: Window, day: Day) -> Ticket:
    """Return a ticket that counter 1 serves."""
    assert open_window
    day.issue()
    return ticket_start(ticket_id=day.call().ticket.pk, actor=day.cast.an, now=day.now)


def test_the_panel_lists_what_may_have_been_done_with_a_key_each(
    open_window: Window, ticket: Ticket
) -> None:
    page = open_window.see(panel="finish").content.decode()
    assert "Số A001 xong: đã làm gì?" in words(page)
    assert "Tiếp nhận hồ sơ 1 Trả kết quả 2 Hướng dẫn 3 Việc khác 4" in words(page)
    assert " checked" not in page
    assert stored(ticket).state == "serving"


@pytest.mark.parametrize("action", ["finish", "finish-and-call"])
def test_what_was_chosen_is_kept(
    open_window: Window, day: Day, ticket: Ticket, action: str
) -> None:
    said = open_window.pressed(action, ticket, outcome="advised")
    assert "Đã xong số A001: hướng dẫn." in said
    assert (stored(ticket).outcome, day.last_event().data) == ("advised", {"outcome": "advised"})


def test_a_dossier_that_was_received_says_so_by_itself(
    open_window: Window, day: Day, ticket: Ticket
) -> None:
    ticket.case = Desk(day.cast, day.now).receive()
    ticket.save()
    assert 'value="received" data-key="1" checked autofocus' in (
        open_window.see(panel="finish").content.decode()
    )
    open_window.pressed("finish-and-call", ticket)
    assert stored(ticket).outcome == "received"


def test_nothing_chosen_is_nothing_kept(open_window: Window, ticket: Ticket) -> None:
    assert "Đã xong số A001. Không có ai chờ" in open_window.pressed("finish-and-call", ticket)
    assert stored(ticket).outcome == ""


def test_an_outcome_that_does_not_exist_ends_nothing(open_window: Window, ticket: Ticket) -> None:
    answer = open_window.press("finish", ticket, outcome="x" * 1000)
    assert answer.status_code == 422
    assert "Phải là: received" in words(answer.content.decode())
    assert stored(ticket).state == "serving"


def test_a_paused_counter_only_ends_the_turn(open_window: Window, day: Day, ticket: Ticket) -> None:
    assert ticket.state == "serving"
    counter_pause(counter_id=day.cast.counter_1.pk, reason="Họp", actor=day.cast.an, now=day.now)
    page = open_window.see(panel="finish").content.decode()
    assert "finish-and-call" not in page


def test_who_was_only_called_has_no_such_panel(open_window: Window, day: Day) -> None:
    day.issue()
    day.call()
    assert open_window.see(panel="finish").context["panel"] is None


def test_each_reason_to_pause_has_a_key(open_window: Window) -> None:
    page = open_window.see(panel="pause").content.decode()
    assert 'value="Nghỉ giải lao" data-key="1" autofocus' in page
    assert "Họp 2 Hỗ trợ công dân 3" in words(page)
