"""What stands in the audit, in words: actions, groups of actions, and facts."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onestop.cases.states import CaseState
from onestop.cases.transitions import TRANSITIONS
from onestop.cases.views.page import EVENTS

Words = str | Promise
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+[+-]")

# A group is what begins with one of these.
GROUPS: Mapping[str, tuple[Words, tuple[str, ...]]] = {
    "cases": (_("Hồ sơ và thư xin lỗi"), ("case.", "apology.", "entry_leave.")),
    "looks": (_("Xem dữ liệu cá nhân"), ("look.",)),
    "queue": (_("Số thứ tự và quầy"), ("ticket.", "counter.", "appointment.")),
    "printing": (_("Máy in và bản in"), ("printer.", "print.")),
    "catalogue": (_("Danh mục và lịch"), ("catalogue.", "calendar.")),
    "sign_in": (
        _("Đăng nhập, mật khẩu"),
        ("sign_in", "sign_out", "sessions.", "password.", "second_factor."),
    ),
    "accounts": (
        _("Tài khoản, quyền, thiết bị"),
        ("account.", "role.", "right.", "membership.", "stand_in.", "token.", "device."),
    ),
    "settings": (_("Cài đặt"), ("office.", "queue.", "service.", "priority.", "setting.")),
    "privacy": (_("Bảo vệ dữ liệu cá nhân"), ("privacy.", "personal.", "retention.")),
}

ACTIONS: Mapping[str, Words] = {
    **{f"case.{name}": row.label for name, row in TRANSITIONS.items()},
    **{
        name if name.startswith("apology.") else f"case.{name}": words
        for name, words in EVENTS.items()
    },
    "case.refused": _("bị từ chối: không có quyền với hồ sơ"),
    "case.applicant": _("sửa thông tin người nộp: trước và sau"),
    "entry_leave.give": _("cho phép nhập bù hồ sơ giấy"),
    "look.case": _("xem hồ sơ"),
    "look.cases": _("xem danh sách hồ sơ"),
    "look.slip": _("xem phiếu in"),
    "look.audit": _("tra cứu nhật ký"),
    "ticket.issued": _("lấy số"),
    "ticket.called": _("gọi số"),
    "ticket.recalled": _("gọi lại số"),
    "ticket.serving": _("bắt đầu phục vụ"),
    "ticket.held": _("giữ số"),
    "ticket.no_show": _("báo vắng mặt"),
    "ticket.resumed": _("cho vào hàng lại"),
    "ticket.finished": _("kết thúc số"),
    "ticket.cancelled": _("hủy số"),
    "ticket.expired": _("số hết hạn"),
    "ticket.transferred": _("chuyển số"),
    "ticket.further": _("làm tiếp việc khác"),
    "ticket.restored": _("hoàn tác"),
    "ticket.case": _("gắn hồ sơ vào số"),
    "appointment.book": _("đặt lịch hẹn"),
    "appointment.cancel": _("hủy lịch hẹn"),
    "counter.opened": _("mở quầy"),
    "counter.paused": _("tạm dừng quầy"),
    "counter.closed": _("đóng quầy"),
    "counter.handed_over": _("bàn giao quầy"),
    "printer.add": _("thêm máy in"),
    "printer.change": _("đổi máy in"),
    "print.copy": _("in bản sao"),
    "catalogue.procedures": _("nhập thủ tục"),
    "catalogue.version_open": _("thêm phiên bản thủ tục"),
    "catalogue.version_end": _("đặt ngày hết hiệu lực của thủ tục"),
    "catalogue.version_withdraw": _("bỏ phiên bản thủ tục"),
    "catalogue.workflow_draft": _("soạn bản nháp quy trình"),
    "catalogue.workflow_publish": _("ban hành quy trình"),
    "catalogue.workflow_discard": _("bỏ bản nháp quy trình"),
    "catalogue.step_add": _("thêm bước vào bản nháp"),
    "catalogue.step_change": _("sửa bước của bản nháp"),
    "catalogue.step_move": _("đổi thứ tự bước của bản nháp"),
    "catalogue.step_remove": _("xóa bước của bản nháp"),
    "calendar.days_off": _("nhập ngày nghỉ, ngày làm bù"),
    "sign_in": _("đăng nhập"),
    "sign_in.refuse": _("đăng nhập bị từ chối"),
    "sign_out": _("đăng xuất"),
    "sign_in.unlock": _("mở khóa đăng nhập"),
    "sign_in.unlock_address": _("mở khóa địa chỉ đăng nhập"),
    "sessions.end": _("kết thúc các phiên làm việc"),
    "password.change": _("đổi mật khẩu"),
    "password.reset": _("đặt lại mật khẩu"),
    "second_factor.enrol": _("bật xác thực hai bước"),
    "second_factor.refuse": _("mã xác thực hai bước bị từ chối"),
    "second_factor.reset": _("đặt lại xác thực hai bước"),
    "account.create": _("tạo tài khoản"),
    "account.edit": _("sửa tài khoản"),
    "account.move": _("chuyển tài khoản"),
    "account.lock": _("khóa tài khoản"),
    "account.unlock": _("mở khóa tài khoản"),
    "role.give": _("giao vai trò"),
    "role.take": _("thu hồi vai trò"),
    "token.issue": _("cấp khóa truy cập"),
    "token.revoke": _("thu hồi khóa truy cập"),
    "device.add": _("thêm thiết bị"),
    "device.revoke": _("gỡ thiết bị"),
    "device.set": _("chỉnh thiết bị từ xa"),
    "case.scan_added": _("thêm bản chụp giấy tờ"),
    "case.scan_opened": _("mở bản chụp giấy tờ"),
}
THINGS: Mapping[str, Words] = {
    "case": _("hồ sơ"),
    "ticket": _("số"),
    "printer": _("máy in"),
    "print_job": _("lệnh in"),
    "account": _("tài khoản"),
    "office": _("bộ phận"),
    "catalogue": _("danh mục"),
    "procedure": _("thủ tục"),
    "workflow": _("quy trình"),
}
FACTS: Mapping[str, Words] = {
    "state": _("trạng thái"),
    "national_status": _("mã quốc gia"),
    "due_at": _("hạn trả"),
    "new_due_at": _("ngày hẹn mới"),
    "due_at_before": _("hạn cũ"),
    "step": _("bước"),
    "holder": _("người thụ lý"),
    "outcome": _("kết quả"),
    "apology": _("thư xin lỗi"),
    "reason": _("lý do"),
    "seq": _("sự kiện"),
    "counter": _("quầy"),
    "part": _("phần"),
    "cases": _("hồ sơ"),
    "case": _("hồ sơ"),
    "active": _("đang dùng"),
    "roles": _("việc"),
    "name": _("tên"),
    "identity": _("số căn cước"),
    "phone": _("điện thoại"),
    "email": _("thư điện tử"),
    "address": _("địa chỉ"),
    "procedure": _("thủ tục"),
    "version": _("phiên bản"),
    "position": _("thứ tự"),
    "share": _("phần thời gian, %"),
    "role": _("vai trò"),
    "following": _("bước sau"),
    "valid_from": _("có hiệu lực từ"),
    "valid_to": _("đến hết ngày"),
    "processing_value": _("thời gian xử lý"),
}
# Where something was done, as the first word of an origin.
ORIGINS: Mapping[str, Words] = {
    "page": _("trang"),
    "api": _("chương trình"),
    "kiosk": _("máy lấy số"),
    "command": _("lệnh"),
    "chore": _("việc định kỳ"),
    "system": _("hệ thống"),
}
# What was shown of a case; documents go by their names.
PARTS: Mapping[str, Words] = {
    "page": _("trang hồ sơ"),
    "case": _("hồ sơ"),
    "history": _("lịch sử"),
    "deadline": _("thời hạn"),
    "question": _("câu hỏi xác nhận"),
    "counter": _("tại quầy"),
}
# They say where to look further, and tell a reader nothing.
HIDDEN = frozenset({"seq"})
LONGEST_FACT = 60


def action_words(action: str) -> str:
    """Return what was done in words; an action without words is shown as it is."""
    return str(ACTIONS.get(action, action))


def thing_words(kind: str) -> str:
    """Return the kind of a thing in words."""
    return str(THINGS.get(kind, kind))


def origin_words(origin: str) -> str:
    """Return from where something was done, its first word in the reader's language."""
    surface, _space, rest = origin.partition(" ")
    return f"{ORIGINS.get(surface, surface)} {rest}".strip()


def change_words(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return name and change of each fact; of a personal value only that there was one."""
    names = [one for one in dict.fromkeys((*before, *after)) if one not in HIDDEN]
    return [
        (str(FACTS.get(name, name)), _change(before.get(name), after.get(name))) for name in names
    ]


def _change(before: Any, after: Any) -> str:
    if before is None:
        return _fact(after)
    if after is None:
        return f"{_fact(before)} → –"
    return f"{_fact(before)} → {_fact(after)}"


def _fact(value: Any) -> str:
    if isinstance(value, dict):
        return gettext("(được che)") if "digest" in value else gettext("%d mục") % len(value)
    if isinstance(value, list):
        return gettext("%d mục") % len(value)
    if value in CaseState.values:
        return str(CaseState(value).label)
    text = str(value)
    if MOMENT.match(text) and (moment := parse_datetime(text)):
        return f"{timezone.localtime(moment):%H:%M %d/%m/%Y}"
    if text in PARTS:
        return str(PARTS[text])
    return text if len(text) <= LONGEST_FACT else f"{text[:LONGEST_FACT]}…"
