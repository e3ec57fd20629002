"""The administrator closes the office for a day, in a browser."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import Room


def test_a_day_is_closed_after_a_look_at_what_moves(room: Room) -> None:
    day = timezone.localdate() + timedelta(days=400)  # no other test's case runs over it
    admin = room.signed_in("quantri", "/admin/")
    admin.get_by_role("link", name="Lịch làm việc tính hạn").click()
    admin.get_by_role("link", name="Thêm ngày").click()
    admin.get_by_label("Ngày", exact=True).fill(day.isoformat())
    admin.get_by_label("Riêng bộ phận này nghỉ").check()
    admin.get_by_label("Tên ngày hoặc lý do").fill("Kiểm kê")
    admin.keyboard.press("Enter")
    expect(admin.get_by_text("Không hồ sơ đang mở nào đổi hạn.")).to_be_visible()
    admin.get_by_role("button", name="Lưu").click()
    expect(admin.get_by_role("status").first).to_contain_text("Đã lưu")
    expect(admin.get_by_role("region", name="Ngày riêng của bộ phận này")).to_contain_text(
        "Kiểm kê"
    )
