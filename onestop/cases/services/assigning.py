"""Giving many running steps to one colleague at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from onestop.cases.services.transition import case_transition
from onestop.cases.texts import is_plain
from onestop.directory.models import User
from onestop.directory.refusals import BadInput, Refusal

MOST_AT_ONCE = 100


@dataclass(frozen=True)
class Assigned:
    """What came of it: the codes that were given, and for each other one why not."""

    given: list[str]
    refused: dict[str, str]


def steps_assign(*, seen: Mapping[str, str], holder: str, actor: User, now: datetime) -> Assigned:
    """Give the running step of each case to the holder, each in a transaction of its own.

    `seen`: by code, who held it as the caller saw it ("" for nobody); what somebody else has given
    away meanwhile is refused with the name of who holds it now. Raises `BadInput` for none at all.
    """
    if not 1 <= len(seen) <= MOST_AT_ONCE:
        sentence = _("Hãy chọn từ 1 đến %(most)d hồ sơ.") % {"most": MOST_AT_ONCE}
        raise BadInput.field("cases", sentence)
    if not all(is_plain(code) for code in seen):
        raise BadInput.field("cases", _("Không tìm thấy hồ sơ này."))
    given, refused = [], {}
    for code, was in sorted(seen.items()):
        try:
            case_transition(
                code=code, name="reassign", actor=actor, now=now, holder=holder, seen=was
            )
        except Refusal as refusal:
            refused[code] = str(refusal.detail)
        else:
            given.append(code)
    return Assigned(given, refused)
