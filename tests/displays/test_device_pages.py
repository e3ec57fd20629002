"""Enrolling a device in its browser, and the page on which administrators see all devices."""

from datetime import datetime
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from onestop.directory.models import Device, User
from onestop.directory.rights import Role
from onestop.directory.services import device_add
from queueing.models import DeviceCounter
from tests.cast import Cast

ENROL, LIST = "/devices/enrol/", "/admin/devices/"
LIST_QUERIES = 10


@pytest.fixture
def quan(client: Client, cast: Cast) -> Client:
    """Return Quân's browser."""
    client.force_login(cast.quan)
    return client


def text(response: Any) -> str:
    """Return the page."""
    return str(response.content.decode())


def code_of(browser: Client) -> str:
    """Return the code that a new device's browser shows after it has asked for one."""
    assert browser.post(ENROL).status_code == 302
    return str(browser.get(ENROL).context["code"])


def asked(cast: Cast, code: str, **more: Any) -> dict[str, Any]:
    """Return the form that lets a device in."""
    told = {"code": code, "office": cast.office.code, "kind": "screen", "name": "Sảnh"}
    return {**told, "counter": "", **more}


def test_a_screen_is_let_in_and_leads_to_its_page_from_then_on(quan: Client, cast: Cast) -> None:
    screen = Client()
    code = code_of(screen)
    assert quan.post(LIST, asked(cast, code.lower())).status_code == 302
    assert 'data-state="confirmed"' in text(screen.get(ENROL))
    answer = screen.post(ENROL)
    kept = answer.cookies[settings.DEVICE_COOKIE_NAME]
    assert (kept["httponly"], kept["samesite"]) == (True, "Lax")
    assert screen.get(ENROL).headers["Location"] == "/lobby/mau/"
    assert "data-device-line" in text(screen.get("/lobby/mau/"))
    assert "data-device-line" not in text(Client().get("/lobby/mau/"))


def test_each_kind_has_its_page(quan: Client, cast: Cast) -> None:
    counter = cast.counter_1.pk
    pages = {("kiosk", ""): "/kiosk/mau/", ("screen", counter): f"/counter-screen/{counter}/"}
    for (kind, place), page in pages.items():
        device = Client()
        told = asked(cast, code_of(device), kind=kind, counter=place, name=kind)
        assert quan.post(LIST, told).status_code == 302
        device.post(ENROL)
        assert device.get(ENROL).headers["Location"] == page


def test_a_device_opens_no_page_for_staff(quan: Client, cast: Cast) -> None:
    screen = Client()
    quan.post(LIST, asked(cast, code_of(screen)))
    screen.post(ENROL)
    for path in (LIST, "/cases/", "/board/"):
        assert screen.get(path).headers["Location"].startswith("/sign-in/")


def test_a_revoked_device_begins_anew(quan: Client, cast: Cast) -> None:
    screen = Client()
    quan.post(LIST, asked(cast, code_of(screen)))
    screen.post(ENROL)
    device = User.objects.get(username__startswith="device-")
    assert quan.post(f"{LIST}{device.pk}/revoke/").status_code == 302
    answer = screen.get(ENROL)
    assert 'data-state="none"' in text(answer)
    assert answer.cookies[settings.DEVICE_COOKIE_NAME].value == ""
    assert "Chưa có thiết bị nào" in text(quan.get(LIST))
    assert quan.get(f"{LIST}{device.pk}/").status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "XXX-XXX"},
        {"code": "x" * 5000},
        {"name": ""},
        {"kind": "leader"},
        {"kind": "tablet"},
        {"kind": "tablet", "counter": "999"},
        {"kind": "kiosk", "counter": "1"},
        {"office": "khac"},
    ],
)
def test_what_is_wrong_is_said_and_the_code_stays_open(
    quan: Client, cast: Cast, wrong: dict[str, Any]
) -> None:
    screen = Client()
    code = code_of(screen)
    if wrong.get("counter") == "1":
        wrong = {**wrong, "counter": cast.counter_1.pk}
    answer = quan.post(LIST, {**asked(cast, code), **wrong})
    assert answer.status_code == 422
    assert "field-error" in text(answer)
    assert not Device.objects.exists()
    assert quan.post(LIST, asked(cast, code)).status_code == 302


def test_a_device_is_told_to_be_louder_and_put_elsewhere(quan: Client, cast: Cast) -> None:
    told: dict[str, Any] = {"office": cast.office, "name": "Máy 1", "kind": Role.TABLET}
    device, _token = device_add(actor=cast.quan, now=timezone.now(), **told)
    one = f"{LIST}{device.pk}/"
    assert quan.post(one, {"volume": "45"}).status_code == 302
    assert quan.post(one, {"reload": "1"}).status_code == 302
    stored = Device.objects.get(account=device)
    assert (stored.volume, stored.test_asked_at) == (45, None)
    assert stored.reload_asked_at is not None
    assert quan.post(f"{one}move/", {"counter": cast.counter_2.pk}).status_code == 302
    assert DeviceCounter.objects.get(account=device).counter == cast.counter_2
    for wrong in ({"volume": "101"}, {"volume": "x"}, {}):
        assert quan.post(one, wrong).status_code == 422


def test_a_token_is_shown_once_to_who_adds_a_device_without_a_screen(
    quan: Client, cast: Cast
) -> None:
    told = {"office": cast.office.code, "kind": "print_station", "name": "Trạm 1"}
    assert 'id="device-secret"' in text(quan.post(f"{LIST}new/", told))
    assert quan.post(f"{LIST}new/", told).status_code == 422


def test_the_list_says_how_each_device_is_at_the_same_cost(
    quan: Client,
    cast: Cast,
    monday_morning: datetime,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(20):
        told: dict[str, Any] = {"office": cast.office, "name": f"Máy {number}"}
        device_add(kind=Role.SCREEN, actor=cast.quan, now=monday_morning, **told)
    first = Device.objects.earliest("pk")
    Device.objects.filter(pk=first.pk).update(
        last_seen_at=timezone.now(), version="0.0.9", latency=12, last_error="Lỗi X"
    )
    with django_assert_max_num_queries(LIST_QUERIES):
        page = text(quan.get(LIST))
    assert page.count("chưa nối lần nào") == 19
    assert all(one in page for one in ("đang nối", "12 ms", "Lỗi X", "cũ"))
