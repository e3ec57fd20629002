"""Lobby, counter screen and phone in a browser: what people read, also when things go wrong."""

import re
import signal
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Room
from tests.running import RunningOffice, running_office

LOBBY = "/lobby/demo/"
SIZES = [(1920, 1080), (1080, 1920), (1280, 720), (3840, 2160)]
UNTIL_STALE = 25_000  # ms: the screen waits 12 s for a heartbeat; other tests share the machine
SHORTEST = 5500  # ms that a call stays while others wait
HEAVIEST = 100 * 1024  # bytes


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningOffice]:
    """Return an office of this module's own: it is killed and started again."""
    with running_office(tmp_path_factory.mktemp("screens")) as running:
        yield running


class Hall:
    """What staff and kiosk do while the browser watches."""

    def __init__(self, office: RunningOffice) -> None:
        self._office = office
        queue = self._call(1, "GET", "offices/demo/queue")
        self.counters: list[int] = [one["id"] for one in queue["counters"]]
        self._free()

    def _call(self, staff: int, method: str, path: str, body: object = None) -> Any:
        status, answer = self._office.call(f"tiepnhan{staff}", method, path, body)
        assert status < 300, answer
        return answer

    def _free(self) -> None:
        """Open every counter and put aside whom an earlier test has left there or waiting."""
        for staff, counter in enumerate(self.counters, start=1):
            self._call(staff, "POST", f"counters/{counter}/open", {})
        for one in self._call(1, "GET", "offices/demo/queue")["counters"]:
            if one["ticket"]:
                self.move(self.counters.index(one["id"]) + 1, one["ticket"], "no-show")
        path = f"counters/{self.counters[0]}/call-next"
        while (left := self._call(1, "POST", path)) is not None:
            self.move(1, left["ticket"], "no-show")

    def issue(self, service: str = "ho-tich") -> dict[str, Any]:
        """Issue a ticket without paper and return it."""
        body = {"service": service, "print": False}
        ticket: dict[str, Any] = self._call(1, "POST", "offices/demo/tickets", body)
        return ticket

    def call(self, place: int = 1) -> str:
        """Call the next ticket to the counter in this place and return its number."""
        path = f"counters/{self.counters[place - 1]}/call-next"
        return str(self._call(place, "POST", path)["ticket"]["number"])

    def at(self, place: int, what: str, body: object = None) -> None:
        """Do something at the counter in this place."""
        self._call(place, "POST", f"counters/{self.counters[place - 1]}/{what}", body or {})

    def move(self, place: int, ticket: dict[str, Any], what: str) -> None:
        """Move a ticket on at the counter in this place."""
        self._call(place, "POST", f"tickets/{ticket['id']}/{what}", {})


@pytest.fixture
def hall(office: RunningOffice) -> Hall:
    """Return the office's hall with six open and free counters."""
    return Hall(office)


def part(page: Page, name: str) -> Any:
    """Return a part of a screen by its name."""
    return page.locator(f'[data-part="{name}"]')


def live(page: Page) -> Page:
    """Return the page once its feed has brought the first message."""
    page.wait_for_function("() => performance.getEntriesByType('resource').length > 0")
    page.wait_for_timeout(500)
    return page


WATCH = """() => {
  const number = document.querySelector('[data-part="number"]');
  window.seen = [];
  new MutationObserver(() => window.seen.push([number.textContent, performance.now()]))
    .observe(number, { childList: true });
}"""


def test_calls_that_come_together_each_have_their_time(room: Room, hall: Hall) -> None:
    page = live(room.page(LOBBY, 1920, 1080))
    for _ in range(3):
        hall.issue()
    page.evaluate(WATCH)
    numbers = [hall.call(place) for place in (1, 2, 3)]
    page.wait_for_function("() => window.seen.length >= 3")
    expect(part(page, "rows").locator(".number").first).not_to_be_empty()
    seen = page.evaluate("() => window.seen")
    assert [number for number, _ in seen] == numbers
    times = [time for _, time in seen]
    assert all(later - earlier >= SHORTEST for earlier, later in pairwise(times))


def test_a_recall_is_shown_again(room: Room, hall: Hall) -> None:
    page = live(room.page(LOBBY, 1920, 1080))
    hall.issue()
    number = hall.call(1)
    expect(part(page, "number")).to_have_text(number)
    page.evaluate(
        """() => {
          window.flashes = 0;
          document.addEventListener("animationstart", (event) => {
            if (event.animationName === "call") window.flashes += 1;
          });
        }"""
    )
    hall.at(1, "recall")
    page.wait_for_function("() => window.flashes === 1", timeout=15_000)
    expect(part(page, "number")).to_have_text(number)


def test_the_flash_is_slower_than_two_a_second_and_comes_three_times(
    room: Room, hall: Hall
) -> None:
    page = live(room.page(LOBBY, 1920, 1080))
    hall.issue()
    hall.call(1)
    card = page.locator(".call-card.flash")
    expect(card).to_be_visible()
    style = "element => [getComputedStyle(element).animationDuration,"
    style += " getComputedStyle(element).animationIterationCount]"
    duration, times = card.evaluate(style)
    assert float(duration.removesuffix("s")) > 0.5
    assert times == "3"


def test_counts_follow_the_queue(room: Room, hall: Hall) -> None:
    page = live(room.page(LOBBY, 1920, 1080))
    tile = part(page, "tiles").locator(".tile", has_text="Chứng thực").locator(".number")
    before = int(tile.inner_text())
    hall.issue("chung-thuc")
    expect(tile).to_have_text(str(before + 1))


GLYPH = """element => {
  const style = getComputedStyle(element);
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  return pen.measureText("0").actualBoundingBoxAscent;
}"""


def test_numbers_are_large_enough_for_ten_metres(room: Room, hall: Hall) -> None:
    for _ in range(6):
        hall.issue()
    for place in range(1, 7):
        hall.call(place)
    page = live(room.page(LOBBY, 1920, 1080))
    page.evaluate("() => document.fonts.ready")
    least = {
        '[data-part="number"]': 220,
        '[data-part="counter"]': 120,
        ".row-card .number": 72,
        ".tile .number": 40,
    }
    heights = {one: page.locator(one).first.evaluate(GLYPH) for one in least}
    assert {one: heights[one] >= size for one, size in least.items()} == dict.fromkeys(least, True)
    assert page.locator(".row-card").count() == 5


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_everything_fits_on_every_screen(room: Room, hall: Hall, width: int, height: int) -> None:
    hall.issue()
    number = hall.call(1)
    page = live(room.page(LOBBY, width, height))
    expect(part(page, "number")).to_have_text(number)
    outside = page.evaluate(
        """() => [...document.querySelectorAll(".fit-box > *, .tile, .row-card, .wall-notice p")]
          .map((element) => [element.className, element.getBoundingClientRect()])
          .filter(([, box]) => box.left < 0 || box.right > innerWidth
            || box.top < 0 || box.bottom > innerHeight)
          .map(([name]) => name)"""
    )
    assert outside == []


def test_a_silent_network_is_noticed_and_forgotten(room: Room, hall: Hall) -> None:
    page = live(room.page(LOBBY, 1920, 1080))
    hall.issue()
    number = hall.call(1)
    expect(part(page, "number")).to_have_text(number)
    page.context.set_offline(True)
    bar = part(page, "stale")
    expect(bar).to_be_visible(timeout=UNTIL_STALE)
    expect(bar).to_have_text(re.compile(r"^Mất kết nối từ \d\d:\d\d – số có thể đã thay đổi$"))
    black = "rgb(26, 26, 26)"
    expect(part(page, "number")).not_to_have_css("color", black)
    page.context.set_offline(False)
    expect(bar).to_be_hidden(timeout=UNTIL_STALE)
    expect(part(page, "number")).to_have_css("color", black)


def test_a_server_that_comes_back_is_found_by_itself(
    room: Room, hall: Hall, office: RunningOffice
) -> None:
    page = live(room.page(LOBBY, 1920, 1080))
    phone = live(room.page(f"/t/{hall.issue()['token']}/", 390, 844))
    office.end(signal.SIGKILL)
    for one in (page, phone):
        expect(part(one, "stale")).to_be_visible(timeout=UNTIL_STALE)
    office.start()
    number = hall.call(2)
    for one in (page, phone):
        expect(part(one, "stale")).to_be_hidden(timeout=UNTIL_STALE)
    expect(part(page, "number")).to_have_text(number, timeout=15_000)


def test_the_counter_screen_follows_its_counter(room: Room, hall: Hall) -> None:
    page = live(room.page(f"/counter-screen/{hall.counters[3]}/", 1920, 1080))
    expect(page.get_by_text("Sẵn sàng phục vụ")).to_be_visible()
    expect(part(page, "officer")).to_have_text("Hoàng Đức Anh")
    ticket = hall.issue()
    number = hall.call(4)
    expect(part(page, "number")).to_have_text(number)
    assert number == ticket["number"]
    hall.move(4, ticket, "no-show")
    hall.at(4, "pause", {"reason": "Họp đến 10 giờ"})
    expect(page.get_by_text("Quầy tạm dừng")).to_be_visible()
    expect(part(page, "reason")).to_have_text("Họp đến 10 giờ")
    hall.at(4, "close")
    expect(page.get_by_text("Quầy đóng")).to_be_visible()
    expect(part(page, "person")).to_be_hidden()


def test_a_phone_is_told_its_place_and_its_call(room: Room, hall: Hall) -> None:
    first, second = hall.issue("dat-dai"), hall.issue("dat-dai")
    phone = live(room.page(f"/t/{second['token']}/", 390, 844))
    expect(part(phone, "place")).to_have_text("Có 1 người trước ông/bà.")
    hall.call(1)
    expect(part(phone, "place")).to_have_text("Ông/bà là người tiếp theo.")
    hall.call(2)
    called = phone.locator('[data-states="called"]')
    expect(called.get_by_text("Quầy 2")).to_be_visible()
    expect(phone).to_have_title(re.compile(r"^Quầy 2 – "))
    hall.move(2, second, "start")
    expect(phone.get_by_text("đang được phục vụ")).to_be_visible()
    hall.move(2, second, "finish")
    expect(phone.get_by_text("Đã xong", exact=True)).to_be_visible()
    expect(phone.get_by_text("Ông/bà không chờ nữa?")).to_be_hidden()
    hall.move(1, first, "no-show")


def test_a_citizen_gives_the_turn_up(room: Room, hall: Hall) -> None:
    ticket = hall.issue()
    phone = live(room.page(f"/t/{ticket['token']}/", 390, 844))
    phone.get_by_text("Ông/bà không chờ nữa?").click()
    phone.get_by_role("button", name=f"Bỏ lượt số {ticket['number']}").click()
    expect(phone.get_by_text("Lượt này đã hủy")).to_be_visible()


def test_the_phone_needs_no_script_and_weighs_little(
    browser: Browser, hall: Hall, office: RunningOffice
) -> None:
    ticket = hall.issue()
    weights: dict[str, int] = {}
    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.on("response", lambda one: weights.update({one.url: len(one.body())}))
    context.new_page().goto(f"{office.url}/t/{ticket['token']}/", wait_until="networkidle")
    context.close()
    assert 0 < sum(weights.values()) < HEAVIEST, weights
    plain = browser.new_context(java_script_enabled=False)
    phone = plain.new_page()
    phone.goto(f"{office.url}/t/{ticket['token']}/")
    expect(phone.get_by_text(ticket["number"], exact=True)).to_be_visible()
    expect(part(phone, "place")).to_be_visible()
    plain.close()


CONTRAST = """() => {
  const luminance = (colour) => {
    const [red, green, blue] = colour.match(/[\\d.]+/g).slice(0, 3).map((text) => {
      const one = Number(text) / 255;
      return one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ground = (element) => {
    const colour = getComputedStyle(element).backgroundColor;
    const clear = colour === "rgba(0, 0, 0, 0)" && element.parentElement;
    return clear ? ground(element.parentElement) : colour;
  };
  const poor = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !element.checkVisibility()) continue;
    const [one, other] = [getComputedStyle(element).color, ground(element)].map(luminance);
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (ratio < 7) poor.push([texts.currentNode.data.trim(), ratio]);
  }
  return poor;
}"""


def test_every_text_on_the_wall_has_seven_to_one(room: Room, hall: Hall) -> None:
    hall.issue()
    hall.call(1)
    for path in (LOBBY, f"/counter-screen/{hall.counters[0]}/"):
        page = live(room.page(path, 1920, 1080))
        page.wait_for_timeout(4500)  # the flash is over
        assert page.evaluate(CONTRAST) == []
        page.evaluate("() => document.documentElement.classList.add('is-stale')")
        assert page.evaluate(CONTRAST) == []
