"""Searching for a person: found by name or whole number, and nothing of it in an address."""

from datetime import timedelta

import pytest

from tests.cases.desk import LAN, Desk
from tests.cases.pages.browsing import Browsing, listed, text


@pytest.mark.parametrize(
    "typed", [LAN.name, "Thị Mẫu", LAN.identity, "001 190 123 456", "+84 912 345 678", LAN.phone]
)
def test_a_person_is_found_and_no_address_names_them(
    desk: Desk, browsing: Browsing, typed: str
) -> None:
    case = desk.receive()
    page = browsing.search("giang", q=typed)
    (address, _status), *more = page.redirect_chain
    assert listed(page) == [case.code]
    assert not more
    assert address.startswith("/cases/?sought=v1.")
    assert f'value="{typed}"' in text(page)


def test_a_part_of_a_number_finds_nobody(desk: Desk, browsing: Browsing) -> None:
    desk.receive()
    assert listed(browsing.search("giang", q="190123456")) == []


@pytest.mark.parametrize("typed", [LAN.name, LAN.identity, LAN.phone, "%2B84912345678"])
def test_an_address_that_names_a_person_is_refused(
    desk: Desk, browsing: Browsing, typed: str
) -> None:
    desk.receive()
    page = browsing.get("giang", "/cases/", q=typed)
    assert page.status_code == 422
    assert listed(page) == []
    assert typed not in text(page)


def test_a_search_is_its_searchers_own(desk: Desk, browsing: Browsing) -> None:
    desk.receive()
    address = browsing.search("giang", q=LAN.name).redirect_chain[0][0]
    assert browsing.get("chi", address).status_code == 422


def test_a_search_ends_with_the_day(desk: Desk, browsing: Browsing) -> None:
    desk.receive()
    address = browsing.search("giang", q=LAN.name).redirect_chain[0][0]
    desk.now += timedelta(hours=13)
    assert browsing.get("giang", address).status_code == 422


@pytest.mark.parametrize("token", ["x", "v1.00000000.AAAA", "v1.x", "v1.é.é"])
def test_a_made_up_search_is_refused(browsing: Browsing, token: str) -> None:
    assert browsing.get("giang", "/cases/", sought=token).status_code == 422
