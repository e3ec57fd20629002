"""Form 01 as a slip: giấy tiếp nhận hồ sơ và hẹn trả kết quả (Circular 03/2025/TT-VPCP)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from printing.slips.head import contact, office_head, title
from printing.slips.parts import (
    Block,
    Blocks,
    Code,
    Gap,
    Number,
    Part,
    Rule,
    Run,
    Size,
    Text,
    centred,
    given,
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


def receipt_blocks(slip: ReceiptSlip) -> Blocks:
    """Return the receipt from top to bottom; the order is the form's."""
    return (
        office_head(slip.parent_office, slip.office),
        title(_("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ")),
        Block("number", (centred(_("Mã hồ sơ"), size=Size.SMALL), Number(slip.code))),
        Block("code", (Code(slip.code),)),
        Block("dossier", _dossier(slip)),
        Block("due", _due(slip)),
        Block("collection", _collection(slip)),
        contact(slip.telephone, slip.address),
        Block("guidance", (Gap(10), centred(_guidance(), size=Size.SMALL))),
    )


def _dossier(slip: ReceiptSlip) -> list[Part]:
    return [
        labelled(_("Người nộp"), slip.applicant),
        *given(_("Số điện thoại"), slip.phone),
        labelled(_("Thủ tục"), slip.procedure),
        *_papers(slip.papers),
        labelled(_("Số bộ hồ sơ"), str(slip.copies)),
        labelled(_("Nhận lúc"), moment(slip.received_at)),
        *given(_("Thời gian giải quyết"), slip.processing_time),
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


def _due(slip: ReceiptSlip) -> list[Part]:
    return [
        Rule(),
        centred(_("Hẹn trả kết quả")),
        centred(moment(slip.due_at), size=Size.LARGE, bold=True),
        Rule(),
    ]


def _collection(slip: ReceiptSlip) -> list[Part]:
    return [
        labelled(_("Nhận kết quả"), slip.collected),
        *given(_("Phí, lệ phí"), slip.fee),
        *given(_("Người tiếp nhận"), slip.officer),
    ]


def _guidance() -> str:
    return _(
        "Khi nhận kết quả, xin mang theo giấy này và căn cước. "
        "Người nhận thay mang thêm giấy ủy quyền."
    )
