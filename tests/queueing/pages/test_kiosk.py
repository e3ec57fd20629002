"""The kiosk: two touches to a number, three with a priority class."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from queueing.models import QueueEvent, Service, Ticket
from queueing.tokens import ticket_token
from tests.queueing.day import Day
from tests.queueing.pages.window import key_of, words

HOME = "/kiosk/mau/"
STEP = "/kiosk/mau/services/ho-tich/"
ISSUE = "/kiosk/mau/tickets/"


def touch(kiosk: Client, address: str) -> str:
    """Open a page of the kiosk."""
    answer = kiosk.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_two_touches_give_a_number(kiosk: Client) -> None:
    assert f'href="{STEP}"' in touch(kiosk, HOME)
    key = key_of(touch(kiosk, STEP))
    answer = kiosk.post(ISSUE, {"service": "ho-tich", "key": key})
    ticket = Ticket.objects.get()
    assert answer.headers["Location"] == f"/kiosk/mau/tickets/{ticket_token(ticket.pk)}/"
    page = words(touch(kiosk, answer.headers["Location"]))
    assert "Số của ông/bà A001" in page
    assert "Ông/bà là người tiếp theo." in page
    assert "Lấy phiếu ở khe bên dưới" in page


def test_the_third_touch_says_which_priority(kiosk: Client) -> None:
    assert f'href="{STEP}priority/"' in touch(kiosk, STEP)
    page = touch(kiosk, f"{STEP}priority/")
    assert 'name="priority" value="nguoi-cao-tuoi"' in page
    data = {"service": "ho-tich", "priority": "nguoi-cao-tuoi", "key": key_of(page)}
    shown = words(kiosk.post(ISSUE, data, follow=True).content.decode())
    assert Ticket.objects.get().priority is not None
    assert "Người cao tuổi" in shown


def test_the_kiosk_acts_for_nobody_and_promises_paper(kiosk: Client) -> None:
    kiosk.post(ISSUE, {"service": "ho-tich", "key": key_of(touch(kiosk, STEP))})
    event = QueueEvent.objects.get()
    assert event.actor is None
    assert event.data == {"print": True, "language": "vi", "ahead": 0, "wait": None}


def test_without_classes_there_is_no_priority(kiosk: Client, day: Day) -> None:
    day.cast.elderly.active = False
    day.cast.elderly.save()
    assert "Ưu tiên" not in words(touch(kiosk, HOME) + touch(kiosk, STEP))


def test_the_first_screen_tells_who_waits_and_what_is_open(kiosk: Client, day: Day) -> None:
    day.open()
    day.issue()
    page = words(touch(kiosk, HOME))
    assert "Đang mở 1 quầy." in page
    assert "Hộ tịch 1 người chờ" in page
    # The same counters serve both: whoever waits for one stands before the other.
    assert "Chứng thực 1 người chờ" in page


def test_an_expected_range_comes_only_from_recent_turns(
    kiosk: Client, day: Day, clock: time_machine.Traveller
) -> None:
    day.open()
    day.issue()
    assert "phút" not in words(touch(kiosk, HOME))
    finish_turns(day, minutes=6, times=5)
    clock.move_to(day.now)
    assert "1 người chờ khoảng 6–12 phút" in words(touch(kiosk, HOME))


def finish_turns(day: Day, *, minutes: int, times: int) -> None:
    """Store turns of the civil service that were finished an hour ago."""
    called = day.now - timedelta(hours=1)
    for sequence in range(500, 500 + times):
        Ticket.objects.create(
            office=day.cast.office,
            service=day.cast.civil,
            day=day.now.date(),
            letter="A",
            sequence=sequence,
            number=f"A{sequence}",
            state=Ticket.State.FINISHED,
            issued_at=called,
            waiting_since=called,
            called_at=called,
            ended_at=called + timedelta(minutes=minutes),
        )


def test_nobody_open_is_said(kiosk: Client) -> None:
    page = words(touch(kiosk, HOME))
    assert "Hiện chưa có quầy nào mở." in page
    assert "chưa có quầy mở" not in page  # once is enough


def test_a_group_whose_counters_are_closed_says_so(kiosk: Client, day: Day) -> None:
    day.cast.counter_1.services.set([day.cast.civil])
    day.open()
    day.cast.counter_2.services.set([day.cast.certify])
    page = words(touch(kiosk, HOME))
    assert "Chứng thực Không ai chờ chưa có quầy mở" in page
    assert page.count("chưa có quầy mở") == 1


def test_collecting_a_result_stands_apart(kiosk: Client, day: Day) -> None:
    Service.objects.create(
        office=day.cast.office,
        code="tra",
        name="Trả kết quả",
        words="Nhận kết quả",
        letter="T",
        returns_results=True,
        position=9,
    )
    state = kiosk.get(HOME).context["state"]
    assert [group.title for group in state.groups] == ["Hộ tịch", "Chứng thực"]
    assert [group.title for group in state.results] == ["Nhận kết quả"]


def test_a_closed_service_is_shown_but_takes_nobody(kiosk: Client, day: Day) -> None:
    key = key_of(touch(kiosk, STEP))
    day.cast.civil.active = False
    day.cast.civil.save()
    home = touch(kiosk, HOME)
    assert "Hộ tịch Tạm ngừng nhận" in words(home)
    assert f'href="{STEP}"' not in home
    for answer in (kiosk.get(STEP), kiosk.post(ISSUE, {"service": "ho-tich", "key": key})):
        assert answer.status_code == 409
        assert "“Hộ tịch” đang tạm ngừng nhận." in words(answer.content.decode())
    assert not Ticket.objects.exists()


def test_the_number_page_tells_what_became_of_the_turn(kiosk: Client, day: Day) -> None:
    ticket = day.called()
    page = words(touch(kiosk, f"{ISSUE}{ticket_token(ticket.pk)}/"))
    assert "Đã gọi" in page
    assert "trước ông/bà" not in page


def test_a_number_of_yesterday_is_no_page_any_more(
    kiosk: Client, day: Day, clock: time_machine.Traveller
) -> None:
    ticket = day.issue()
    clock.move_to(day.now + timedelta(days=1))
    answer = kiosk.get(f"{ISSUE}{ticket_token(ticket.pk)}/")
    assert answer.status_code == 404
    assert "Xin ông/bà lấy số mới." in words(answer.content.decode())


def test_no_page_of_the_kiosk_is_kept_by_a_browser(kiosk: Client, day: Day) -> None:
    number = f"{ISSUE}{ticket_token(day.issue().pk)}/"
    for address in (HOME, STEP, f"{STEP}priority/", number):
        assert "no-store" in kiosk.get(address).headers["Cache-Control"]


def test_the_code_leads_to_the_ticket_page(kiosk: Client, day: Day) -> None:
    page = touch(kiosk, f"{ISSUE}{ticket_token(day.issue().pk)}/")
    assert 'src="data:image/svg+xml;' in page
    assert "http-equiv" in page  # without scripts the browser itself goes back


@pytest.mark.parametrize(
    "address",
    [
        "/kiosk/khong-co/",
        "/kiosk/khong-co/services/ho-tich/",
        "/kiosk/mau/services/khong-co/",
        "/kiosk/mau/tickets/khong-co/",
    ],
)
def test_what_does_not_exist_is_said_kindly(kiosk: Client, address: str) -> None:
    answer = kiosk.get(address)
    assert answer.status_code == 404
    assert "Xin" in words(answer.content.decode())


def test_another_offices_number_is_not_shown(kiosk: Client, day: Day) -> None:
    token = ticket_token(day.issue().pk)
    assert kiosk.get(f"/kiosk/khac/tickets/{token}/").status_code == 404
