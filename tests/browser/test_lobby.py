"""The lobby in a browser: calls in their order and time, the voice, languages, postings, barriers.

What happens when the line is lost is in `test_screens.py`.
"""

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from websockets.sync.client import connect

from tests.browser.conftest import Room
from tests.browser.test_screens import Hall, live, part
from tests.running import RunningOffice, running_office

LOBBY = "/lobby/demo/"
COUNTERS = 10
LEAST = 300  # ms that a call stays in these tests; an office sets seconds
HURRY = """{
  const parse = JSON.parse;
  const changed = (found) => (found?.hold ? Object.assign(found, %s) : found);
  JSON.parse = (...given) => changed(parse(...given));
}"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningOffice]:
    """Return an office with ten counters."""
    with running_office(tmp_path_factory.mktemp("lobby"), counters=COUNTERS) as running:
        yield running


@pytest.fixture(scope="module")
def arranged(browser: Browser, office: RunningOffice) -> None:
    """Let the administrator set two languages and one posting, once for all tests."""
    room = Room(browser, office)
    page = room.signed_in("quantri", "/admin/lobby/demo/")
    page.get_by_label("English").first.check()
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Đã lưu.")).to_be_visible()
    page.get_by_role("link", name="Thêm niêm yết").click()
    page.get_by_label("Tiêu đề", exact=True).fill("Nội quy")
    page.get_by_label("Nội dung", exact=True).fill("Giữ trật tự.\nKhông hút thuốc.")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_role("link", name="Nội quy")).to_be_visible()
    room.close()


@pytest.fixture
def hall(office: RunningOffice, arranged: None) -> Hall:
    """Return the office's hall with ten open and free counters."""
    del arranged
    return Hall(office)


def hurried(page: Page, **times: object) -> Page:
    """Load the page again with shorter times in what the office has set."""
    page.add_init_script(HURRY % json.dumps(times))
    page.reload()
    return live(page)


def told(page: Page) -> list[dict[str, Any]]:
    """Return the list into which everything comes that the page says over its websocket."""
    said: list[dict[str, Any]] = []
    page.on(
        "websocket",
        lambda socket: socket.on("framesent", lambda frame: said.append(json.loads(frame))),
    )
    return said


# Notes each call at the moment in which it is shown: an observer would hear of it afterwards, on a
# busy machine so late that the way to the next one seems shorter than it was.
SHOWN = """() => {
  window.seen = [];
  const text = Object.getOwnPropertyDescriptor(Node.prototype, "textContent");
  Object.defineProperty(document.querySelector('[data-part="said"]'), "textContent", {
    get() { return text.get.call(this); },
    set(said) {
      const number = document.querySelector('[data-part="number"]').textContent;
      window.seen.push([number, performance.now()]);
      text.set.call(this, said);
    },
  });
}"""


def test_ten_calls_in_one_second_each_have_their_time_in_order(room: Room, hall: Hall) -> None:
    page = hurried(room.page(LOBBY, 1920, 1080), hold=LEAST)
    for _ in range(COUNTERS):
        hall.issue()
    page.evaluate(SHOWN)
    nodes = "() => document.querySelectorAll('*').length"
    before = page.evaluate(nodes)
    numbers = [hall.call(place) for place in range(1, COUNTERS + 1)]
    page.wait_for_function(f"() => window.seen.length >= {COUNTERS}")
    seen = page.evaluate("() => window.seen")
    assert [number for number, _ in seen] == numbers
    assert all(later - earlier >= LEAST - 5 for (_, earlier), (_, later) in pairwise(seen))
    assert page.evaluate(nodes) == before


def test_the_first_touch_gives_it_a_voice_and_a_recall_rings_again(room: Room, hall: Hall) -> None:
    page = room.page(LOBBY, 1920, 1080)
    said = told(page)
    hurried(page, hold=LEAST)
    button = page.get_by_role("button", name="Chạm để bật tiếng")
    expect(button).to_be_visible()
    page.mouse.click(700, 500)
    expect(button).to_be_hidden()
    hall.issue()
    with page.expect_response(re.compile(r"/calls/\d+/vi/whole\.wav$")) as first:
        hall.call(1)
    assert first.value.headers["content-type"] == "audio/wav"
    assert [(one["type"], one["aloud"]) for one in said] == [("played", False)]
    page.wait_for_timeout(200)
    hall.at(1, "recall")  # while the first is still being read: it waits for its end
    with page.expect_response(re.compile(r"/calls/\d+/vi/whole\.wav$")):
        assert [one["aloud"] for one in said] == [False]
    expect_told(page, said, 4)
    assert [one["aloud"] for one in said] == [False, True, False, True]
    assert [one["seq"] - said[0]["seq"] for one in said] == [0, 0, 1, 1]


def expect_told(page: Page, said: list[dict[str, Any]], count: int) -> None:
    """Wait until the page has said so much."""
    for _ in range(200):
        if len(said) >= count:
            return
        page.wait_for_timeout(100)


def test_a_call_without_a_voice_does_not_count_as_read(room: Room, hall: Hall) -> None:
    page = room.page(LOBBY, 1920, 1080)
    said = told(page)
    hurried(page, hold=LEAST)
    hall.issue()
    number = hall.call(1)
    expect(part(page, "said")).to_have_text(f"Mời ông/bà có số {number} đến Quầy 1")
    page.wait_for_timeout(2 * LEAST)
    assert [(one["type"], one["aloud"]) for one in said] == [("played", False)]


def test_the_officer_sees_that_an_enrolled_screen_has_read_the_call(
    room: Room, hall: Hall, office: RunningOffice
) -> None:
    names = ["--office", "demo", "--name", "Sảnh", "--kind", "screen"]
    added = office.command("device_add", *names)
    headers = {"Authorization": f"Bearer {added.stdout.split()[-1]}"}
    address = office.url.replace("http", "ws", 1) + "/ws/offices/demo/lobby"
    hall.issue()
    hall.call(3)
    desk = room.signed_in("tiepnhan3", f"/counters/{hall.counters[2]}/")
    with connect(address, additional_headers=headers) as screen:
        seq = json.loads(screen.recv())["seq"]
        for aloud, note in ((False, "Đã hiện lúc"), (True, "Đã đọc lúc")):
            screen.send(json.dumps({"type": "played", "seq": seq, "aloud": aloud}))
            expect(desk.locator("#played")).to_contain_text(note)


def test_languages_come_in_turn(room: Room, hall: Hall) -> None:
    hall.issue()
    hall.call(2)
    page = hurried(room.page(LOBBY, 1920, 1080), turn=500)
    heading = page.locator("#now")
    for language, invited, counter in (
        ("en", "Now calling", "Counter 2"),
        ("vi", "Mời ông/bà có số", "Quầy 2"),
    ):
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(heading).to_have_text(invited)
        expect(part(page, "counter")).to_have_text(counter)


def test_postings_come_while_nobody_is_called_and_a_call_takes_the_place_back(
    room: Room, hall: Hall
) -> None:
    hall.issue()
    earlier = hall.call(1)
    page = hurried(room.page(LOBBY, 1920, 1080), quiet=300)
    expect(part(page, "posting")).to_contain_text("Không hút thuốc.")
    expect(part(page, "rows").locator(".number").first).to_have_text(earlier)
    hall.issue()
    number = hall.call(2)
    expect(part(page, "number")).to_have_text(number)
    expect(part(page, "posting")).to_be_hidden()
    expect(part(page, "call")).to_be_visible()


def barriers(page: Page) -> list[str]:
    """Return what stands in the way of people, as axe finds it."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found]


def test_nothing_stands_in_anybodys_way(room: Room, hall: Hall) -> None:
    page = live(room.page(LOBBY, 1920, 1080))
    assert barriers(page) == []
    hall.issue()
    hall.call(1)
    expect(page.locator("html")).to_have_class(re.compile("is-calling"))
    page.wait_for_timeout(4500)  # the flash is over
    assert barriers(page) == []
    hurried(page, quiet=100)
    expect(part(page, "posting")).to_be_visible()
    page.evaluate("() => document.documentElement.classList.add('is-stale')")
    assert barriers(page) == []


def test_the_settings_stand_in_nobodys_way(room: Room, hall: Hall) -> None:
    del hall
    page = room.signed_in("quantri", "/admin/lobby/demo/")
    assert barriers(page) == []
    page.goto(f"{page.url}notices/new/")
    assert barriers(page) == []


def test_who_wants_no_motion_gets_none(room: Room, hall: Hall) -> None:
    page = room.page(LOBBY, 1920, 1080)
    page.emulate_media(reduced_motion="reduce")
    hurried(page)
    hall.issue()
    hall.call(1)
    expect(page.locator("html")).to_have_class(re.compile("is-calling"))
    moving = "() => document.getAnimations().length"
    assert page.evaluate(moving) == 0
