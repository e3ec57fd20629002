"""The ticket: the citizen's number, large, and what to do with it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from printing.slips.parts import (
    Code,
    Gap,
    Number,
    Part,
    Parts,
    Rule,
    Size,
    centred,
    copy_mark,
)
from printing.words import moment
from queueing.wording import expected_wait, people_ahead


@dataclass(frozen=True)
class TicketSlip:
    """What stands on a ticket; `ahead` and `wait` (seconds, low and high) as of its issue."""

    office: str
    number: str
    service: str
    priority: str
    ahead: int | None
    wait: tuple[int, int] | None
    issued_at: datetime
    url: str
    is_copy: bool = False


def ticket_parts(slip: TicketSlip) -> Parts:
    """Return the ticket from top to bottom."""
    return (
        *(copy_mark(_("BẢN SAO")) if slip.is_copy else ()),
        centred(slip.office, bold=True),
        Rule(),
        centred(_("Số thứ tự của ông/bà")),
        Number(slip.number),
        Gap(8),
        centred(slip.service, size=Size.LARGE, bold=True),
        *_priority(slip.priority),
        Rule(),
        *_waiting(slip),
        centred(moment(slip.issued_at)),
        Code(slip.url),
        centred(_("Quét mã bằng điện thoại để theo dõi lượt của mình."), size=Size.SMALL),
        Gap(8),
        centred(_("Mời ông/bà ngồi chờ. Khi số được gọi, xin đến quầy ghi trên màn hình.")),
    )


def _priority(name: str) -> Parts:
    return (centred(_("Ưu tiên: %(name)s") % {"name": name}, bold=True),) if name else ()


def _waiting(slip: TicketSlip) -> list[Part]:
    lines: list[Part] = []
    if slip.ahead is not None:
        lines.append(centred(people_ahead(slip.ahead), bold=True))
    if slip.wait is not None:
        lines.append(centred(_("Dự kiến chờ: %(range)s") % {"range": expected_wait(*slip.wait)}))
    return lines
