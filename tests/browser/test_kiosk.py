"""The kiosk under a finger: letters to touch, double touches, the way back, a broken line."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.bench.places import run_inside
from tests.browser.conftest import Room
from tests.running import RunningOffice, running_office

SIZES = {"portrait": (1080, 1920, 54.2), "landscape": (1024, 768, 67.0)}
COUNTDOWN = re.compile(r"Tự về trang đầu sau \d+ giây")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningOffice]:
    """Return an office of this module's own, where nobody is called."""
    with running_office(tmp_path_factory.mktemp("kiosk")) as running:
        yield running


@pytest.fixture
def kiosk(room: Room) -> Page:
    """Return the first screen of a standing kiosk, with a clock that a test may wind on."""
    page = room.page("/kiosk/demo/", 1080, 1920)
    page.clock.install()
    page.reload()
    return page


def touch(page: Page | Locator, name: str) -> None:
    """Touch a link or a button by the beginning of its words."""
    pattern = re.compile(f"^{name}")
    page.get_by_role("link", name=pattern).or_(page.get_by_role("button", name=pattern)).click()


def test_letters_are_touched_and_find_without_diacritics(kiosk: Page) -> None:
    expect(kiosk.locator("#keyboard")).to_be_hidden()
    kiosk.locator("#q").click()
    for letter in "giam":
        kiosk.locator("#keyboard").get_by_role("button", name=letter, exact=True).click()
    kiosk.clock.fast_forward(1000)
    expect(kiosk.locator(".group-name")).to_have_count(1)
    expect(kiosk.locator(".group-matches")).to_contain_text("giám hộ")


def test_a_double_touch_gives_one_number(kiosk: Page) -> None:
    touch(kiosk, "Chứng thực")
    kiosk.get_by_role("button", name=re.compile("^Lấy số")).dblclick()
    number = kiosk.locator(".ticket-number").inner_text()
    kiosk.go_back()
    kiosk.goto(kiosk.url.split("/kiosk/")[0] + "/kiosk/demo/")
    touch(kiosk, "Chứng thực")
    touch(kiosk, "Lấy số")
    expect(kiosk.locator(".ticket-number")).not_to_have_text(number)
    following = int(kiosk.locator(".ticket-number").inner_text()[1:])
    assert following == int(number[1:]) + 1


def test_the_third_touch_gives_a_priority_number(kiosk: Page) -> None:
    touch(kiosk, "Thường trú, tạm trú")
    touch(kiosk, "Ưu tiên")
    touch(kiosk, "Phụ nữ mang thai")
    expect(kiosk.locator(".ticket-number")).to_have_text(re.compile(r"^C\d{3}$"))
    expect(kiosk.locator(".ticket-service")).to_contain_text("Phụ nữ mang thai")


APPOINTMENT = """
from datetime import timedelta
from django.utils import timezone
from onestop.directory.models import Office
from queueing.models import Appointment
office, now = Office.objects.get(), timezone.now()
service = office.services.get(code="ho-tich")
Appointment.objects.create(
    office=office, service=service, at=now + timedelta(minutes=5), code="{}", booked_at=now
)
"""


def test_an_appointments_code_is_touched_and_gives_its_number_once(
    kiosk: Page, office: RunningOffice
) -> None:
    run_inside(office, APPOINTMENT.format("90210007"))
    touch(kiosk, "Tôi có hẹn")
    for digit in "90210008":
        touch(kiosk.locator("#keyboard"), digit)
    touch(kiosk.locator("#keyboard"), "Xóa")
    touch(kiosk.locator("#keyboard"), "7")
    kiosk.locator("#check-in").dblclick()
    expect(kiosk.locator(".ticket-number")).to_have_text(re.compile(r"^A\d{3}$"))
    expect(kiosk.locator(".ticket-service")).to_contain_text("hẹn lúc")
    expect(kiosk.locator(".ticket-place")).to_contain_text("quanh giờ hẹn")


def test_a_wrong_code_is_said_and_typed_anew_as_a_scanner_does(
    room: Room, kiosk: Page, office: RunningOffice
) -> None:
    run_inside(office, APPOINTMENT.format("90210009"))
    touch(kiosk, "Tôi có hẹn")
    expect(kiosk.locator("#code")).to_be_focused()
    kiosk.keyboard.type("00000000\n")
    expect(kiosk.get_by_role("alert")).to_contain_text("Không có mã hẹn này.")
    expect(kiosk.locator("#code")).to_be_focused()
    kiosk.keyboard.type("90210009\n")
    expect(kiosk.locator(".ticket-number")).to_be_visible()
    room.watched[-1].complaints.clear()  # the browser itself tells of the 404


def test_it_goes_back_after_thirty_seconds_unless_it_is_touched(kiosk: Page) -> None:
    expect(kiosk.locator("#countdown")).to_be_hidden()
    touch(kiosk, "Đất đai")
    expect(kiosk.locator("#countdown")).to_have_text(COUNTDOWN)
    kiosk.clock.run_for(25_000)
    kiosk.locator("h1").click()
    kiosk.clock.run_for(25_000)
    expect(kiosk.locator("h1")).to_have_text("Đất đai, xây dựng")
    kiosk.clock.run_for(6_000)
    expect(kiosk.locator("h1")).to_have_text("Hôm nay ông/bà cần làm gì?")


def test_the_next_citizen_finds_ordinary_text_and_the_offices_language(kiosk: Page) -> None:
    html = kiosk.locator("html")
    touch(kiosk, "English")
    expect(html).to_have_attribute("lang", "en")
    kiosk.locator("#tool-size").click()
    expect(html).to_have_class("kiosk large")
    kiosk.locator("#tool-contrast").click()
    expect(html).to_have_class("kiosk large contrast")
    kiosk.clock.run_for(31_000)
    expect(html).to_have_class("kiosk")
    expect(html).to_have_attribute("lang", "vi")


def test_a_broken_line_is_said_and_mends_by_itself(room: Room, kiosk: Page) -> None:
    context: BrowserContext = kiosk.context
    context.route("**/kiosk/**", lambda route: route.abort("connectionrefused"))
    kiosk.clock.run_for(11_000)
    expect(kiosk.locator("#broken")).to_contain_text("Mất kết nối từ")
    touch(kiosk, "Đất đai")
    expect(kiosk.locator("h1")).to_have_text("Hôm nay ông/bà cần làm gì?")
    context.unroute("**/kiosk/**")
    kiosk.clock.run_for(11_000)
    expect(kiosk.locator("#broken")).to_be_hidden()
    room.watched[-1].complaints.clear()  # the browser itself tells of the broken line


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "path", ["", "services/ho-tich/", "services/ho-tich/priority/", "appointment/"]
)
def test_whatever_is_touched_is_twenty_millimetres_high(room: Room, size: str, path: str) -> None:
    width, height, least = SIZES[size]
    page = room.page(f"/kiosk/demo/{path}", width, height)
    targets = page.locator("main a, main button, main input:not([type=hidden]), nav a")
    boxes = [one.bounding_box() for one in targets.all() if one.is_visible()]
    assert boxes
    assert min(min(box["width"], box["height"]) for box in boxes if box) >= least
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_standing_kiosk_is_reached_from_a_wheelchair(kiosk: Page) -> None:
    touch(kiosk, "Khai sinh")
    for part in ("#take-number", "#priority", ".choice-back"):
        box = kiosk.locator(part).bounding_box()
        assert box is not None
        assert box["y"] > 1920 / 3


def test_it_works_without_scripts(room: Room, kiosk: Page) -> None:
    address = kiosk.url
    assert kiosk.context.browser is not None
    context = kiosk.context.browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    touch(page, "Chính sách")
    touch(page, "Lấy số")
    expect(page.locator(".ticket-number")).to_have_text(re.compile(r"^G\d{3}$"))
    context.close()
    assert room
