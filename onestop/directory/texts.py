"""Names that people type: one line, bounded, of characters that can be seen."""

import unicodedata

from django.utils.translation import gettext as _

from onestop.directory.refusals import BadInput

_STROKED = str.maketrans("đĐ", "dd")  # letters of their own: Unicode does not take them apart


def name_clean(field: str, text: str, *, longest: int, required: bool = True) -> str:
    """Return the text in NFC with single spaces; raises `BadInput` for the field."""
    if any(unicodedata.category(one)[0] == "C" or one in "\u2028\u2029" for one in text):
        raise BadInput.field(field, _("Có ký tự không in được. Hãy nhập lại."))
    clean = " ".join(unicodedata.normalize("NFC", text).split())
    if required and not clean:
        raise BadInput.field(field, _("Không được để trống."))
    if len(clean) > longest:
        sentence = _("Dài quá %(longest)d ký tự. Hãy viết ngắn hơn.")
        raise BadInput.field(field, sentence % {"longest": longest})
    return clean


def bare(text: str) -> str:
    """Return the text in lower case without diacritics, as people type names in a hurry."""
    letters = unicodedata.normalize("NFD", text).translate(_STROKED)
    return "".join(one for one in letters if not unicodedata.combining(one)).casefold()
