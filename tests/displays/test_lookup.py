"""Many sockets that come at once ask together, and learn when nobody can answer."""

import asyncio

import pytest
from django.db import OperationalError

from displays import lookup, selectors
from displays.viewers import Address, Audience, Viewer
from queueing.tokens import ticket_token
from tests.cast import Cast
from tests.displays.conftest import Floor, Open


@pytest.fixture
def visits(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return how many addresses each visit to the database was for."""
    counted: list[int] = []
    find = selectors.viewers_at

    def counting(addresses: list[Address]) -> dict[Address, Viewer]:
        counted.append(len(addresses))
        return find(addresses)

    monkeypatch.setattr(lookup, "viewers_at", counting)
    return counted


async def test_a_hundred_phones_are_answered_in_two_visits(floor: Floor, visits: list[int]) -> None:
    tickets = [await floor.issue() for _ in range(3)]
    tokens = [ticket_token(one.pk) for one in tickets] + [f"{number}-x" for number in range(97)]
    addresses = [Address(Audience.TICKET, token) for token in tokens]
    found = await asyncio.gather(*map(lookup.viewer_at, addresses))
    assert [one.pk for one in found if one] == [one.pk for one in tickets]
    assert len(visits) <= 2


@pytest.mark.usefixtures("transactional_db")
async def test_the_same_question_is_asked_once(cast: Cast, visits: list[int]) -> None:
    address = Address(Audience.LOBBY, cast.office.code)
    found = await asyncio.gather(*(lookup.viewer_at(address) for _ in range(50)))
    assert set(found) == {Viewer(Audience.LOBBY, cast.office.pk, cast.office.pk)}
    assert sum(visits) <= 2


@pytest.mark.usefixtures("transactional_db")
async def test_one_who_leaves_does_not_take_the_answer_along(cast: Cast) -> None:
    address = Address(Audience.LOBBY, cast.office.code)
    leaving = asyncio.create_task(lookup.viewer_at(address))
    staying = asyncio.create_task(lookup.viewer_at(address))
    await asyncio.sleep(0)
    leaving.cancel()
    assert await staying is not None


@pytest.mark.usefixtures("cast")
async def test_without_the_database_a_screen_is_told_to_come_back(
    screen: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_addresses: list[Address]) -> dict[Address, Viewer]:
        raise OperationalError("away")

    monkeypatch.setattr(lookup, "viewers_at", away)
    assert await (await screen("/ws/offices/mau/lobby")).close_code() == 4500
