"""The rights in words, as pages name them."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from onestop.directory.rights import Right

RIGHTS: Mapping[Right, Promise] = {
    Right.QUEUE_VIEW: _("xem hàng chờ của bộ phận"),
    Right.TICKET_VIEW: _("xem từng số thứ tự"),
    Right.TICKET_ISSUE: _("cấp số thứ tự"),
    Right.TICKET_CANCEL: _("hủy số thứ tự"),
    Right.APPOINTMENT_MANAGE: _("đặt, xem và hủy lịch hẹn"),
    Right.COUNTER_OPERATE: _("mở quầy, gọi số và phục vụ ở quầy"),
    Right.CASE_VIEW: _("xem hồ sơ"),
    Right.CASE_RECEIVE: _("tiếp nhận hồ sơ"),
    Right.CASE_PROCESS: _("xử lý hồ sơ của cơ quan mình"),
    Right.CASE_APPROVE: _("phê duyệt hồ sơ của cơ quan mình"),
    Right.CASE_RETURN: _("trả kết quả"),
    Right.APOLOGY_DRAFT: _("soạn thư xin lỗi"),
    Right.APOLOGY_APPROVE: _("duyệt và ký thư xin lỗi"),
    Right.APOLOGY_SEND: _("gửi thư xin lỗi"),
    Right.BOARD_VIEW: _("xem bảng theo dõi"),
    Right.PRINTER_MANAGE: _("thêm, sửa, thử, bật và tắt máy in"),
    Right.PRINT_VIEW: _("xem máy in và phiếu đã in"),
    Right.PRINT_FETCH: _("lấy phiếu về in (trạm in)"),
    Right.OFFICE_MANAGE: _("sửa thiết lập của bộ phận"),
    Right.CATALOGUE_MANAGE: _("sửa thủ tục và soạn quy trình nội bộ"),
    Right.WORKFLOW_PUBLISH: _("ban hành quy trình nội bộ do người khác soạn"),
    Right.ACCOUNT_MANAGE: _("quản lý tài khoản và vai trò"),
    Right.ADMINISTRATOR_MANAGE: _("quản lý tài khoản quản trị, ở mọi bộ phận"),
    Right.DEVICE_MANAGE: _("quản lý thiết bị"),
    Right.RATING_GIVE: _("gửi đánh giá của công dân"),
    Right.RATING_VIEW: _("xem đánh giá của công dân"),
    Right.DEVICE_REPORT: _("báo tình trạng của thiết bị"),
    Right.AUDIT_VIEW: _("xem nhật ký"),
    Right.PRIVACY_MANAGE: _("quản lý dữ liệu cá nhân"),
    Right.STAND_IN_GRANT: _("giao làm thay"),
}
