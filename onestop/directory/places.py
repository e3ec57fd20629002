"""Places of work: the pages that staff go to, by right, and where each role begins."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from onestop.directory.models import User
from onestop.directory.rights import MATRIX, Right, Role


@dataclass(frozen=True)
class Place:
    """A page of the frame: its URL name, its name, what is done there, and who may."""

    url_name: str
    name: str | Promise
    hint: str | Promise
    rights: frozenset[Right]


COUNTERS = Place(
    "counter-choose",
    _("Quầy"),
    _("Gọi số, tiếp nhận hồ sơ, trả kết quả"),
    frozenset({Right.COUNTER_OPERATE}),
)
CASES = Place(
    "case-list",
    pgettext_lazy("page", "Hồ sơ"),
    _("Việc cần làm, xếp theo hạn trả"),
    frozenset({Right.CASE_VIEW}),
)
APOLOGIES = Place(
    "apology-list",
    pgettext_lazy("page", "Thư xin lỗi"),
    _("Soạn, duyệt, ký và gửi thư xin lỗi"),
    frozenset({Right.APOLOGY_DRAFT, Right.APOLOGY_APPROVE, Right.APOLOGY_SEND}),
)
BOARD = Place(
    "board",
    _("Bảng theo dõi"),
    _("Hàng chờ và hồ sơ sắp đến hạn, quá hạn"),
    frozenset({Right.BOARD_VIEW}),
)
PRINTERS = Place(
    "printers",
    pgettext_lazy("page", "Máy in"),
    _("Máy in và những gì đã in"),
    frozenset({Right.PRINT_VIEW}),
)
PRIVACY = Place(
    "privacy",
    _("Dữ liệu cá nhân"),
    _("Thời hạn lưu giữ và trích xuất dữ liệu của một người"),
    frozenset({Right.PRIVACY_MANAGE}),
)

# In the order of the frame's links.
PLACES = (COUNTERS, CASES, APOLOGIES, BOARD, PRINTERS, PRIVACY)

FIRST: Mapping[Role, Place] = {
    Role.RECEPTIONIST: COUNTERS,
    Role.SPECIALIST: CASES,
    Role.LEADER: CASES,
    Role.SUPERVISOR: BOARD,
    Role.OFFICE_ADMIN: PRINTERS,
    Role.SYSTEM_ADMIN: PRINTERS,
}


def places_of(user: User) -> list[Place]:
    """Return every place that one of the account's roles may enter, in the frame's order."""
    rights = {right for role in user.roles() for right in MATRIX[role]}
    return [place for place in PLACES if place.rights & rights]


def first_places(user: User) -> list[Place]:
    """Return where the account's roles begin their work, each place once, in the frame's order."""
    first = {FIRST[role] for role in user.roles()}
    return [place for place in PLACES if place in first]
