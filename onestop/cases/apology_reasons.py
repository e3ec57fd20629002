"""Why a case is late: what a clerk may choose from. Pure.

No official list exists. An office may have its own; whatever it lists, the last choice asks for
words of one's own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from onestop.cases.texts import text_clean
from onestop.directory.refusals import BadInput

MOST = 30
LONGEST = 150

APOLOGY_REASONS = (
    _("Chờ ý kiến của cơ quan phối hợp"),
    _("Cần xác minh, kiểm tra thực địa"),
    _("Khối lượng hồ sơ tăng"),
    _("Thiếu nhân sự, công chức nghỉ"),
    _("Lỗi hệ thống, mất điện, mất mạng"),
    _("Thiên tai, dịch bệnh"),
    _("Vướng mắc về quy định"),
    _("Sai sót của công chức"),
)
OTHER_REASON = _("Lý do khác")
OTHER = "other"


@dataclass(frozen=True)
class Reason:
    """A choice: `key` in forms, which stays the same while its text does, and what it says."""

    key: str
    text: str | Promise


DEFAULTS = tuple(Reason(f"d{place}", text) for place, text in enumerate(APOLOGY_REASONS))


def reasons_clean(lines: Iterable[str]) -> list[str]:
    """Return an office's list without blank lines and without the last choice, always there.

    Raises `BadInput` for too many, for one that is too long or cannot be printed, and for one
    that is there twice.
    """
    texts = [text_clean("reasons", one, longest=LONGEST) for one in lines]
    others = {str(OTHER_REASON).casefold(), ""}
    kept = [one for one in texts if one.casefold() not in others]
    if len(kept) > MOST:
        sentence = _("Tối đa %(most)d lý do. Hãy bớt đi.")
        raise BadInput.field("reasons", sentence % {"most": MOST})
    if twice := _twice(kept):
        raise BadInput.field("reasons", _("Có hai lần: %(text)s.") % {"text": twice})
    return kept


def version_of(texts: Sequence[str]) -> str:
    """Return what tells one list from another."""
    return sha256("\n".join(texts).encode()).hexdigest()[:16]


def _twice(texts: Sequence[str]) -> str:
    folded = [one.casefold() for one in texts]
    return next((one for one in texts if folded.count(one.casefold()) > 1), "")
