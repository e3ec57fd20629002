"""The test slip: shows at a glance whether width, letters and cutter are right."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from printing.slips.parts import Gap, Number, Parts, Rule, Size, centred, copy_mark, labelled, plain
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


def trial_parts(slip: TrialSlip) -> Parts:
    """Return the test slip from top to bottom."""
    return (
        *(copy_mark(_("BẢN SAO")) if slip.is_copy else ()),
        centred(slip.office, bold=True),
        Rule(),
        Number(_("IN THỬ")),
        Gap(8),
        labelled(_("Máy in"), slip.printer),
        labelled(_("Khổ giấy"), slip.width),
        labelled(_("Cách in chữ"), slip.text),
        labelled(_("In"), slip.roles),
        Rule(),
        plain(LETTERS, size=Size.LARGE),
        plain(_("Hai vạch ngang phải chạm gần hai mép giấy, không bị cắt."), size=Size.SMALL),
        Rule(),
        centred(moment(slip.at)),
    )
