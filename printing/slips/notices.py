"""Forms 02, 03 and 05 as slips: what is to be supplemented, what is refused, what is stopped.

The words are those of the forms on A4 (`printing.letters.notices`); form 05's text of 2025 was not
found, so that its wording is our own.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from printing.slips.head import contact, office_head, title
from printing.slips.parts import (
    Block,
    Blocks,
    Code,
    Gap,
    Part,
    Rule,
    Size,
    centred,
    labelled,
    plain,
)
from printing.words import form_date, local_day, moment

BLANK = "………"  # to be written in by hand


class NoticeKind(StrEnum):
    """Which of the three; the values are the names of the documents."""

    SUPPLEMENT = "supplement"
    REFUSAL = "refusal"
    STOP = "stop"


@dataclass(frozen=True)
class NoticeSlip:
    """Whose dossier, why, when and by whom; `sender` is the office, of a stop the agency."""

    kind: NoticeKind
    parent_office: str
    sender: str
    code: str
    applicant: str
    procedure: str
    reason: str
    at: datetime
    officer: str
    officer_title: str
    place: str
    telephone: str
    is_copy: bool = False


def notice_blocks(slip: NoticeSlip) -> Blocks:
    """Return the notice from top to bottom."""
    return (
        office_head(slip.parent_office, slip.sender),
        title(*_title(slip.kind)),
        Block("code", (Code(slip.code),) if slip.kind is NoticeKind.SUPPLEMENT else ()),
        Block("dossier", _dossier(slip)),
        Block("reason", (plain(_sentence(slip)), Rule(), plain(slip.reason, bold=True), Rule())),
        Block("advice", (plain(_advice(slip)),)),
        Block("signature", _signature(slip)),
        contact(slip.telephone),
    )


def _title(kind: NoticeKind) -> tuple[str, str]:
    match kind:
        case NoticeKind.SUPPLEMENT:
            number = _("Số: %(number)s/HDHS") % {"number": BLANK}
            return _("PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ"), number
        case NoticeKind.REFUSAL:
            return _("PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ"), ""
        case NoticeKind.STOP:
            return _("THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ"), _("(mẫu tạm dùng)")


def _dossier(slip: NoticeSlip) -> list[Part]:
    return [
        labelled(_("Mã hồ sơ"), slip.code),
        labelled(_("Hồ sơ của ông/bà"), slip.applicant),
        labelled(_("Thủ tục"), slip.procedure),
        labelled(_("Thời điểm"), moment(slip.at), bold=False),
        Gap(8),
    ]


def _sentence(slip: NoticeSlip) -> str:
    match slip.kind:
        case NoticeKind.SUPPLEMENT:
            return _("Yêu cầu ông/bà hoàn thiện hồ sơ gồm những nội dung như sau:")
        case NoticeKind.REFUSAL:
            sentence = _(
                "Qua xem xét, %(office)s thông báo không tiếp nhận, giải quyết hồ sơ này với lý "
                "do cụ thể như sau:"
            )
        case NoticeKind.STOP:
            sentence = _("%(office)s thông báo dừng giải quyết hồ sơ này với lý do như sau:")
    return sentence % {"office": slip.sender}


def _advice(slip: NoticeSlip) -> str:
    match slip.kind:
        case NoticeKind.SUPPLEMENT:
            sentence = _(
                "Trong quá trình hoàn thiện hồ sơ nếu có vướng mắc, ông/bà liên hệ %(office)s để "
                "được hướng dẫn."
            )
        case NoticeKind.REFUSAL:
            sentence = _(
                "Xin thông báo cho ông/bà được biết và thực hiện. Nếu cần hướng dẫn thêm, ông/bà "
                "liên hệ %(office)s."
            )
        case NoticeKind.STOP:
            sentence = _(
                "Hồ sơ đã nộp được trả lại theo yêu cầu của ông/bà. Ông/bà có thể nộp hồ sơ mới "
                "khi đã đủ điều kiện; cần hướng dẫn, xin liên hệ %(office)s."
            )
    return sentence % {"office": slip.sender}


def _signature(slip: NoticeSlip) -> list[Part]:
    day = form_date(local_day(slip.at))
    return [
        Gap(12),
        centred(f"{slip.place}, {day}" if slip.place else day, size=Size.SMALL),
        centred(_signer(slip), bold=True),
        *((centred(slip.officer, bold=True),) if slip.officer else ()),
        Gap(12),
    ]


def _signer(slip: NoticeSlip) -> str:
    match slip.kind:
        case NoticeKind.SUPPLEMENT:
            return _("Người hướng dẫn")
        case NoticeKind.REFUSAL:
            return _("Người tiếp nhận hồ sơ")
        case NoticeKind.STOP:
            return slip.officer_title
