"""The settings of cases, the deadline calendar, and leave to enter later, in the hub."""

from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from onestop.catalogue.selectors import estimated_year_ahead
from onestop.directory.hub import HubEntry
from onestop.directory.models import User
from onestop.directory.rights import Right


def calendar_warning(_user: User) -> str:
    """Return, from 1 November on, that next year's days off are not official yet."""
    year = estimated_year_ahead(timezone.localdate())
    return _now("Lịch nghỉ %(year)d còn là dự kiến") % {"year": year} if year else ""


PAGES = (
    HubEntry(
        "calendar-start",
        _("Lịch làm việc tính hạn"),
        _("Ngày nghỉ, ngày làm bù, ngày riêng, giờ làm việc để tính hạn hồ sơ"),
        frozenset({Right.OFFICE_MANAGE}),
        calendar_warning,
    ),
    HubEntry(
        "due-moves-start",
        _("Hạn đổi vì lịch"),
        _("Hồ sơ đổi hạn sau khi sửa lịch, đã báo cho ai"),
        frozenset({Right.BOARD_VIEW}),
    ),
    HubEntry(
        "late-entries",
        _("Nhập bù hồ sơ giấy"),
        _("Cho phép nhập sau những hồ sơ nhận trên giấy khi có sự cố"),
        frozenset({Right.OFFICE_MANAGE}),
    ),
    HubEntry(
        "apology-reasons-start",
        _("Lý do trong thư xin lỗi"),
        _("Danh sách lý do chậm trễ mà chuyên viên chọn khi soạn thư"),
        frozenset({Right.OFFICE_MANAGE}),
    ),
)
