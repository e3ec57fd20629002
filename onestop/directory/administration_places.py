"""The pages of accounts, devices and tokens in the administrators' hub."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from onestop.directory.administration import account_counts, device_counts, token_counts
from onestop.directory.hub import HubEntry
from onestop.directory.rights import Right

PAGES = (
    HubEntry(
        "account-list",
        pgettext_lazy("page", "Tài khoản"),
        _("Tạo tài khoản, giao vai trò, khóa khi nghỉ việc"),
        frozenset({Right.ACCOUNT_MANAGE}),
        account_counts,
    ),
    HubEntry(
        "device-list",
        pgettext_lazy("page", "Thiết bị"),
        _("Máy lấy số, màn hình, máy đánh giá, trạm in"),
        frozenset({Right.DEVICE_MANAGE}),
        device_counts,
    ),
    HubEntry(
        "printers",
        pgettext_lazy("page", "Máy in"),
        _("Máy in và những gì đã in"),
        frozenset({Right.PRINT_VIEW}),
    ),
    HubEntry(
        "sign-ins",
        _("Đăng nhập của các tài khoản"),
        _("Ai bị khóa đăng nhập, phiên và xác thực hai bước"),
        frozenset({Right.ACCOUNT_MANAGE}),
    ),
    HubEntry(
        "privacy",
        _("Dữ liệu cá nhân"),
        _("Thời hạn lưu giữ và trích xuất dữ liệu của một người"),
        frozenset({Right.PRIVACY_MANAGE}),
    ),
    HubEntry(
        "token-list",
        pgettext_lazy("page", "Mã truy cập"),
        _("Cho chương trình khác làm việc thay bạn"),
        frozenset({Right.ACCOUNT_MANAGE, Right.OFFICE_MANAGE}),
        token_counts,
    ),
)
