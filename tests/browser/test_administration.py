"""Where each role begins, and an account from its making to its locking, in a browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Room

FIRST_PAGES = {
    "tiepnhan2": "/counters/",
    "chuyenvien": "/cases/",
    "lanhdao": "/cases/",
    "giamsat": "/board/",
    "quantri": "/admin/",
    "hethong": "/admin/",
}


@pytest.mark.parametrize("username", FIRST_PAGES)
def test_each_role_begins_at_its_work(room: Room, username: str) -> None:
    page = room.signed_in(username)
    expect(page).to_have_url(re.compile(re.escape(FIRST_PAGES[username])))
    expect(page.locator("h1").first).to_be_visible()


def test_the_calling_rule_is_told_while_it_is_typed(room: Room) -> None:
    admin = room.signed_in("quantri", "/admin/queue/demo/rule/")
    admin.get_by_label("Số lượt ưu tiên cho một lượt thường").fill("3")
    expect(admin.locator("#preview")).to_contain_text("Sau 3 lượt ưu tiên có 1 lượt thường.")


def test_an_account_is_made_used_and_locked(room: Room) -> None:
    admin = room.signed_in("quantri", "/admin/accounts/new/")
    admin.get_by_label("Họ và tên").fill("Đào Mỹ Linh")
    admin.get_by_label("Tên tài khoản").fill("linh")
    admin.get_by_role("combobox", name="Vai trò").select_option("supervisor")
    admin.get_by_role("button", name="Tạo tài khoản").click()
    password = admin.locator("#first-password").inner_text()
    admin.get_by_role("link", name="Đã ghi lại").click()
    give_specialist(admin)
    linh = room.page("/")
    linh.get_by_label("Tên tài khoản").fill("linh")
    linh.get_by_label("Mật khẩu").fill(password)
    with linh.expect_navigation():
        linh.keyboard.press("Enter")
    expect(linh.get_by_role("button", name="Đăng xuất")).to_be_visible()
    lock(admin)
    linh.reload()
    expect(linh.get_by_label("Mật khẩu")).to_be_visible()


def give_specialist(admin: Page) -> None:
    """Give the account that is shown a second role, by keyboard where it is a choice."""
    admin.get_by_role("combobox", name="Vai trò").select_option("specialist")
    admin.get_by_label("Phòng Kinh tế").check()
    admin.get_by_role("button", name="Giao vai trò").click()
    expect(admin.get_by_role("status")).to_contain_text("Đã giao vai trò")


def lock(admin: Page) -> None:
    """Lock the account that is shown."""
    admin.get_by_role("link", name="Khóa tài khoản").click()
    expect(admin.get_by_text("Không có việc nào đang dở")).to_be_visible()
    admin.get_by_role("button", name="Khóa ngay").click()
    expect(admin.get_by_text("bị khóa", exact=True)).to_be_visible()


def test_a_process_is_drafted_by_one_and_published_by_another(room: Room) -> None:
    admin = room.signed_in("quantri", "/admin/procedures/?q=khai+tu+luu+dong")
    admin.get_by_role("link", name="Đăng ký khai tử lưu động", exact=True).click()
    admin.get_by_role("button", name="Soạn quy trình riêng").click()
    expect(admin.get_by_role("img", name="Sơ đồ quy trình")).to_be_visible()
    admin.get_by_role("link", name="Sửa Phê duyệt").click()
    admin.get_by_label("2. Thẩm định").check()
    admin.get_by_label("4. Trả kết quả").check()
    admin.keyboard.press("Enter")
    expect(admin.get_by_text("quay lại 2. Thẩm định hoặc 4. Trả kết quả").last).to_be_visible()
    leader = room.signed_in("lanhdao", "/admin/procedures/")
    leader.get_by_role("link", name="Đăng ký khai tử lưu động · phiên bản 1").click()
    leader.get_by_role("button", name="Ban hành phiên bản này").click()
    expect(leader.get_by_role("status")).to_contain_text("Đã ban hành")
