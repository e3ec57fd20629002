"""The test slip: shows at a glance whether width, letters and cutter are right."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from printing.slips.layout import HEAD
from printing.slips.parts import (
    Block,
    Blocks,
    Gap,
    Number,
    Parts,
    Rule,
    Size,
    centred,
    labelled,
    plain,
)
from printing.words import moment

# Each kind of mark on small and capital letters, and what is often confused.
LETTERS = "ă â đ ê ô ơ ư – ắ ằ ẳ ẵ ặ – Ấ Ầ Ẩ Ẫ Ậ – ộ ợ ự ỵ – Đ 0 O 1 l"


@dataclass(frozen=True)
class TrialSlip:
    """What stands on a test slip."""

    office: str
    printer: str
    width: str
    text: str
    roles: str
    at: datetime
    is_copy: bool = False


def trial_blocks(slip: TrialSlip) -> Blocks:
    """Return the test slip from top to bottom."""
    return (
        Block(HEAD, (centred(slip.office, bold=True),)),
        Block("number", (Rule(), Number(_("IN THỬ")), Gap(8))),
        Block("printer", _printer(slip)),
        Block("letters", _letters()),
        Block("moment", (Rule(), centred(moment(slip.at)))),
    )


def _printer(slip: TrialSlip) -> Parts:
    return (
        labelled(_("Máy in"), slip.printer),
        labelled(_("Khổ giấy"), slip.width),
        labelled(_("Cách in chữ"), slip.text),
        labelled(_("In"), slip.roles),
    )


def _letters() -> Parts:
    return (
        Rule(),
        plain(LETTERS, size=Size.LARGE),
        plain(_("Hai vạch ngang phải chạm gần hai mép giấy, không bị cắt."), size=Size.SMALL),
    )
