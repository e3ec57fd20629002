"""What can be wrong with a printer, in words that staff understand."""

from enum import StrEnum

from django.utils.translation import gettext as _


class Trouble(StrEnum):
    """Why a slip did not come out, or may not have."""

    ABSENT = "absent"  # does not answer at all
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    OFFLINE = "offline"  # paused at its own button, or in an error of its own
    STALLED = "stalled"  # takes no more bytes
    BROKEN_OFF = "broken_off"  # closed the connection in the middle
    SILENT = "silent"  # took everything and gave no sign that it came to the end
    NOT_ALLOWED = "not_allowed"  # this account may not write to the device
    NO_DRIVER = "no_driver"  # the system lacks libusb


class DeviceError(Exception):
    """Something is wrong with the printer."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


def trouble_words(trouble: Trouble, name: str) -> str:
    """Return what is wrong with the printer of this name, and what to do."""
    sentences = {
        Trouble.ABSENT: _("Máy in %(name)s không trả lời. Kiểm tra nguồn điện, dây mạng."),
        Trouble.PAPER_OUT: _("Máy in %(name)s hết giấy. Hãy thay cuộn giấy."),
        Trouble.COVER_OPEN: _("Máy in %(name)s đang mở nắp. Hãy đóng nắp lại."),
        Trouble.OFFLINE: _("Máy in %(name)s đang tạm ngừng. Kiểm tra đèn báo, nhấn nút FEED."),
        Trouble.STALLED: _("Máy in %(name)s không nhận tiếp. Kiểm tra giấy, tắt rồi bật lại máy."),
        Trouble.BROKEN_OFF: _("Máy in %(name)s ngắt kết nối giữa chừng. Kiểm tra dây mạng."),
        Trouble.SILENT: _("Máy in %(name)s không cho biết đã in xong. Xem giấy đã ra chưa."),
        Trouble.NOT_ALLOWED: _("Không được phép ghi vào máy in %(name)s. Hãy báo quản trị."),
        Trouble.NO_DRIVER: _("Máy chủ thiếu libusb để dùng máy in %(name)s. Hãy báo quản trị."),
    }
    return sentences[trouble] % {"name": name}


def low_words(name: str) -> str:
    """Return that the printer of this name has little paper left, and what to do."""
    return _("Máy in %(name)s sắp hết giấy. Hãy chuẩn bị cuộn mới.") % {"name": name}
