"""The page of the board: for whom, which office, how it is refreshed, what it costs."""

import time_machine

from onestop.directory.rights import Role
from tests.cases.desk import Desk
from tests.cases.pages.browsing import Browsing, text

HTMX = {"HX-Request": "true"}


def test_it_is_for_those_who_answer_for_the_office(browsing: Browsing) -> None:
    for who in ("dung", "giang", "quan"):
        assert browsing.get(who, "/board/").status_code == 200
    for who in ("an", "chi", "xuan"):
        assert browsing.get(who, "/board/").status_code == 403
        assert browsing.get(who, "/board/", office="mau").status_code in {403, 404}


def test_another_office_is_not_found_just_like_one_that_is_none(browsing: Browsing) -> None:
    for code in ("khac", "no-such", "x" * 300, "a\x00b"):
        assert browsing.get("giang", "/board/", office=code).status_code == 404


def test_a_right_elsewhere_is_no_right_here(desk: Desk, browsing: Browsing) -> None:
    desk.cast.an.memberships.create(office=desk.cast.other_office, role=Role.SUPERVISOR)
    assert browsing.get("an", "/board/", office="mau").status_code == 403
    page = text(browsing.get("an", "/board/"))
    assert "<h1>Trung tâm Phục vụ hành chính công xã Khác</h1>" in page


def test_nobody_is_asked_to_sign_in(browsing: Browsing) -> None:
    assert browsing.get(None, "/board/").headers["Location"] == "/sign-in/?next=/board/"


def test_several_offices_are_a_choice(desk: Desk, browsing: Browsing) -> None:
    assert "?office=khac" not in text(browsing.get("giang", "/board/"))
    desk.cast.giang.memberships.create(office=desk.cast.other_office, role=Role.SUPERVISOR)
    page = text(browsing.get("giang", "/board/", office="khac"))
    assert 'href="?office=khac" aria-current="page"' in page
    assert 'href="?office=mau"' in page
    assert 'hx-get="/board/?office=khac"' in page


def test_the_refreshed_part_is_the_part_alone(desk: Desk, browsing: Browsing) -> None:
    client = browsing.client("giang")
    with time_machine.travel(desk.now, tick=False):
        client = browsing.client("giang")
        part = client.get("/board/", {"office": "mau"}, headers=HTMX)
    assert text(part).strip().startswith('<div id="board"')
    assert "09:00:00</time>" in text(part)
    assert "HX-Request" in part.headers["Vary"]
    assert "no-store" in part.headers["Cache-Control"]


def test_a_screen_whose_session_has_ended_is_led_to_sign_in(browsing: Browsing) -> None:
    part = browsing.client(None).get("/board/", headers=HTMX)
    assert part.headers["HX-Refresh"] == "true"
    assert text(part) == ""


def test_looking_changes_nothing_and_sending_is_refused(desk: Desk, browsing: Browsing) -> None:
    desk.receive()
    assert browsing.post("giang", "/board/").status_code == 405


def test_it_says_when_it_was_made(browsing: Browsing) -> None:
    page = text(browsing.get("giang", "/board/"))
    assert "cập nhật lúc" in page
    assert 'data-at="09:00:00"' in page
    assert 'hx-trigger="every 15s"' in page


def test_a_full_board_costs_as_many_queries_as_a_nearly_empty_one(
    desk: Desk, browsing: Browsing
) -> None:
    def more(count: int) -> None:
        for _ in range(count):
            desk.apology(desk.receive(now=desk.now.replace(day=16)))
            desk.do(desk.receive(now=desk.now.replace(day=17)), "start_processing")

    more(1)
    few = browsing.queries("giang", "/board/")
    more(25)
    assert browsing.queries("giang", "/board/") == few
    assert few <= 28
