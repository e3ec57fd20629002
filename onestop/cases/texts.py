"""Texts that people type: bounded, in one Unicode form, without characters that cannot be seen."""

import unicodedata
from collections.abc import Callable

from django.utils.translation import gettext as _

from onestop.directory.refusals import BadInput

LONGEST_REASON = 500
LONGEST_CODE = 100
# A reason may be typed over several lines; they become one.
LINE_SPACE = str.maketrans("\t\r\n", "   ")


def text_clean(field: str, text: str, *, longest: int, required: bool = False) -> str:
    """Return the text in NFC with single spaces.

    Raises `BadInput` for the field when the text is missing, longer than `longest` characters, or
    holds control or formatting characters (ESC would command a printer, a direction mark would
    show a name as another).
    """
    if any(unicodedata.category(one)[0] == "C" or one in "\u2028\u2029" for one in text):
        raise BadInput.field(field, _("Có ký tự không in được. Hãy nhập lại."))
    clean = " ".join(unicodedata.normalize("NFC", text).split())
    if required and not clean:
        raise BadInput.field(field, _("Không được để trống."))
    if len(clean) > longest:
        sentence = _("Dài quá %(longest)d ký tự. Hãy viết ngắn hơn.")
        raise BadInput.field(field, sentence % {"longest": longest})
    return clean


def reason_clean(text: str, *, field: str = "reason", required: bool = False) -> str:
    """Return a reason as one line of at most 500 characters; line breaks count as spaces."""
    one_line = text.translate(LINE_SPACE)
    return text_clean(field, one_line, longest=LONGEST_REASON, required=required)


def all_clean(checks: dict[str, Callable[[], str]]) -> dict[str, str]:
    """Return every field's clean text, or raise one `BadInput` that names each wrong field."""
    clean: dict[str, str] = {}
    errors = {}
    for field, check in checks.items():
        try:
            clean[field] = check()
        except BadInput as refusal:
            errors.update(refusal.errors)
    if errors:
        raise BadInput(_("Có thông tin chưa đúng. Hãy sửa các ô được nêu."), errors=errors)
    return clean


def is_plain(text: str) -> bool:
    """Tell whether the text could be a code at all: short, and safe to ask a database for."""
    return len(text) <= LONGEST_CODE and text.isprintable()
