"""Where each role begins, and which links its frame shows."""

import pytest
from django.test import Client

from onestop.directory.models import Membership, User
from onestop.directory.places import first_places, places_of
from onestop.directory.rights import Role
from tests.cast import Cast


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("an", "/counters/"),
        ("chi", "/cases/"),
        ("dung", "/cases/"),
        ("giang", "/board/"),
        ("quan", "/admin/"),
    ],
)
def test_each_role_is_led_to_its_work(client: Client, cast: Cast, name: str, address: str) -> None:
    client.force_login(getattr(cast, name))
    assert client.get("/").headers["Location"] == address


def test_several_roles_choose(client: Client, cast: Cast) -> None:
    Membership.objects.create(user=cast.an, office=cast.office, role=Role.SUPERVISOR)
    client.force_login(cast.an)
    page = client.get("/").content.decode()
    assert 'class="card" href="/counters/"' in page
    assert 'class="card" href="/board/"' in page
    assert 'class="card" href="/printers/"' not in page


def test_one_role_in_two_offices_needs_no_choice(client: Client, cast: Cast) -> None:
    Membership.objects.create(user=cast.an, office=cast.other_office, role=Role.RECEPTIONIST)
    client.force_login(cast.an)
    assert client.get("/").headers["Location"] == "/counters/"


def test_an_account_without_a_role_is_told_so(client: Client, cast: Cast) -> None:
    assert cast
    client.force_login(User.objects.create(username="moi"))
    assert "chưa được giao việc" in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("an", ["counter-choose", "appointments-start", "case-list", "apology-list", "printers"]),
        ("chi", ["case-list", "apology-list"]),
        (
            "dung",
            ["case-list", "apology-list", "board", "ratings", "stand-ins", "procedure-list"],
        ),
        ("giang", ["case-list", "apology-list", "board", "ratings", "audit", "rights"]),
        (
            "quan",
            ["board", "stand-ins", "printers", "audit", "privacy", "rights", "admin"],
        ),
    ],
)
def test_the_frame_shows_what_the_rights_open(cast: Cast, name: str, places: list[str]) -> None:
    assert [place.url_name for place in places_of(getattr(cast, name))] == places


def test_nobody_begins_where_he_may_not_go(cast: Cast) -> None:
    for user in (cast.an, cast.chi, cast.dung, cast.giang, cast.quan):
        assert set(first_places(user)) <= set(places_of(user))


def test_the_first_page_is_never_cached(client: Client, cast: Cast) -> None:
    client.force_login(cast.an)
    assert "no-store" in client.get("/").headers["Cache-Control"]
