"""Who comes too often without an account or a token is asked to wait; who works is not."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django.fixtures import Settings

from onestop.directory.rates import rate_use
from onestop.directory.refusals import TooMany
from onestop.directory.services import access_token_issue
from queueing.models import Ticket
from tests.cast import Cast

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)  # the beginning of a minute


def use(name: str = "kiosk", address: str = "10.0.0.7") -> bool:
    """Tell whether one more use from the address is let through."""
    try:
        rate_use(name, RequestFactory().post("/", REMOTE_ADDR=address))
    except TooMany:
        return False
    return True


def test_the_number_is_let_through_and_no_more(settings: Settings) -> None:
    settings.RATES = {"kiosk": (5, 60)}
    with time_machine.travel(NOON, tick=False):
        assert [use() for _ in range(7)] == [True] * 5 + [False] * 2
        assert use(address="10.0.0.8")


def test_the_window_slides_so_that_its_border_lets_no_double_number_through(
    settings: Settings,
) -> None:
    settings.RATES = {"kiosk": (10, 60)}
    with time_machine.travel(NOON + timedelta(seconds=59), tick=False):
        assert sum(use() for _ in range(20)) == 10
    with time_machine.travel(NOON + timedelta(seconds=61), tick=False):
        assert sum(use() for _ in range(20)) == 0
    with time_machine.travel(NOON + timedelta(seconds=90), tick=False):
        assert sum(use() for _ in range(20)) == 5
    with time_machine.travel(NOON + timedelta(seconds=240), tick=False):
        assert sum(use() for _ in range(20)) == 10


def test_two_hundred_at_once_take_exactly_the_number(settings: Settings) -> None:
    settings.RATES = {"kiosk": (50, 3600)}
    taken: list[bool] = []
    threads = [threading.Thread(target=lambda: taken.append(use())) for _ in range(200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # A refused caller is counted for an instant: one beside it may be refused too, none added.
    assert 45 <= sum(taken) <= 50
    assert use() is (sum(taken) < 50)


def test_a_store_that_is_away_limits_nobody(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.RATES = {"kiosk": (1, 60)}

    def away(*_arguments: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(cache, "incr", away)
    assert [use() for _ in range(3)] == [True] * 3


def sign_in(client: Client, password: str, address: str = "10.0.0.7") -> Any:
    """Send the form of the account of An."""
    form = {"username": "an", "password": password}
    return client.post("/sign-in/", form, REMOTE_ADDR=address)


def test_wrong_passwords_are_stopped_by_address(
    client: Client, cast: Cast, settings: Settings
) -> None:
    settings.RATES = {"sign-in": (1, 600)}
    cast.an.set_password("mật khẩu của An")
    cast.an.save()
    with time_machine.travel(NOON, tick=False):
        assert [sign_in(client, "sai").status_code for _ in range(2)] == [422, 429]
        answer = sign_in(client, "sai")
        assert answer.headers["Retry-After"] == "600"
        assert "Xin chờ một lát" in answer.content.decode()
        assert sign_in(client, "mật khẩu của An", "10.0.0.8").status_code == 302


def test_right_passwords_are_not_counted(cast: Cast, settings: Settings) -> None:
    settings.RATES = {"sign-in": (1, 600)}
    cast.an.set_password("mật khẩu của An")
    cast.an.save()
    answers = [sign_in(Client(), "mật khẩu của An").status_code for _ in range(2)]
    assert answers == [302] * 2


def test_a_kiosk_page_says_no_in_its_own_frame_and_gives_no_number(
    client: Client, cast: Cast, settings: Settings
) -> None:
    settings.RATES = {"kiosk": (1, 600), "look-up": (600, 60)}
    path = f"/kiosk/{cast.office.code}/tickets/"
    for key in ("A" * 22, "B" * 22):
        form = {"service": "ho-tich", "key": key, "lang": "en"}
        answer = client.post(path, form)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert Ticket.objects.count() == 1


def test_the_usual_rates_let_a_busy_office_work() -> None:
    assert all(use("kiosk") for _ in range(250))
    assert all(use("look-up") for _ in range(500))


def test_guessed_addresses_of_tickets_are_stopped(client: Client, settings: Settings) -> None:
    settings.RATES = {"ticket": (2, 600)}
    answers = [client.get(f"/t/{number}-AAAAAAAAAAAAAAAA/").status_code for number in range(4)]
    assert answers == [404, 404, 429, 429]


def test_an_unknown_caller_of_the_api_gets_a_problem_and_a_known_one_is_never_limited(
    client: Client, cast: Cast, settings: Settings
) -> None:
    settings.RATES = {"api": (2, 600)}
    path = f"/api/v1/offices/{cast.office.code}/queue"
    answers = [client.get(path) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [401, 401, 429]
    assert answers[-1].json()["type"] == "urn:onestop:problem:too-many"
    assert int(answers[-1].headers["Retry-After"]) > 0
    token = access_token_issue(user=cast.an, now=timezone.now())
    known = {"Authorization": f"Bearer {token}"}
    assert [client.get(path, headers=known).status_code for _ in range(5)] == [200] * 5


def test_a_person_who_is_signed_in_may_look_as_often_as_needed(
    client: Client, cast: Cast, settings: Settings
) -> None:
    settings.RATES = {"ticket": (1, 600), "look-up": (1, 600)}
    client.force_login(cast.an)
    found = [client.get(f"/kiosk/{cast.office.code}/", {"q": "khai sinh"}) for _ in range(3)]
    assert [answer.status_code for answer in found] == [200] * 3
    assert [client.get("/t/1-AAAAAAAAAAAAAAAA/").status_code for _ in range(3)] == [404] * 3
