"""Paper runs out: the counter, the kiosk and the administrator see it without doing anything."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Room
from tests.printing.fake_printer import NO_PAPER, THROUGH, WELL, FakePrinter
from tests.running import RunningOffice

SOON = 20_000  # ms on a busy machine
# Nothing of the kiosk's page stands below its edge, behind the buttons at the foot.
IS_ALL_SEEN = "() => document.documentElement.scrollHeight <= innerHeight"


@pytest.fixture
def paper() -> Iterator[FakePrinter]:
    with FakePrinter() as printer:
        yield printer


def test_paper_out_is_seen_everywhere_and_gone_when_there_is_paper(
    room: Room, office: RunningOffice, paper: FakePrinter
) -> None:
    paper.status, paper.through = WELL, THROUGH
    administrator = room.signed_in("quantri", "/printers/office/demo/new/")
    administrator.get_by_label("Tên, nơi đặt").fill("Máy sảnh")
    administrator.get_by_label("Địa chỉ").fill(paper.url)
    administrator.get_by_label("số thứ tự").check()
    administrator.keyboard.press("Enter")
    administrator.get_by_role("button", name="In thử Máy sảnh").click()
    expect(administrator.get_by_text("Hoạt động tốt").first).to_be_visible(timeout=SOON)

    paper.status = NO_PAPER
    administrator.goto(f"{office.url}/admin/")
    desk = room.signed_in("tiepnhan1", "/counters/1/")
    kiosk = room.page("/kiosk/demo/", 1080, 1920)
    for page in (administrator, desk):
        expect(page.get_by_text("Máy in Máy sảnh hết giấy.")).to_be_visible(timeout=SOON)
    expect(kiosk.get_by_text("vẫn lấy số được")).to_be_visible(timeout=SOON)
    assert kiosk.evaluate(IS_ALL_SEEN)

    paper.status = WELL
    expect(desk.get_by_text("Máy in Máy sảnh hết giấy.")).to_have_count(0, timeout=SOON)
    expect(kiosk.get_by_text("vẫn lấy số được")).to_have_count(0, timeout=SOON)
    administrator.goto(f"{office.url}/printers/")
    administrator.get_by_role("button", name="Ngừng dùng Máy sảnh").click()  # for the other tests
