"""What administrators find of this room on their first page."""

from django.utils.translation import gettext_lazy as _

from onestop.directory.hub import HubEntry
from onestop.directory.rights import Right

PAGES = (
    HubEntry(
        "slip-layout-start",
        _("Mẫu phiếu in"),
        _("Biểu trưng, lời ở đầu và cuối phiếu, phần nào được in"),
        frozenset({Right.OFFICE_MANAGE}),
    ),
)
