"""Places of work: the pages that staff go to, and where each role begins.

Who may go there is said at the page itself, by its entry.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.urls import NoReverseMatch, resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from onestop.directory.models import User
from onestop.directory.rights import Right, Role, rights_of
from onestop.directory.routes import Entry, entry_of


@dataclass(frozen=True)
class Place:
    """A page of the frame: its URL name, its name, and what is done there.

    `shown_to`: only who holds one of these has a link to it, although more may enter. Who holds
    one of `in_hub` finds it in the administrators' hub instead.
    """

    url_name: str
    name: str | Promise
    hint: str | Promise
    shown_to: frozenset[Right] = frozenset()
    in_hub: frozenset[Right] = frozenset()

    def is_shown(self, user: User) -> bool:
        """Tell whether the account has a link to the page: it may enter, and works there."""
        entry = _entry(self.url_name)
        if entry is None or not entry.admits(user) or self.in_hub & rights_of(user):
            return False
        return not self.shown_to or bool(self.shown_to & rights_of(user))


@cache
def _entry(url_name: str) -> Entry | None:
    """Return the entry of the page; None where the page's room is not there."""
    try:
        return entry_of(resolve(reverse(url_name)).func)
    except NoReverseMatch:
        return None


COUNTERS = Place(
    "counter-choose",
    _("Quầy"),
    _("Gọi số, tiếp nhận hồ sơ, trả kết quả"),
)
APPOINTMENTS = Place(
    "appointments-start",
    _("Lịch hẹn"),
    _("Đặt hẹn, xem ai hẹn hôm nay"),
    shown_to=frozenset({Right.COUNTER_OPERATE}),
)
CASES = Place(
    "case-list",
    pgettext_lazy("page", "Hồ sơ"),
    _("Việc cần làm, xếp theo hạn trả"),
)
APOLOGIES = Place(
    "apology-list",
    pgettext_lazy("page", "Thư xin lỗi"),
    _("Soạn, duyệt, ký và gửi thư xin lỗi"),
)
BOARD = Place(
    "board",
    _("Bảng theo dõi"),
    _("Hàng chờ và hồ sơ sắp đến hạn, quá hạn"),
)
RATINGS = Place(
    "ratings",
    pgettext_lazy("page", "Đánh giá"),
    _("Công dân hài lòng đến đâu, theo quầy, cán bộ, dịch vụ"),
)
PRINTERS = Place(
    "printers",
    pgettext_lazy("page", "Máy in"),
    _("Máy in và những gì đã in"),
)

STAND_INS = Place(
    "stand-ins",
    pgettext_lazy("page", "Làm thay"),
    _("Ai làm thay ai, từ ngày nào đến ngày nào"),
)
RIGHTS = Place(
    "rights",
    pgettext_lazy("page", "Phân quyền"),
    _("Vai trò nào được làm gì, vào đâu"),
    shown_to=frozenset({Right.AUDIT_VIEW}),
)
AUDIT = Place(
    "audit",
    _("Nhật ký"),
    _("Ai đã làm gì, xem gì, lúc nào, từ đâu"),
)
PROCEDURES = Place(
    "procedure-list",
    pgettext_lazy("page", "Thủ tục"),
    _("Thủ tục theo ngày hiệu lực, quy trình chờ ban hành"),
    in_hub=frozenset({Right.CATALOGUE_MANAGE}),
)
ADMIN = Place(
    "admin",
    pgettext_lazy("page", "Quản trị"),
    _("Tài khoản, thiết bị và mọi thứ của bộ phận một cửa"),
)
PRIVACY = Place(
    "privacy",
    _("Dữ liệu cá nhân"),
    _("Thời hạn lưu giữ và trích xuất dữ liệu của một người"),
)

# In the order of the frame's links.
PLACES = (
    COUNTERS,
    APPOINTMENTS,
    CASES,
    APOLOGIES,
    BOARD,
    RATINGS,
    STAND_INS,
    PROCEDURES,
    PRINTERS,
    AUDIT,
    PRIVACY,
    RIGHTS,
    ADMIN,
)

FIRST: Mapping[Role, Place] = {
    Role.RECEPTIONIST: COUNTERS,
    Role.SPECIALIST: CASES,
    Role.LEADER: CASES,
    Role.SUPERVISOR: BOARD,
    Role.OFFICE_ADMIN: ADMIN,
    Role.SYSTEM_ADMIN: ADMIN,
}


def places_of(user: User) -> list[Place]:
    """Return every place that one of the account's roles may enter, in the frame's order."""
    return [place for place in PLACES if place.is_shown(user)]


def first_places(user: User) -> list[Place]:
    """Return where the account's roles begin their work, each place once, in the frame's order."""
    first = {FIRST[role] for role in user.roles() if role in FIRST}  # devices have no desk
    return [place for place in PLACES if place in first]
