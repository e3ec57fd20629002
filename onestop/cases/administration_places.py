"""The settings of cases in the administrators' hub."""

from django.utils.translation import gettext_lazy as _

from onestop.directory.hub import HubEntry
from onestop.directory.rights import Right

PAGES = (
    HubEntry(
        "apology-reasons-start",
        _("Lý do trong thư xin lỗi"),
        _("Danh sách lý do chậm trễ mà chuyên viên chọn khi soạn thư"),
        frozenset({Right.OFFICE_MANAGE}),
    ),
)
