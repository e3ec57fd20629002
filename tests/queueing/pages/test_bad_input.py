"""What cannot be is refused with its reason through the pages too, and nothing has changed."""

from typing import Any

import pytest
from django.forms.models import model_to_dict
from django.test import Client

from queueing.forms.once import new_key
from queueing.models import (
    Counter,
    PriorityClass,
    Queue,
    QueueEvent,
    Service,
    SubmittedForm,
    Ticket,
)
from tests.queueing.day import Day
from tests.queueing.pages.window import Window, words

HUGE = "Nguyễn " * 2_000_000  # some 20 MB
KIOSK = "/kiosk/mau/tickets/"
TABLES = (Queue, Service, PriorityClass, Counter, Ticket, QueueEvent, SubmittedForm)


def everything() -> list[Any]:
    """Return every row of the queue."""
    return [model_to_dict(one) for table in TABLES for one in table.objects.order_by("pk")]


@pytest.fixture
def administrator(kiosk: Client, day: Day) -> Client:
    """Return Quân's browser, who sets the queue."""
    kiosk.force_login(day.cast.quan)
    return kiosk


def asked(kiosk: Client, **data: str) -> tuple[int, str]:
    """Take a number of the civil service; return the status and the words of the answer."""
    answer = kiosk.post(KIOSK, {"service": "ho-tich", "key": new_key(), **data})
    return answer.status_code, words(answer.content.decode())


def test_a_full_service_says_so_at_the_touch(kiosk: Client, day: Day) -> None:
    Service.objects.filter(pk=day.cast.civil.pk).update(capacity=1, message="Xin đến chi nhánh.")
    day.issue()
    before = everything()
    status, said = asked(kiosk)
    assert (status, everything()) == (409, before)
    assert "Hôm nay đã hết 1 lượt. Xin đến chi nhánh." in said


def test_a_closed_service_says_so_at_the_touch(kiosk: Client, day: Day) -> None:
    Service.objects.filter(pk=day.cast.civil.pk).update(active=False)
    before = everything()
    status, said = asked(kiosk)
    assert (status, everything()) == (409, before)
    assert "“Hộ tịch” đang tạm ngừng nhận." in said


@pytest.mark.parametrize("priority", ["khong-co", "x" * 40])
def test_a_class_that_does_not_exist_is_answered_with_those_that_do(
    kiosk: Client, priority: str
) -> None:
    status, said = asked(kiosk, priority=priority)
    assert status == 422
    assert "Đang dùng: nguoi-cao-tuoi (Người cao tuổi)." in said
    assert not Ticket.objects.exists()


def test_who_opens_a_counter_second_is_told_who_has_it(window: Window, day: Day) -> None:
    day.cast.counter_1.staff.add(day.cast.binh)
    day.open(officer=day.cast.binh)
    before = everything()
    assert "Quầy 1 đang do Lê Văn Bình phụ trách." in window.pressed("open")
    assert everything() == before


@pytest.mark.parametrize("reason", ["a\x00b", "\u202egnôhk", "a\nb", "x" * 201, " "])
def test_a_reason_that_is_no_line_pauses_nothing(open_window: Window, reason: str) -> None:
    before = everything()
    assert open_window.press("pause", reason=reason).status_code == 422
    assert everything() == before


@pytest.mark.parametrize("name", ["a\x00b", "x" * 101, ""])
@pytest.mark.parametrize("address", ["services/new/", "priorities/new/", "counters/new/"])
def test_a_name_that_cannot_be_stored_is_said_beside_its_field(
    administrator: Client, address: str, name: str
) -> None:
    before = everything()
    data = {"version": 0, "code": "moi", "name": name, "letter": "H", "start": 1, "width": 3}
    more = {"position": 1, "slot_places": 0, "slot_minutes": 30}
    answer = administrator.post(f"/admin/queue/mau/{address}", {**data, **more})
    assert (answer.status_code, "field-error" in answer.content.decode()) == (422, True)
    assert everything() == before


@pytest.mark.parametrize(
    "address", [KIOSK, "/kiosk/mau/appointment/", "/admin/queue/mau/priorities/new/"]
)
def test_twenty_megabytes_are_refused_unread(administrator: Client, address: str) -> None:
    before = everything()
    answer = administrator.post(address, {"name": HUGE, "code": "moi", "key": new_key()})
    assert answer.status_code in {400, 413}
    assert everything() == before


def test_twenty_megabytes_are_refused_at_the_desk(open_window: Window) -> None:
    before = everything()
    assert open_window.press("pause", reason=HUGE).status_code in {400, 413}
    assert everything() == before


@pytest.mark.parametrize("minutes", ["0", "7", "-30", "x", ""])
def test_a_slot_that_no_clock_divides_is_refused(administrator: Client, minutes: str) -> None:
    data = {"version": 0, "name": "Hộ tịch", "letter": "A", "start": 1, "width": 3, "position": 1}
    slots = {"slot_places": 2, "slot_minutes": minutes}
    answer = administrator.post("/admin/queue/mau/services/ho-tich/", {**data, **slots})
    assert answer.status_code == 422
    assert Service.objects.get(code="ho-tich").slot_minutes == 30
