"""A double touch gives one number, whatever is sent; forged and broken forms give none."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from queueing.forms.once import new_key
from queueing.models import QueueEvent, SubmittedForm, Ticket
from queueing.services import kiosk_ticket_issue
from tests.queueing.day import Day
from tests.queueing.pages.window import key_of, words

STEP = "/kiosk/mau/services/ho-tich/"
ISSUE = "/kiosk/mau/tickets/"


def test_the_same_form_twice_gives_the_same_number(kiosk: Client) -> None:
    data = {"service": "ho-tich", "key": key_of(kiosk.get(STEP).content.decode())}
    first, second = kiosk.post(ISSUE, data), kiosk.post(ISSUE, data)
    assert first.headers["Location"] == second.headers["Location"]
    assert Ticket.objects.count() == 1
    assert QueueEvent.objects.count() == 1


def test_each_form_has_a_key_of_its_own(kiosk: Client) -> None:
    keys = {key_of(kiosk.get(STEP).content.decode()) for _ in range(3)}
    assert len(keys) == 3


def test_two_citizens_get_two_numbers(kiosk: Client) -> None:
    for _ in range(2):
        key = key_of(kiosk.get(STEP).content.decode())
        kiosk.post(ISSUE, {"service": "ho-tich", "key": key})
    assert list(Ticket.objects.order_by("pk").values_list("number", flat=True)) == ["A001", "A002"]


def test_eight_touches_at_once_give_one_number(transactional_db: None, day: Day) -> None:
    assert transactional_db is None
    key, ready, numbers = new_key(), Barrier(8), []

    def touch() -> None:
        ready.wait()
        ticket = kiosk_ticket_issue(
            key=key,
            office=day.cast.office,
            service_code="ho-tich",
            priority_code=None,
            now=day.now,
        )
        numbers.append(ticket.number)
        connection.close()

    threads = [Thread(target=touch) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert numbers == ["A001"] * 8
    assert Ticket.objects.count() == SubmittedForm.objects.count() == 1
    assert [event.seq for event in QueueEvent.objects.all()] == [1]


def test_a_form_from_another_site_gives_nothing(day: Day) -> None:
    assert day
    stranger = Client(enforce_csrf_checks=True)
    answer = stranger.post(ISSUE, {"service": "ho-tich", "key": new_key()})
    assert answer.status_code == 403
    assert not Ticket.objects.exists()


def test_the_kiosks_own_form_passes_that_check(kiosk: Client, day: Day) -> None:
    assert kiosk
    assert day
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(STEP).content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    data = {"service": "ho-tich", "key": key_of(page), "csrfmiddlewaretoken": token}
    assert browser.post(ISSUE, data).status_code == 302


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"service": "ho-tich"},
        {"service": "ho-tich", "key": "x"},
        {"service": "ho-tich", "key": "x" * 22 + "\n"},
        {"service": "x" * 41, "key": "k" * 22},
        {"key": "k" * 22},
    ],
)
def test_a_broken_form_is_told_to_begin_again(kiosk: Client, data: dict[str, str]) -> None:
    answer = kiosk.post(ISSUE, data)
    assert answer.status_code == 422
    assert "Xin ông/bà chạm để bắt đầu lại." in words(answer.content.decode())
    assert not Ticket.objects.exists()


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"service": "khong-co"}, 404),
        ({"service": "ho tich"}, 404),
        ({"service": "ho-tich", "priority": "khong-co"}, 422),
        ({"service": "ho-tich", "priority": "a\u0000b"}, 422),
    ],
)
def test_what_the_office_does_not_have_gives_no_number(
    kiosk: Client, data: dict[str, str], status: int
) -> None:
    assert kiosk.post(ISSUE, {**data, "key": new_key()}).status_code == status
    assert not Ticket.objects.exists()


@pytest.mark.parametrize("address", ["/kiosk/mau/", STEP, f"{STEP}priority/"])
def test_looking_changes_nothing(kiosk: Client, address: str) -> None:
    kiosk.get(address)
    assert kiosk.post(address).status_code == 405
    assert kiosk.get(ISSUE).status_code == 405
    assert not Ticket.objects.exists()
    assert not QueueEvent.objects.exists()
