"""Nothing on a page for citizens or devices stands in anybody's way, as axe sees it."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Room
from tests.running import RunningOffice

WIDE, PHONE, TABLET, TALL = (1920, 1080), (390, 844), (1024, 768), (1080, 1920)


def barriers(page: Page) -> list[str]:
    """Return what stands in the way of people."""
    found = Axe().run(page).response["violations"]
    return [f"{page.url} {one['id']}: {one['nodes'][0]['html']}" for one in found]


def enrolled(room: Room, admin: Page, name: str, kind: str, counter: str = "") -> Page:
    """Return a new device's page once its code has been typed and it has begun by itself."""
    device = room.page("/devices/enrol/", *TABLET)
    code = device.locator("#code")
    expect(code).to_be_visible()
    assert barriers(device) == []
    admin.goto(admin.url.split("/admin/")[0] + "/admin/devices/")
    admin.get_by_label("Mã hiện trên thiết bị").fill(code.inner_text().lower())
    admin.get_by_label("Tên, nơi đặt").fill(name)
    admin.get_by_role("combobox", name="Loại").select_option(kind)
    admin.get_by_role("combobox", name="Quầy").select_option(label=counter or "không ở quầy nào")
    admin.get_by_role("button", name="Nhận thiết bị").click()
    device.wait_for_url(lambda address: "enrol" not in address)
    return device


def served(office: RunningOffice, counter: int) -> None:
    """Serve a citizen at the counter from call to end."""
    body = {"service": "ho-tich", "print": False}
    office.call("tiepnhan5", "POST", f"counters/{counter}/open", {})
    office.call("tiepnhan5", "POST", "offices/demo/tickets", body)
    ticket = office.call("tiepnhan5", "POST", f"counters/{counter}/call-next")[1]["ticket"]
    for move in ("start", "finish"):
        office.call("tiepnhan5", "POST", f"tickets/{ticket['id']}/{move}", {})


def test_no_page_for_citizens_stands_in_anybodys_way(room: Room, office: RunningOffice) -> None:
    ticket = office.call(
        "tiepnhan5", "POST", "offices/demo/tickets", {"service": "cu-tru", "print": False}
    )[1]
    pages = {
        "/": TABLET,
        "/kiosk/demo/": TALL,
        "/kiosk/demo/?contrast=1&size=large": TABLET,
        "/kiosk/demo/services/ho-tich/": TALL,
        "/kiosk/demo/services/ho-tich/priority/": TALL,
        "/lobby/demo/": WIDE,
        "/counter-screen/1/": WIDE,
        f"/t/{ticket['token']}/": PHONE,
        "/rating/1/": TABLET,
    }
    found = [one for path, size in pages.items() for one in barriers(room.page(path, *size))]
    office.call("tiepnhan5", "POST", f"tickets/{ticket['id']}/cancel", {})
    assert found == []


def test_no_page_of_printers_and_devices_stands_in_anybodys_way(
    room: Room, office: RunningOffice
) -> None:
    paths = (
        "/printers/",
        "/printers/office/demo/new/",
        "/printers/office/demo/rules/",
        "/admin/slips/demo/ticket/",
        "/admin/lobby/",
        "/rights/",
    )
    admin = room.signed_in("quantri", "/admin/")
    found = []
    for path in paths:
        admin.goto(office.url + path)
        found += barriers(admin)
    assert found == []


def test_a_tablet_is_let_in_rates_by_keyboard_and_is_cut_off(
    room: Room, office: RunningOffice
) -> None:
    admin = room.signed_in("quantri", "/admin/devices/")
    tablet = enrolled(room, admin, "Đánh giá quầy 5", "tablet", "Quầy 5")
    expect(tablet.get_by_text("Xin mời ông/bà đánh giá")).to_be_visible()
    served(office, 5)
    expect(tablet.locator(".faces")).to_be_visible()
    assert barriers(tablet) == []
    tablet.keyboard.press("Tab")
    expect(tablet.get_by_role("button", name="Rất hài lòng")).to_be_focused()
    tablet.keyboard.press("Enter")
    expect(tablet.get_by_label("Ý kiến thêm")).to_be_visible()
    assert barriers(tablet) == []
    admin.get_by_role("link", name="Đánh giá quầy 5").click()
    assert barriers(admin) == []
    admin.get_by_role("button", name="Gỡ thiết bị").click()
    tablet.wait_for_url("**/devices/enrol/")
    supervisor = room.signed_in("giamsat", "/ratings/")
    expect(supervisor.get_by_role("row", name="Quầy 5")).to_contain_text("100 %")
    assert barriers(supervisor) == []
