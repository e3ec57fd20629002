"""The apology letter as a slip: form 04's text for the citizen (Decree 118/2025 Art. 19(6)).

It holds what Decision 5157/QĐ-UBND (Ho Chi Minh City, 2016) asks of every such letter: name, kind
of dossier, number of the receipt, where it stands, reason, next date, words of apology.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from printing.slips.head import contact, office_head, title
from printing.slips.parts import Block, Blocks, Gap, Part, Rule, Size, centred, labelled, plain
from printing.words import form_date, local_day, moment

BLANK = "………"  # to be written in by hand


@dataclass(frozen=True)
class ApologySlip:
    """What stands on an apology; a further one of the same case has no `new_due_at`."""

    parent_office: str
    agency: str
    applicant: str
    code: str
    procedure: str
    progress: str
    old_due_at: datetime
    new_due_at: datetime | None
    reason: str
    signer_title: str
    signer: str
    place: str
    approved_at: datetime
    telephone: str
    number: str = ""  # of the year; before the letter is signed it is left to be written in
    is_copy: bool = False


def apology_blocks(slip: ApologySlip) -> Blocks:
    """Return the letter from top to bottom."""
    number = _("Số: %(number)s/PXL") % {"number": slip.number or BLANK}
    return (
        office_head(slip.parent_office, slip.agency),
        title(_title(slip), number),
        Block("dossier", _dossier(slip)),
        Block("regret", (Gap(8), plain(_regret(slip.agency)), *_new_date(slip.new_due_at))),
        Block("signature", _signature(slip)),
        contact(slip.telephone),
    )


def _dossier(slip: ApologySlip) -> list[Part]:
    return [
        labelled(_("Kính gửi ông/bà"), slip.applicant),
        labelled(_("Mã hồ sơ"), slip.code),
        labelled(_("Thủ tục"), slip.procedure),
        labelled(_("Hiện ở bước"), slip.progress),
        labelled(_("Ngày hẹn trên giấy tiếp nhận"), moment(slip.old_due_at)),
        labelled(_("Lý do chưa trả đúng hẹn"), slip.reason),
    ]


def _title(slip: ApologySlip) -> str:
    if slip.new_due_at is None:
        return _("PHIẾU XIN LỖI")
    return _("PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ")


def _regret(agency: str) -> str:
    sentence = _(
        "%(agency)s trân trọng gửi lời xin lỗi ông/bà về sự chậm trễ này "
        "và mong nhận được sự thông cảm của ông/bà."
    )
    return sentence % {"agency": agency}


def _new_date(new_due_at: datetime | None) -> list[Part]:
    if new_due_at is None:
        return [plain(_("Cơ quan sẽ báo ngay cho ông/bà khi có kết quả."))]
    return [
        Rule(),
        centred(_("Hẹn trả kết quả lại")),
        centred(moment(new_due_at), size=Size.LARGE, bold=True),
        Rule(),
    ]


def _signature(slip: ApologySlip) -> list[Part]:
    day = form_date(local_day(slip.approved_at))
    return [
        Gap(12),
        centred(f"{slip.place}, {day}" if slip.place else day, size=Size.SMALL),
        centred(slip.signer_title, bold=True),
        centred(slip.signer, bold=True),
        Gap(12),
    ]
