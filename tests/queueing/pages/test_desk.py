"""The desk: what it shows, and each thing that an officer does there."""

import time_machine

from queueing.models import Counter, QueueEvent, Ticket
from tests.queueing.day import Day, stored
from tests.queueing.pages.window import Window, words

State = Ticket.State


def test_a_closed_counter_offers_to_open(window: Window) -> None:
    page = window.read()
    assert "Quầy 1 Hộ tịch · Chứng thực ○ đang đóng" in page
    assert "Quầy đang đóng" in page
    assert window.buttons() == ["open"]


def test_an_empty_queue_is_said_calmly(open_window: Window) -> None:
    page = open_window.read()
    assert "Chưa có ai chờ" in page
    assert "Đang chờ 0" in page


def test_the_list_is_in_calling_order_with_reasons(open_window: Window, day: Day) -> None:
    first = day.issue()
    day.later(5)
    elderly = day.issue("chung-thuc", elderly=True)
    with time_machine.travel(day.later(7), tick=False):
        lines = open_window.see().context["desk"].lines
        page = open_window.read()
    assert [line.ticket for line in lines] == [elderly, first]
    assert [line.minutes for line in lines] == [7, 12]
    assert [line.why for line in lines] == ["", "Đến trước, đã chờ 12 phút."]
    assert "B001 Chứng thực Người cao tuổi 7′" in page
    assert "Tiếp theo: B001. Đối tượng ưu tiên: Người cao tuổi." in page


def test_only_who_may_be_called_here_is_listed(open_window: Window, day: Day) -> None:
    day.cast.counter_1.services.set([day.cast.civil])
    civil = day.issue()
    day.issue("chung-thuc")
    assert [line.ticket for line in open_window.see().context["desk"].lines] == [civil]


def test_a_long_queue_is_counted_beyond_what_is_listed(open_window: Window, day: Day) -> None:
    for _ in range(42):
        day.issue()
    page = open_window.read()
    assert "Đang chờ 42" in page
    assert "và 2 số nữa" in page


def test_calling_the_next_shows_number_and_reason(open_window: Window, day: Day) -> None:
    day.issue()
    page = open_window.pressed("call-next")
    assert "A001 Hộ tịch chờ 0 phút · gọi lúc 09:00 · đang gọi" in page
    assert "Gọi số này vì: Đến trước, đã chờ 0 phút." in page


def test_calling_into_an_empty_queue_says_so(open_window: Window) -> None:
    assert "Không có ai chờ ở quầy này." in open_window.pressed("call-next")


def test_pressing_twice_calls_once(open_window: Window, day: Day) -> None:
    day.issue()
    day.issue()
    open_window.pressed("call-next")
    page = open_window.pressed("call-next")
    assert "còn số A001" in page
    assert Ticket.objects.filter(state=State.WAITING).count() == 1


def test_a_certain_number_is_called_with_a_reason(open_window: Window, day: Day) -> None:
    day.issue()
    wanted = day.issue()
    assert "Gọi A002 (Hộ tịch) trước lượt" in open_window.read(panel="call", ticket=wanted.pk)
    page = open_window.pressed("call", ticket=wanted.pk, reason="Đã hẹn trước")
    assert "Gọi số này vì: Gọi đích danh: Đã hẹn trước" in page


def test_calling_without_a_reason_keeps_the_panel(open_window: Window, day: Day) -> None:
    wanted = day.issue()
    answer = open_window.press("call", ticket=wanted.pk, reason="")
    page = words(answer.content.decode())
    assert answer.status_code == 422
    assert "Gọi A001 (Hộ tịch) trước lượt" in page
    assert "Không được để trống." in page
    assert stored(wanted).state == State.WAITING


def test_recalling_starting_and_finishing(open_window: Window, day: Day) -> None:
    day.issue()
    open_window.pressed("call-next")
    assert "Đã gọi lại số A001." in open_window.pressed("recall")
    ticket = Ticket.objects.get()
    assert "đang phục vụ" in open_window.pressed("start", ticket)
    assert "Đã xong số A001." in open_window.pressed("finish", ticket)
    assert day.kinds()[-4:] == [
        "ticket.called",
        "ticket.recalled",
        "ticket.serving",
        "ticket.finished",
    ]


def test_done_and_next_are_one_press(open_window: Window, day: Day) -> None:
    first = day.issue()
    second = day.issue()
    open_window.pressed("call-next")
    page = open_window.pressed("finish-and-call", first)
    assert "A002 Hộ tịch" in page
    assert [stored(one).state for one in (first, second)] == [State.FINISHED, State.CALLED]


def test_the_turn_ends_also_when_nobody_is_next(open_window: Window, day: Day) -> None:
    ticket = day.issue()
    open_window.pressed("call-next")
    page = open_window.pressed("finish-and-call", ticket)
    assert "Đã xong số A001. Không có ai chờ ở quầy này." in page


def test_done_and_next_pressed_twice_skips_nobody(open_window: Window, day: Day) -> None:
    first, second, third = day.issue(), day.issue(), day.issue()
    open_window.pressed("call-next")
    open_window.pressed("finish-and-call", first)
    open_window.pressed("finish-and-call", first)
    assert [stored(one).state for one in (first, second, third)] == [
        State.FINISHED,
        State.CALLED,
        State.WAITING,
    ]


def test_a_missing_citizen_takes_a_second_step(open_window: Window, day: Day) -> None:
    ticket = day.issue()
    open_window.pressed("call-next")
    open_window.pressed("recall")
    with time_machine.travel(day.later(3), tick=False):
        page = open_window.read(panel="no-show")
    assert "Số A001 vắng mặt? Đã gọi 2 lần, lần đầu cách đây 3 phút." in page
    assert stored(ticket).state == State.CALLED
    page = open_window.pressed("no-show", ticket)
    assert "Vắng mặt 1" in page
    assert "Vào hàng A001" in page


def test_holding_and_coming_back(open_window: Window, day: Day) -> None:
    ticket = day.issue()
    open_window.pressed("call-next")
    page = open_window.pressed("hold", ticket)
    assert "Đang giữ 1" in page
    page = open_window.pressed("resume", ticket)
    assert "Số A001 đã vào hàng lại, giữ nguyên thứ tự." in page
    assert "Đang giữ" not in page.split("Hàng chờ")[-1]
    assert stored(ticket).state == State.WAITING


def test_sending_on_to_a_service(open_window: Window, day: Day) -> None:
    ticket = day.issue()
    open_window.pressed("call-next")
    assert "Chuyển số A001" in open_window.read(panel="transfer")
    page = open_window.pressed("transfer", ticket, to="service:chung-thuc")
    assert "Đã chuyển số A001 đến Chứng thực." in page
    assert stored(ticket).service == day.cast.certify


def test_sending_on_to_a_counter(open_window: Window, day: Day) -> None:
    ticket = day.issue()
    open_window.pressed("call-next")
    other = day.open(day.cast.counter_2, day.cast.binh)
    assert "Quầy 2 – Lê Văn Bình" in open_window.read(panel="transfer")
    page = open_window.pressed("transfer", ticket, to=f"counter:{other.pk}")
    assert "Đã chuyển số A001 đến Quầy 2." in page
    assert stored(ticket).wanted_counter == other


def test_sending_on_nowhere_keeps_the_panel(open_window: Window, day: Day) -> None:
    ticket = day.issue()
    open_window.pressed("call-next")
    answer = open_window.press("transfer", ticket, to="")
    assert answer.status_code == 422
    assert "Hãy chọn một dịch vụ, một quầy hoặc một người" in words(answer.content.decode())


def test_pausing_asks_for_a_reason_and_tells_it(open_window: Window) -> None:
    answer = open_window.press("pause", reason=" ")
    assert answer.status_code == 422
    assert "Không được để trống." in words(answer.content.decode())
    page = open_window.pressed("pause", reason="Họp")
    assert "Tạm dừng: Họp" in page
    assert open_window.buttons() == ["open"]
    assert "đang mở" in open_window.pressed("open")


def test_a_reason_that_is_too_long_is_kept_to_be_shortened(open_window: Window) -> None:
    answer = open_window.press("pause", reason="x" * 201)
    assert "Dài quá 200 ký tự." in words(answer.content.decode())
    assert "x" * 201 in answer.content.decode()


def test_closing_waits_for_the_turn_to_end(open_window: Window, day: Day) -> None:
    ticket = day.issue()
    open_window.pressed("call-next")
    assert "còn số A001" in open_window.pressed("close")
    open_window.pressed("finish", ticket)
    assert "Quầy đang đóng" in open_window.pressed("close")


def test_a_colleagues_counter_is_shown_but_not_worked_at(window: Window, day: Day) -> None:
    day.cast.counter_1.staff.add(day.cast.binh)
    day.open(day.cast.counter_1, day.cast.binh)
    page = window.read()
    assert "Lê Văn Bình đang phụ trách quầy này." in page
    assert "Gọi tiếp" not in page
    assert "đang do Lê Văn Bình phụ trách" in window.pressed("call-next")
    assert "Quầy đang đóng" in window.pressed("close")


def test_the_events_carry_who_did_it(open_window: Window, day: Day) -> None:
    day.issue()
    open_window.pressed("call-next")
    assert QueueEvent.objects.get(kind="ticket.called").actor == day.cast.an


def test_the_state_is_stored_not_only_shown(window: Window) -> None:
    window.pressed("open")
    window.pressed("pause", reason="Nghỉ giải lao")
    counter = Counter.objects.get(pk=window.counter.pk)
    assert (counter.state, counter.pause_reason) == ("paused", "Nghỉ giải lao")
