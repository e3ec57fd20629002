"""Text that people type, before it reaches the database: bounded, of one line, printable."""

import unicodedata

from django.utils.translation import gettext as _

from onestop.directory.refusals import BadInput

LONGEST_REASON = 200
LONGEST_CASE_CODE = 60
# Control characters, halves of characters, and separators that would break a line or turn it.
FORBIDDEN_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def line_of_text(field: str, text: str, *, longest: int = LONGEST_REASON) -> str:
    """Return the text without outer spaces, in composed letters (NFC).

    Raises `BadInput` for this field when it is empty, longer than `longest` characters, or holds
    control characters or line breaks.
    """
    if len(text) > 2 * longest:  # before the costs of looking closer; NFC may shorten by half
        raise _too_long(field, longest)
    line = unicodedata.normalize("NFC", text).strip()
    if not line:
        raise BadInput.field(field, _("Không được để trống."))
    if len(line) > longest:
        raise _too_long(field, longest)
    if any(unicodedata.category(one) in FORBIDDEN_CATEGORIES or one in TURNING for one in line):
        raise BadInput.field(field, _("Chỉ được là một dòng chữ, không có ký tự điều khiển."))
    return line


def _too_long(field: str, longest: int) -> BadInput:
    return BadInput.field(field, _("Dài quá %(longest)d ký tự.") % {"longest": longest})
