"""What a person was searched for by, sealed: an address of a page never holds a name or number.

The form is posted; the page that shows what was found has the sealed text in its address. Only the
account that searched can open it, for a working day.
"""

import re
from datetime import UTC, datetime

from django.conf import settings
from django.utils.translation import gettext as _

from onestop.cases.persons import may_be_number
from onestop.directory.keys import KeyGone, opened, sealed
from onestop.directory.models import User
from onestop.directory.refusals import BadInput

# A part of a code: no name has digits, and a number of a person is told by its form.
CODE = re.compile(r"(?=.*[0-9])[0-9A-Za-z.-]+")


def sought_seal(text: str, actor: User, now: datetime) -> str:
    """Return the text for an address; "" for none."""
    return sealed(f"{int(now.timestamp())} {text}", _context(actor)) if text else ""


def sought_open(token: str, actor: User, now: datetime) -> str:
    """Return the text that the account has searched for; `BadInput` for `q` if it is too old."""
    try:
        at, _space, text = opened(token, _context(actor)).partition(" ")
    except KeyGone:
        raise _gone() from None
    if not at:
        return ""
    age = now - datetime.fromtimestamp(int(at), tz=UTC)
    if age.total_seconds() > settings.SESSION_COOKIE_AGE:
        raise _gone()
    return text


def is_public(text: str) -> bool:
    """Tell whether the text may stand in an address: a code or a part of one, no person's."""
    return not text or bool(CODE.fullmatch(text) and not may_be_number(text))


def _context(actor: User) -> str:
    return f"sought by {actor.pk}"


def _gone() -> BadInput:
    return BadInput.field("q", _("Lần tìm này đã cũ. Hãy nhập lại rồi bấm Tìm."))
