"""Check-in at the kiosk: the code is typed, a number comes, and guessing ends soon."""

import pytest
from django.test import Client

from queueing.forms.once import new_key
from queueing.models import SubmittedForm, Ticket
from tests.queueing.appointing import book, takes_appointments
from tests.queueing.day import Day
from tests.queueing.pages.window import Window, key_of, words

ADDRESS = "/kiosk/mau/appointment/"


@pytest.fixture
def code(day: Day) -> str:
    """Return the code of an appointment at half past nine."""
    takes_appointments(day)
    return book(day).code


def typed(kiosk: Client, code: str, **more: str) -> tuple[int, str]:
    """Type a code on the kiosk's page and return the status and the words of the answer."""
    key = key_of(kiosk.get(ADDRESS).content.decode())
    answer = kiosk.post(ADDRESS, {"code": code, "key": key, **more})
    return answer.status_code, words(answer.content.decode())


def test_the_first_screen_offers_it_where_something_is_done_by_appointment(
    kiosk: Client, day: Day
) -> None:
    assert "Tôi có hẹn" not in words(kiosk.get("/kiosk/mau/").content.decode())
    takes_appointments(day)
    assert ADDRESS in kiosk.get("/kiosk/mau/").content.decode()


def test_the_code_leads_to_the_number(kiosk: Client, code: str) -> None:
    key = key_of(kiosk.get(ADDRESS).content.decode())
    answer = kiosk.post(ADDRESS, {"code": f"{code[:4]} {code[4:]}", "key": key}, follow=True)
    said = words(answer.content.decode())
    assert "Số của ông/bà A001 Hộ tịch hẹn lúc 09:30" in said
    assert code not in answer.request["PATH_INFO"]


def test_the_same_form_twice_gives_the_same_number(kiosk: Client, code: str) -> None:
    data = {"code": code, "key": new_key()}
    first, second = kiosk.post(ADDRESS, data), kiosk.post(ADDRESS, data)
    assert first.headers["Location"] == second.headers["Location"]
    assert Ticket.objects.count() == SubmittedForm.objects.count() == 1


def test_the_code_again_is_told_its_number_on_the_same_page(kiosk: Client, code: str) -> None:
    typed(kiosk, code)
    status, said = typed(kiosk, code)
    assert status == 409
    assert "Mã hẹn này đã dùng: số A001" in said
    assert "Ông/bà có hẹn" in said


@pytest.mark.parametrize(
    "wrong", ["", "1234567", "123456789", "abcdefgh", "1" * 33, "1\x002345678"]
)
def test_what_is_no_code_is_asked_for_again(kiosk: Client, code: str, wrong: str) -> None:
    assert code
    status, said = typed(kiosk, wrong)
    assert (status, "Xin ông/bà nhập tám chữ số của mã hẹn." in said) == (422, True)
    assert not Ticket.objects.exists()


def test_it_speaks_the_chosen_language(kiosk: Client, code: str) -> None:
    assert code
    status, said = typed(kiosk, "00000000", lang="en")
    assert (status, "There is no such appointment code." in said) == (404, True)


def test_twenty_wrong_codes_are_enough_also_at_a_kiosk_that_is_signed_in(
    kiosk: Client, day: Day, code: str
) -> None:
    kiosk.force_login(day.cast.an)
    for number in range(20):
        assert typed(kiosk, f"{number:08}")[0] == 404
    status, said = typed(kiosk, code)
    assert (status, "quá nhiều yêu cầu" in said) == (429, True)
    assert not Ticket.objects.exists()


def test_right_codes_are_never_too_many(kiosk: Client, day: Day) -> None:
    takes_appointments(day, places=25)
    for one in [book(day).code for _ in range(25)]:
        assert typed(kiosk, one)[0] == 302


def test_an_unknown_office_has_no_check_in(kiosk: Client) -> None:
    assert kiosk.get("/kiosk/khong-co/appointment/").status_code == 404


def test_looking_changes_nothing_and_a_forged_form_neither(kiosk: Client, code: str) -> None:
    kiosk.get(ADDRESS, {"code": code})
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.post(ADDRESS, {"code": code, "key": new_key()}).status_code == 403
    assert not Ticket.objects.exists()


def test_the_desk_shows_who_has_an_appointment(window: Window, day: Day, code: str) -> None:
    typed(window.client, code)
    day.open()
    assert "A001 Hộ tịch hẹn lúc 09:30" in window.read()
    day.call()
    assert "Hộ tịch hẹn lúc 09:30 chờ 0 phút" in window.read()
