"""Choosing a counter."""

from django.test import Client

from queueing.models import Counter
from tests.queueing.day import Day
from tests.queueing.pages.window import Window, words


def test_the_only_counter_needs_no_choice(window: Window) -> None:
    assert window.client.get("/counters/").headers["Location"] == window.address


def test_the_open_counter_comes_first(window: Window, day: Day) -> None:
    day.cast.counter_2.staff.add(day.cast.an)
    day.open(day.cast.counter_2)
    answer = window.client.get("/counters/")
    assert answer.headers["Location"] == f"/counters/{day.cast.counter_2.pk}/"


def test_several_counters_are_shown_with_who_sits_there(window: Window, day: Day) -> None:
    day.cast.counter_2.staff.add(day.cast.an)
    day.open(day.cast.counter_2, day.cast.binh)
    page = words(window.client.get("/counters/").content.decode())
    assert "Quầy 1 Trung tâm Phục vụ hành chính công xã Mẫu ○ đóng Mở quầy" in page
    assert "Quầy 2 Trung tâm Phục vụ hành chính công xã Mẫu Lê Văn Bình đang phụ trách" in page


def test_one_may_always_choose(window: Window, day: Day) -> None:
    day.open()
    page = words(window.client.get("/counters/?all").content.decode())
    assert "bạn đang phụ trách Vào quầy" in page


def test_opening_leads_to_the_desk(window: Window) -> None:
    assert "đang mở" in window.pressed("open")
    assert Counter.objects.get(pk=window.counter.pk).state == Counter.State.OPEN


def test_without_a_counter_one_is_told_whom_to_ask(window: Window, day: Day) -> None:
    day.cast.counter_1.staff.clear()
    page = words(window.client.get("/counters/").content.decode())
    assert "Bạn chưa được phân công ở quầy nào." in page


def test_other_roles_have_no_counter(day: Day) -> None:
    for user in (day.cast.chi, day.cast.dung, day.cast.giang, day.cast.quan):
        client = Client()
        client.force_login(user)
        answer = client.get("/counters/")
        assert answer.status_code == 403
        assert "không có quyền làm việc này" in words(answer.content.decode())


def test_strangers_are_asked_to_sign_in(client: Client, day: Day) -> None:
    assert day
    assert client.get("/counters/").headers["Location"] == "/sign-in/?next=/counters/"
