"""The counter's desk by keyboard alone, and how it follows what happens elsewhere."""

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Room
from tests.running import RunningOffice, running_office

CARD = "058199000001||Trần Thị Mẫu|05031999|Nữ|Thôn Mẫu, Xã Mẫu, Khánh Hòa|20062022"  # made up


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningOffice]:
    """Return an office of this module's own: other visitors would be called first."""
    with running_office(tmp_path_factory.mktemp("desk")) as running:
        yield running


@pytest.fixture
def desk(room: Room, office: RunningOffice) -> Page:
    """Return counter 1's desk, open, with nobody at it or before it."""
    send_everybody_home(office)
    page = room.signed_in("tiepnhan1")
    expect(page.get_by_role("button", name="Gọi tiếp")).to_be_focused()
    return page


def send_everybody_home(office: RunningOffice) -> None:
    """Open counter 1 and end every turn that an earlier test has left."""
    queue = office.call("tiepnhan1", "GET", "offices/demo/queue")[1]
    counter = queue["counters"][0]
    office.call("tiepnhan1", "POST", f"counters/{counter['id']}/open", {})
    ticket = counter["ticket"] or call_next(office, counter["id"])
    while ticket:
        office.call("tiepnhan1", "POST", f"tickets/{ticket['id']}/finish", {})
        ticket = call_next(office, counter["id"])


def call_next(office: RunningOffice, counter: int) -> dict[str, Any] | None:
    """Call the next to a counter and return the ticket, or None."""
    call = office.call("tiepnhan1", "POST", f"counters/{counter}/call-next")[1]
    return call["ticket"] if call else None


def take_number(office: RunningOffice, service: str = "cu-tru") -> str:
    """Let somebody take a number, and return it."""
    body = {"service": service, "print": False}
    status, ticket = office.call("tiepnhan1", "POST", "offices/demo/tickets", body)
    assert status == 201
    return str(ticket["number"])


def press(page: Page, key: str) -> None:
    """Press a key and wait until the answer is in place."""
    with page.expect_response(re.compile("/counters/")):
        page.keyboard.press(key)
    expect(page.locator(".htmx-request")).to_have_count(0)


def open_dossier(desk: Page, office: RunningOffice) -> str:
    """Call and start the only number with the keyboard, open its form, and return the number."""
    number = take_number(office)
    press(desk, "F2")
    expect(desk.locator(".ticket-big")).to_have_text(number)
    for step in ("Bắt đầu phục vụ", "Tiếp nhận hồ sơ"):
        expect(desk.get_by_role("button", name=step)).to_be_focused()
        press(desk, "Enter")
    expect(desk.locator("#dossier-procedure-search")).to_be_focused()
    return number


def test_a_dossier_is_received_without_a_mouse(desk: Page, office: RunningOffice) -> None:
    open_dossier(desk, office)
    desk.keyboard.type("tam tru")
    desk.keyboard.press("ArrowDown")
    press(desk, "Enter")
    expect(desk.locator("#dossier-procedure-search")).to_have_value("1.004194 Đăng ký tạm trú")
    expect(desk.locator(".promise")).to_contain_text("Hẹn trả")
    scan(desk)
    desk.get_by_label("Tờ khai theo mẫu").first.focus()
    desk.keyboard.press("Space")
    desk.get_by_label("Giấy tờ theo thành phần hồ sơ").first.focus()
    desk.keyboard.press("Space")
    press(desk, "Control+Enter")
    expect(desk.locator(".received")).to_contain_text("Đăng ký tạm trú")
    expect(desk.get_by_role("button", name="Xong, gọi tiếp")).to_be_focused()


def scan(desk: Page) -> None:
    """Let the scanner type a card where the cursor stands, and see that only its use remains."""
    sent: list[str] = []
    desk.on("request", lambda request: sent.append(request.post_data or request.url))
    desk.locator("#card").focus()
    desk.keyboard.type(CARD)
    desk.keyboard.press("Enter")
    expect(desk.locator("#dossier-name")).to_have_value("Trần Thị Mẫu")
    expect(desk.locator("#dossier-identity")).to_have_value("058199000001")
    expect(desk.locator("#dossier-address")).to_have_value("Thôn Mẫu, Xã Mẫu, Khánh Hòa")
    expect(desk.locator("#dossier-phone")).to_be_focused()
    expect(desk.locator("#card")).to_have_value("")
    assert not [one for one in sent if "Trần" in one or "058199000001" in one]


def test_a_card_scanned_into_another_field_is_read_all_the_same(
    desk: Page, office: RunningOffice
) -> None:
    open_dossier(desk, office)
    desk.locator("#dossier-address").focus()
    desk.keyboard.type(CARD.replace("Nữ", "Nam"))
    desk.keyboard.press("Enter")
    expect(desk.locator("#dossier-address")).to_have_value("Thôn Mẫu, Xã Mẫu, Khánh Hòa")
    expect(desk.locator("#card-said")).to_contain_text("không khớp")


def test_half_a_dossier_is_not_lost_by_one_key(desk: Page, office: RunningOffice) -> None:
    number = open_dossier(desk, office)
    desk.locator("#dossier-name").fill("Nguyễn Thị Mẫu")
    desk.keyboard.press("F9")
    expect(desk.locator("#unsaved")).to_be_visible()
    expect(desk.locator(".ticket-big")).to_have_text(number)
    press(desk, "F9")
    expect(desk.locator("#line")).to_contain_text("Đang giữ")


def test_a_missing_citizen_takes_f8_twice(desk: Page, office: RunningOffice) -> None:
    number = take_number(office)
    press(desk, "F2")
    press(desk, "F8")
    expect(desk.get_by_role("heading", name=f"Số {number} vắng mặt?")).to_be_visible()
    press(desk, "Escape")
    expect(desk.locator(".ticket-big")).to_have_text(number)
    press(desk, "F8")
    press(desk, "F8")
    expect(desk.locator("#messages")).to_contain_text(f"Số {number} vắng mặt.")
    expect(desk.get_by_role("button", name="Gọi tiếp")).to_be_focused()


def test_a_turn_ends_with_what_was_done_without_a_mouse(desk: Page, office: RunningOffice) -> None:
    number = take_number(office)
    press(desk, "F2")
    press(desk, "Enter")
    press(desk, "Shift+F2")
    desk.keyboard.press("3")
    expect(desk.get_by_label("Hướng dẫn")).to_be_checked()
    press(desk, "Enter")
    expect(desk.locator("#messages")).to_contain_text(f"Đã xong số {number}: hướng dẫn.")
    press(desk, "Control+z")
    expect(desk.locator(".ticket-big")).to_have_text(number)


def test_a_counter_is_paused_by_two_keys_or_with_words_that_hold_digits(
    desk: Page,
) -> None:
    press(desk, "Shift+F8")
    press(desk, "2")
    expect(desk.get_by_role("heading", name="Tạm dừng: Họp")).to_be_visible()
    press(desk, "Enter")
    press(desk, "Shift+F8")
    desk.locator("#reason").fill("")
    desk.keyboard.type("Họp 2 giờ")
    press(desk, "Enter")
    expect(desk.get_by_role("heading", name="Tạm dừng: Họp 2 giờ")).to_be_visible()
    press(desk, "Enter")


def test_a_number_that_is_looked_up_stands_in_no_address(desk: Page, office: RunningOffice) -> None:
    addresses: list[str] = []
    desk.on("request", lambda request: addresses.append(request.url))
    take_number(office)
    press(desk, "F2")
    press(desk, "Enter")
    desk.get_by_role("button", name="Trả kết quả").click()
    desk.locator("#code").fill("058199000001")
    press(desk, "Enter")
    expect(desk.locator("#code-error")).to_contain_text("Không tìm thấy hồ sơ này.")
    assert not [one for one in addresses if "058199000001" in one]


def test_a_new_number_appears_by_itself(desk: Page, office: RunningOffice) -> None:
    number = take_number(office, "chinh-sach")
    expect(desk.locator("#line")).to_contain_text(number)


def test_what_another_window_did_is_drawn_and_typed_text_stays(
    desk: Page, office: RunningOffice
) -> None:
    number = open_dossier(desk, office)
    desk.locator("#dossier-name").fill("Nguyễn Thị Mẫu")
    ticket = office.call("tiepnhan1", "GET", "offices/demo/queue")[1]["counters"][0]["ticket"]
    assert ticket["number"] == number
    office.call("tiepnhan1", "POST", f"tickets/{ticket['id']}/finish", {})
    expect(desk.locator(".ticket-big")).to_have_count(0)
    expect(desk.locator("#dossier-name")).to_have_value("Nguyễn Thị Mẫu")


def test_news_during_an_action_does_not_disturb_it(desk: Page, office: RunningOffice) -> None:
    first = take_number(office)
    expect(desk.locator("#line")).to_contain_text(first)
    seconds: list[str] = []

    def slow(route: Route) -> None:
        seconds.append(take_number(office))
        time.sleep(1)
        route.continue_()

    desk.route("**/call-next/", slow)
    desk.keyboard.press("F2")
    expect(desk.locator(".ticket-big")).to_have_text(first)
    expect(desk.locator("#line")).to_contain_text(seconds[0])
    for part in ("#here", "#counter-state", "#line", "#messages"):
        expect(desk.locator(part)).to_have_count(1)


def test_a_silent_server_is_said_and_found_again(
    room: Room, desk: Page, office: RunningOffice
) -> None:
    office.end()
    expect(desk.locator("#stale")).to_contain_text("Mất kết nối từ", timeout=30_000)
    office.start()
    expect(desk.locator("#stale")).to_be_hidden(timeout=30_000)
    number = take_number(office)
    expect(desk.locator("#line")).to_contain_text(number)
    room.watched[-1].complaints.clear()  # the browser itself tells of the silent server
