"""The queue's settings in the administrators' hub."""

from django.utils.translation import gettext_lazy as _

from onestop.directory.hub import HubEntry
from onestop.directory.rights import Right

PAGES = (
    HubEntry(
        "queue-settings-start",
        _("Cài đặt hàng chờ"),
        _("Dịch vụ, quầy, đối tượng ưu tiên, quy tắc gọi số, giờ lấy số"),
        frozenset({Right.OFFICE_MANAGE}),
    ),
)
