"""The page of rights, and what the API's description says of them."""

import pytest
from django.test import Client

from onestop.directory.models import User
from onestop.directory.places import places_of
from onestop.directory.right_words import RIGHTS
from onestop.directory.rights import MATRIX, Right, Role
from onestop.operations.matrix import routes
from tests.cast import Cast


def test_every_right_has_its_words() -> None:
    assert set(RIGHTS) == set(Right)


@pytest.mark.parametrize("who", ["an", "giang", "quan", "xuan"])
def test_everybody_who_is_signed_in_reads_the_matrix(client: Client, cast: Cast, who: str) -> None:
    client.force_login(getattr(cast, who))
    page = client.get("/rights/").content.decode()
    assert page.count('<span aria-hidden="true">●</span>') == sum(map(len, MATRIX.values()))
    assert all(f"<code>{one.address.replace('<', '&lt;').replace('>', '&gt;')}</code>" in page
               for one in routes() if one.surface == "page")  # fmt: skip


def test_it_says_who_may_enter(client: Client, cast: Cast) -> None:
    client.force_login(cast.an)
    sections = {one.name: one for one in client.get("/rights/").context["sections"]}
    who = {row.route.name: row.who for row in sections["page"].rows}
    assert who["counter-desk"] == str(Role.RECEPTIONIST.label)
    assert who["rights"] == "Ai đã đăng nhập"
    assert who["lobby"] == "Ai cũng vào được"


def test_administrators_and_supervisors_have_a_link_to_it(cast: Cast) -> None:
    def linked(user: User) -> bool:
        return "rights" in {place.url_name for place in places_of(user)}

    names = {one for one in ("an", "chi", "dung", "giang", "quan") if linked(getattr(cast, one))}
    assert names == {"giang", "quan"}


def test_each_call_of_the_api_names_its_right(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()["paths"]
    said = described["/api/v1/offices/{office}/tickets"]["post"]["description"]
    assert said.endswith("Needs the right `ticket.issue`.")
    calls = [call for path in described.values() for call in path.values()]
    assert all(
        "Needs the right `" in call["description"] or {"tokens", "devices"} & {*call["tags"]}
        for call in calls
    )
