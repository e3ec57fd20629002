"""One visit in real browsers: kiosk, lobby, phone, counter by keyboard alone, desks, letter."""

import re
from io import BytesIO
from urllib.parse import urlsplit

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import Room
from tests.running import RunningOffice


@pytest.fixture
def number(room: Room) -> tuple[str, str]:
    """Return a number taken in two touches, and the page that its QR code leads to."""
    kiosk = room.page("/kiosk/demo/", 1080, 1920)
    kiosk.get_by_role("link", name=re.compile("Khai sinh, kết hôn")).click()
    kiosk.get_by_role("button", name=re.compile("Lấy số")).click()
    shown = kiosk.locator(".ticket-number")
    expect(shown).to_have_text(re.compile(r"^A\d{3}$"))
    picture = Image.open(BytesIO(kiosk.locator(".ticket-code img").screenshot()))
    [code] = zxingcpp.read_barcodes(picture)
    return shown.inner_text(), urlsplit(code.text).path


def test_a_visit_from_the_door_to_the_result(room: Room, number: tuple[str, str]) -> None:
    lobby = room.page("/lobby/demo/", 1920, 1080)
    phone = room.page(number[1], 390, 844)
    expect(phone.get_by_role("heading", level=1)).to_contain_text(number[0])
    desk = room.signed_in("tiepnhan1")
    counter = open_counter(desk)

    desk.keyboard.press("F2")
    expect(lobby.locator("[data-part=number]").first).to_have_text(number[0])
    expect(lobby.locator("[data-part=counter]").first).to_have_text(counter)
    expect(phone.locator("[data-states=called] [data-part=counter]")).to_have_text(counter)
    code = receive_dossier(desk, "1.004837")

    hand_on(room, code)
    desk.goto(f"{origin(desk)}/cases/{code}/")
    desk.get_by_role("button", name=re.compile("Trả kết quả")).click()
    expect(desk.locator("main")).to_contain_text("đã trả kết quả", ignore_case=True)


def test_a_case_about_to_be_late_gets_its_apology(room: Room, office: RunningOffice) -> None:
    case = {"office": "demo", "procedure": "1.001193", "applicant": {"name": "Lê Văn Mẫu"}}
    _, received = office.call("tiepnhan2", "POST", "cases", case)
    code = received["code"]
    office.call("chuyenvien", "POST", f"cases/{code}/transitions", {"name": "start_processing"})
    board = room.signed_in("giamsat")
    expect(board.get_by_role("row", name=re.compile(code))).to_contain_text("còn")

    specialist = room.signed_in("chuyenvien", f"/cases/{code}/")
    specialist.get_by_text("Lập thư xin lỗi").click()
    draft = specialist.locator("form").filter(has_text="Lập thư, trình duyệt")
    draft.get_by_role("combobox").select_option(index=1)
    draft.get_by_role("radio").first.check()
    draft.get_by_role("button", name="Lập thư, trình duyệt").click()

    leader = room.signed_in("lanhdao", "/apologies/")
    letter = leader.locator(".letter-card").filter(has_text=code)
    letter.get_by_role("button", name=re.compile("Duyệt")).click()
    expect(letter).to_contain_text("đã duyệt", ignore_case=True)
    letter.get_by_role("button", name=re.compile("ký", re.IGNORECASE)).click()
    letter.get_by_label("Báo bằng").select_option("phone")
    letter.get_by_role("button", name=re.compile("gửi", re.IGNORECASE)).click()
    leader.goto(f"{origin(leader)}/cases/{code}/")
    expect(leader.locator("main")).to_contain_text("hẹn lại")

    slips = room.signed_in("quantri", "/printers/")
    slips.get_by_role("row", name=re.compile(code)).filter(has_text="xin lỗi").get_by_role(
        "link", name="Xem"
    ).first.click()
    picture = slips.locator("img[src$='.png']")
    expect(picture).to_have_js_property("complete", value=True)
    assert picture.evaluate("image => image.naturalWidth") > 300


def origin(page: Page) -> str:
    """Return the office's address as the page sees it."""
    parts = urlsplit(page.url)
    return f"{parts.scheme}://{parts.netloc}"


def open_counter(desk: Page) -> str:
    """Open the receptionist's counter with the keyboard and return its name."""
    expect(desk.get_by_role("button", name="Mở quầy")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.locator("#counter-state")).to_contain_text("đang mở")
    return desk.locator("#counter-state").inner_text().split("\n")[0].strip()


def receive_dossier(desk: Page, procedure: str) -> str:
    """Start, receive a dossier of the procedure by keyboard, and return its code."""
    expect(desk.get_by_role("button", name=re.compile("Bắt đầu"))).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("button", name=re.compile("Tiếp nhận hồ sơ"))).to_be_focused()
    desk.keyboard.press("Enter")
    desk.locator("#dossier-procedure").select_option(procedure)
    desk.get_by_label("Tờ khai theo mẫu").first.check()
    desk.get_by_label("Giấy tờ theo thành phần hồ sơ của thủ tục").first.check()
    desk.get_by_label("Họ và tên").fill("Nguyễn Thị Mẫu")
    desk.keyboard.press("Control+Enter")
    received = desk.locator(".received a.number")
    expect(received).to_have_text(re.compile(r"^H00\.\d\d-\d{6}-\d{4}$"))
    return received.inner_text()


def hand_on(room: Room, code: str) -> None:
    """Let the specialist take the case through its step and the leader approve it."""
    specialist = room.signed_in("chuyenvien", f"/cases/{code}/")
    specialist.get_by_role("button", name=re.compile("Nhận xử lý")).click()
    specialist.get_by_role("button", name=re.compile("Hoàn thành bước")).click()
    leader = room.signed_in("lanhdao", f"/cases/{code}/")
    leader.get_by_role("button", name="Chấp thuận", exact=True).click()
    expect(leader.locator("main")).to_contain_text("đã xử lý xong", ignore_case=True)
