"""The lobby's settings in the administrators' hub."""

from django.utils.translation import gettext_lazy as _

from onestop.directory.hub import HubEntry
from onestop.directory.rights import Right

PAGES = (
    HubEntry(
        "lobby-settings-start",
        _("Màn hình chờ"),
        _("Ngôn ngữ, đọc số, thông báo, niêm yết, góc hình ảnh"),
        frozenset({Right.OFFICE_MANAGE}),
    ),
)
