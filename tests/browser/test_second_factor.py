"""A leader turns two-step sign-in on with a phone that reads the screen, and signs in with it."""

import re
import time
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import Room
from tests.directory.phone import STEP, code_at


def scanned(page: Page) -> str:
    """Return the secret in the QR code that the page shows."""
    picture = Image.open(BytesIO(page.get_by_role("img", name=re.compile("Mã QR")).screenshot()))
    [code] = zxingcpp.read_barcodes(picture)
    address = urlsplit(code.text)
    assert address.scheme == "otpauth"
    return parse_qs(address.query)["secret"][0]


def test_the_leader_signs_in_in_two_steps(room: Room) -> None:
    desk = room.signed_in("lanhdao", "/account/")
    desk.get_by_role("link", name="Xác thực hai bước").click()
    desk.get_by_role("button", name="Bắt đầu").click()
    secret = scanned(desk)
    desk.get_by_label("Mã xác thực").fill(code_at(secret, time.time() - STEP))
    desk.keyboard.press("Enter")
    expect(desk.locator(".backup-codes li")).to_have_count(10)
    backup = desk.locator(".backup-codes li").first.inner_text().strip()

    tablet = room.signed_in("lanhdao")
    expect(tablet.get_by_role("heading", level=1)).to_have_text("Nhập mã xác thực")
    tablet.get_by_label("Mã xác thực").fill(code_at(secret))
    tablet.keyboard.press("Enter")
    expect(tablet.get_by_role("link", name="Nguyễn Quốc Thịnh")).to_be_visible()

    # The demo's leader goes on without a phone: the office serves the other tests too.
    tablet.goto(desk.url.replace("finish/", ""))
    tablet.get_by_label("Mã xác thực").fill(backup)
    tablet.get_by_role("button", name="Tắt xác thực hai bước").click()
    expect(tablet.locator("main")).to_contain_text("Đã tắt xác thực hai bước.")
