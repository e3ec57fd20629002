"""At the desk: take back a mistake, go on with a further matter, hand the counter over."""

from queueing.services import ticket_finish, ticket_start
from tests.queueing.day import Day, stored
from tests.queueing.pages.window import Window


def test_what_was_just_done_is_taken_back_by_one_button(open_window: Window, day: Day) -> None:
    day.issue()
    ticket = day.call().ticket
    open_window.press("finish", ticket)
    assert "Hoàn tác số A001" in open_window.read()
    assert "số A001 trở lại quầy" in open_window.pressed("undo", ticket)
    assert stored(ticket).state == "called"
    assert "Hoàn tác số" not in open_window.read()


def test_a_further_matter_goes_on_here(open_window: Window, day: Day) -> None:
    day.issue()
    ticket = ticket_start(ticket_id=day.call().ticket.pk, actor=day.cast.an, now=day.now)
    assert "Làm tiếp việc khác" in open_window.see(panel="transfer").content.decode()
    said = open_window.pressed("transfer", ticket, to="further:chung-thuc")
    assert "Số A001 làm tiếp việc: Chứng thực." in said
    assert stored(ticket).state == "serving"


def test_a_counter_is_handed_over_with_its_ticket(open_window: Window, day: Day) -> None:
    day.cast.counter_1.staff.add(day.cast.binh)
    day.issue()
    ticket = day.call().ticket
    assert "Lê Văn Bình" in open_window.read(panel="hand-over")
    assert "Đã bàn giao Quầy 1 cho Lê Văn Bình." in open_window.pressed("hand-over", to="binh")
    ticket_finish(ticket_id=ticket.pk, actor=day.cast.binh, now=day.now)


def test_a_hand_over_to_a_stranger_says_why_not(open_window: Window) -> None:
    answer = open_window.press("hand-over", to="xuan")
    assert answer.status_code == 422
    assert "Người này không được phân công ở quầy này." in answer.content.decode()
