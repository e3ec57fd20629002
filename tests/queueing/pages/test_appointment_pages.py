"""The pages of appointments: who is expected, a new one, its code, taking it back."""

from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from queueing.forms.once import new_key
from queueing.models import Appointment
from tests.queueing.appointing import book, check_in, takes_appointments
from tests.queueing.day import Day
from tests.queueing.pages.window import words

ADDRESS = "/appointments/mau/"


@pytest.fixture
def reception(clock: time_machine.Traveller, day: Day) -> Client:
    """Return An's browser at the reception; the civil service takes appointments."""
    assert clock
    takes_appointments(day)
    client = Client()
    client.force_login(day.cast.an)
    return client


def seen(client: Client, **query: str) -> str:
    """Return the words of the page."""
    answer = client.get(ADDRESS, query)
    assert answer.status_code == 200
    return words(answer.content.decode())


def sent(client: Client, **changes: str) -> Any:
    """Press a free time; return the answer."""
    data = {"service": "ho-tich", "at": "2026-11-23T09:30", "case": "", "key": new_key()}
    return client.post(f"{ADDRESS}book/", {**data, **changes})


def test_the_first_page_is_that_of_ones_office(reception: Client) -> None:
    assert reception.get("/appointments/").headers["Location"] == ADDRESS


def test_it_offers_the_free_times_of_today(reception: Client, day: Day) -> None:
    book(day)
    said = seen(reception)
    assert "09:30 (1) 10:00 (2)" in said
    assert "09:00 (" not in said
    assert "Hôm nay, thứ Hai, 23/11/2026 · 1 lịch hẹn" in said


def test_pressing_a_time_leads_to_the_code(reception: Client) -> None:
    answer = sent(reception)
    code = Appointment.objects.get().code
    page = reception.get(answer.headers["Location"]).content.decode()
    assert f"{code[:4]} {code[4:]}" in words(page)
    assert "data:image/svg" in page
    assert code not in answer.headers["Location"]


def test_pressing_twice_books_once(reception: Client) -> None:
    key = new_key()
    first, second = sent(reception, key=key), sent(reception, key=key)
    assert first.headers["Location"] == second.headers["Location"]
    assert Appointment.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "status", "reason"),
    [
        ({"at": "2026-11-23T09:40"}, 422, "Không có khung giờ hẹn này."),
        ({"at": "2026-11-23T08:30"}, 422, "Giờ hẹn phải ở phía trước"),
        ({"at": "hôm nay"}, 422, "Hãy chọn lại việc, ngày và giờ."),
        ({"service": "chung-thuc"}, 422, "Việc này không nhận hẹn trước."),
        ({"service": "a\x00"}, 422, "Hãy chọn lại việc, ngày và giờ."),
        ({"case": "H00-SAI"}, 422, "Không có hồ sơ này ở đây."),
        ({"key": ""}, 422, "Hãy chọn lại việc, ngày và giờ."),
    ],
)
def test_what_cannot_be_promised_is_said_and_nothing_is_booked(
    reception: Client, changes: dict[str, str], status: int, reason: str
) -> None:
    answer = sent(reception, **changes)
    assert (answer.status_code, reason in words(answer.content.decode())) == (status, True)
    assert not Appointment.objects.exists()


def test_a_full_slot_is_said_with_what_is_left(reception: Client, day: Day) -> None:
    takes_appointments(day, places=1)
    book(day)
    answer = sent(reception)
    assert answer.status_code == 409
    assert "Ngày đó còn: 10:00" in words(answer.content.decode())


def test_what_was_booked_is_cancelled(reception: Client, day: Day) -> None:
    appointment = book(day)
    answer = reception.post(f"{ADDRESS}{appointment.pk}/cancel/", follow=True)
    assert "Đã hủy lịch hẹn." in words(answer.content.decode())
    assert "đã hủy" in seen(reception)


def test_a_used_one_is_not_cancelled_and_says_its_number(reception: Client, day: Day) -> None:
    appointment = book(day)
    check_in(day, appointment.code)
    answer = reception.post(f"{ADDRESS}{appointment.pk}/cancel/", follow=True)
    assert "Mã hẹn này đã dùng: số A001" in words(answer.content.decode())
    assert "đã lấy số A001" in seen(reception)


@pytest.mark.parametrize(
    "query", [{"day": "x"}, {"service": "khong-co"}, {"day": "9999-12-31"}, {"day": "0001-01-01"}]
)
def test_a_question_that_makes_no_sense_gets_a_page(
    reception: Client, query: dict[str, str]
) -> None:
    assert "Lịch hẹn" in seen(reception, **query)


def test_another_offices_appointment_is_not_found(reception: Client, day: Day) -> None:
    appointment = book(day)
    stranger = Client()
    stranger.force_login(day.cast.xuan)
    assert stranger.get(f"{ADDRESS}{appointment.pk}/").status_code == 404
    assert stranger.get(f"/appointments/khac/{appointment.pk}/").status_code == 404
    assert stranger.post(f"/appointments/khac/{appointment.pk}/cancel/").status_code == 404
    assert reception.get(f"{ADDRESS}{appointment.pk}/").status_code == 200


def test_a_full_day_costs_the_page_nothing(reception: Client, day: Day) -> None:
    counts = []
    for places in (1, 40):
        takes_appointments(day, places)
        for _ in range(places - Appointment.objects.count()):
            check_in(day, book(day).code)
        with CaptureQueriesContext(connection) as queries:
            seen(reception)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 18
