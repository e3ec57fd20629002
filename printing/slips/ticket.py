"""The ticket: the citizen's number, large, and what to do with it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from printing.slips.layout import HEAD
from printing.slips.parts import Block, Blocks, Code, Gap, Number, Part, Rule, Size, centred
from printing.words import clock_time, moment
from queueing.wording import expected_wait, people_ahead


@dataclass(frozen=True)
class TicketSlip:
    """What stands on a ticket; `ahead` and `wait` (seconds, low and high) as of its issue.

    With `appointment_at` the turn follows the appointment: how many came before says nothing of
    it and is not printed.
    """

    office: str
    number: str
    service: str
    priority: str
    ahead: int | None
    wait: tuple[int, int] | None
    issued_at: datetime
    url: str
    appointment_at: datetime | None = None
    is_copy: bool = False


def ticket_blocks(slip: TicketSlip) -> Blocks:
    """Return the ticket from top to bottom."""
    return (
        Block(HEAD, (centred(slip.office, bold=True),)),
        Block("number", (Number(slip.number), centred(slip.service, size=Size.LARGE, bold=True))),
        Block("turn", tuple(_turn(slip))),
        Block("waiting", tuple(_waiting(slip))),
        Block("moment", (centred(moment(slip.issued_at), size=Size.SMALL),)),
        Block("code", (Code(slip.url), centred(_("Quét mã để theo dõi lượt"), size=Size.SMALL))),
        Block("guidance", (Gap(6), *_guidance())),
    )


def _turn(slip: TicketSlip) -> list[Part]:
    """Return what gives the ticket its place: a class, an appointment."""
    parts: list[Part] = []
    if slip.priority:
        parts.append(centred(_("Ưu tiên: %(name)s") % {"name": slip.priority}, bold=True))
    if slip.appointment_at is not None:
        parts += _appointment(slip.appointment_at, slip.issued_at)
    return [*parts, Rule()]


def _appointment(at: datetime, issued_at: datetime) -> list[Part]:
    same_day = timezone.localtime(at).date() == timezone.localtime(issued_at).date()
    when = clock_time(at) if same_day else moment(at)
    return [
        centred(_("Lịch hẹn: %(time)s") % {"time": when}, size=Size.LARGE, bold=True),
        centred(_("Ông/bà được gọi quanh giờ hẹn.")),
    ]


def _waiting(slip: TicketSlip) -> list[Part]:
    if slip.appointment_at is not None:
        return []
    lines: list[Part] = []
    if slip.ahead is not None:
        lines.append(centred(people_ahead(slip.ahead), bold=True))
    if slip.wait is not None:
        words = _("Dự kiến chờ: %(range)s") % {"range": expected_wait(*slip.wait)}
        lines.append(centred(words, size=Size.SMALL))
    return lines


def _guidance() -> list[Part]:
    return [
        centred(_("Khi số được gọi, xin đến quầy ghi trên màn hình."), size=Size.SMALL),
    ]
