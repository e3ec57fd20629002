"""The day of a counter on one slip: whom it served, and which dossiers it took in."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from printing.slips.head import title
from printing.slips.layout import HEAD
from printing.slips.parts import (
    Block,
    Blocks,
    Figure,
    Gap,
    Part,
    Rule,
    Run,
    Size,
    Text,
    centred,
    labelled,
)
from printing.words import clock_time, moment


@dataclass(frozen=True)
class Dossier:
    """A dossier that the counter took in; no name of a person stands on a summary."""

    code: str
    procedure: str


@dataclass(frozen=True)
class SummarySlip:
    """A counter's day until `until`; `figures` and `services` are (what, how many)."""

    office: str
    counter: str
    officers: tuple[str, ...]
    day: date
    first_at: datetime | None
    last_at: datetime | None
    figures: tuple[tuple[str, str], ...]
    services: tuple[tuple[str, int], ...]
    dossiers: tuple[Dossier, ...]
    dossier_count: int
    until: datetime
    is_copy: bool = False


def summary_blocks(slip: SummarySlip) -> Blocks:
    """Return the summary from top to bottom."""
    return (
        Block(HEAD, (centred(slip.office, bold=True),)),
        title(_("TỔNG KẾT NGÀY")),
        Block("counter", _counter(slip)),
        Block("figures", [Figure(what, value) for what, value in slip.figures]),
        Block("services", _services(slip)),
        Block("dossiers", _dossiers(slip)),
        Block("signature", _signature(slip)),
    )


def _counter(slip: SummarySlip) -> list[Part]:
    return [
        centred(slip.counter, size=Size.LARGE, bold=True),
        centred(f"{slip.day:%d/%m/%Y}"),
        Gap(8),
        *((labelled(_("Cán bộ"), ", ".join(slip.officers)),) if slip.officers else ()),
        *_hours(slip.first_at, slip.last_at),
        Gap(8),
    ]


def _hours(first: datetime | None, last: datetime | None) -> list[Part]:
    if first is None or last is None:
        return [centred(_("Chưa gọi số nào trong ngày."))]
    words = _("từ %(first)s đến %(last)s") % {"first": clock_time(first), "last": clock_time(last)}
    return [labelled(_("Làm việc"), words, bold=False)]


def _services(slip: SummarySlip) -> list[Part]:
    if not slip.services:
        return []
    lines = [Figure(name, str(count)) for name, count in slip.services]
    return [Rule(), labelled(_("Đã xong theo lĩnh vực"), ""), *lines]


def _dossiers(slip: SummarySlip) -> list[Part]:
    parts: list[Part] = [
        Rule(),
        Figure(_("Hồ sơ đã tiếp nhận"), str(slip.dossier_count), bold=True),
        *map(_dossier, slip.dossiers),
    ]
    more = slip.dossier_count - len(slip.dossiers)
    if more > 0:
        parts.append(centred(_("và %(count)d hồ sơ nữa") % {"count": more}, size=Size.SMALL))
    return parts


def _dossier(dossier: Dossier) -> Text:
    return Text((Run(dossier.code, bold=True), Run(dossier.procedure)), Size.SMALL, marker="•")


def _signature(slip: SummarySlip) -> list[Part]:
    printed = _("Số liệu đến %(moment)s") % {"moment": moment(slip.until)}
    return [
        Rule(),
        centred(printed, size=Size.SMALL),
        Gap(16),
        centred(_("Ký nhận")),
        Gap(70),
    ]
