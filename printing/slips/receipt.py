"""Form 01 as a slip: giấy tiếp nhận hồ sơ và hẹn trả kết quả (Circular 03/2025/TT-VPCP)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from printing.slips.parts import (
    Code,
    Gap,
    Number,
    Part,
    Parts,
    Rule,
    Run,
    Size,
    Text,
    centred,
    copy_mark,
    labelled,
    plain,
)
from printing.words import moment


@dataclass(frozen=True)
class Paper:
    """A paper that was handed in."""

    name: str
    original: bool
    quantity: int


@dataclass(frozen=True)
class ReceiptSlip:
    """What stands on a receipt; `processing_time` in words, `fee` as the catalogue says it."""

    parent_office: str
    office: str
    code: str
    applicant: str
    phone: str
    procedure: str
    papers: tuple[Paper, ...]
    copies: int
    processing_time: str
    received_at: datetime
    due_at: datetime
    collected: str
    fee: str
    officer: str
    address: str
    telephone: str
    is_copy: bool = False


def receipt_parts(slip: ReceiptSlip) -> Parts:
    """Return the receipt from top to bottom; the order is the form's."""
    return (
        *(copy_mark(_("BẢN SAO")) if slip.is_copy else ()),
        *((centred(slip.parent_office, size=Size.SMALL),) if slip.parent_office else ()),
        centred(slip.office, bold=True),
        Rule(),
        centred(_("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"), size=Size.TITLE, bold=True),
        Gap(8),
        centred(_("Mã hồ sơ"), size=Size.SMALL),
        Number(slip.code),
        Code(slip.code),
        *_dossier(slip),
        Rule(),
        centred(_("Hẹn trả kết quả")),
        centred(moment(slip.due_at), size=Size.LARGE, bold=True),
        Rule(),
        *_collection(slip),
    )


def _dossier(slip: ReceiptSlip) -> list[Part]:
    return [
        labelled(_("Người nộp"), slip.applicant),
        *_given(_("Số điện thoại"), slip.phone),
        labelled(_("Thủ tục"), slip.procedure),
        *_papers(slip.papers),
        labelled(_("Số bộ hồ sơ"), str(slip.copies)),
        labelled(_("Nhận lúc"), moment(slip.received_at)),
        *_given(_("Thời gian giải quyết"), slip.processing_time),
    ]


def _papers(papers: tuple[Paper, ...]) -> list[Part]:
    if not papers:
        return []
    lines = [_paper(place, paper) for place, paper in enumerate(papers, start=1)]
    return [plain(f"{_('Giấy tờ đã nộp')}:"), *lines]


def _paper(place: int, paper: Paper) -> Text:
    kind = _("bản chính") if paper.original else _("bản sao")
    count = ngettext("%(count)d tờ", "%(count)d tờ", paper.quantity) % {"count": paper.quantity}
    return Text((Run(paper.name), Run(f"({kind}, {count})")), marker=f"{place}.")


def _collection(slip: ReceiptSlip) -> list[Part]:
    note = _(
        "Khi nhận kết quả, xin mang theo giấy này và căn cước. "
        "Người nhận thay mang thêm giấy ủy quyền."
    )
    return [
        labelled(_("Nhận kết quả"), slip.collected),
        *_given(_("Phí, lệ phí"), slip.fee),
        *_given(_("Người tiếp nhận"), slip.officer),
        *_given(_("Địa chỉ"), slip.address),
        *_given(_("Điện thoại"), slip.telephone),
        Gap(8),
        centred(note, size=Size.SMALL),
    ]


def _given(label: str, value: str) -> list[Part]:
    return [labelled(label, value, bold=False)] if value else []
