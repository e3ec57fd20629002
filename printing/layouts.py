"""An office's layouts of slips, read for printing and for the page on which they are edited."""

import json
from collections.abc import Collection

from django.utils.translation import gettext as _

from onestop.directory.models import Office
from onestop.directory.refusals import BadInput
from onestop.directory.rows import rows_read
from printing.code_pages import TCVN3, code_page
from printing.models import SlipLogo
from printing.slips import PLAIN, Layout, Picture
from printing.slips.codepage import plain_signs
from printing.slips.layout import LONGEST_WORDS, MOST_LINES, OPTIONAL
from printing.text import printable

OPENING, CLOSING = "opening", "closing"
# An office without a layout of its own has its logo on the slip and all blocks.
LAYOUT_SQL = (
    "SELECT COALESCE(layout.opening, ''), COALESCE(layout.closing, ''),"
    " COALESCE(layout.hidden, '[]'), COALESCE(layout.with_logo, TRUE),"
    " logo.width, logo.height, logo.rows"
    " FROM directory_office AS office"
    " LEFT JOIN printing_sliplayout AS layout"
    " ON layout.office_id = office.id AND layout.document = %s"
    " LEFT JOIN printing_sliplogo AS logo ON logo.office_id = office.id"
    " WHERE office.id = %s"
)


def layout_of(office_id: int, document: str) -> Layout:
    """Return how the office lays the document out; one statement: it is read for each slip."""
    for opening, closing, hidden, with_logo, *logo in rows_read(LAYOUT_SQL, document, office_id):
        return Layout(
            logo=Picture(logo[0], logo[1], bytes(logo[2])) if logo[0] and with_logo else None,
            opening=opening,
            closing=closing,
            hidden=frozenset(json.loads(hidden)),
        )
    return PLAIN


def logo_of(office_id: int) -> Picture | None:
    """Return the office's logo, if it has one."""
    logo = SlipLogo.objects.filter(office=office_id).first()
    return Picture(logo.width, logo.height, bytes(logo.rows)) if logo else None


def layout_checked(
    *,
    office: Office,
    document: str,
    opening: str,
    closing: str,
    hidden: Collection[str],
    with_logo: bool,
) -> Layout:
    """Return a layout as it would be printed, stored or not.

    Raises `BadInput` by field: opening, closing, hidden.
    """
    if not set(hidden) <= OPTIONAL[document].keys():
        raise BadInput.field("hidden", _("Phần này của phiếu phải luôn được in."))
    return Layout(
        logo=logo_of(office.pk) if with_logo else None,
        opening=words_checked(OPENING, opening),
        closing=words_checked(CLOSING, closing),
        hidden=frozenset(hidden),
    )


def words_checked(field: str, words: str) -> str:
    """Return an office's words line by line, as paper can show them.

    Every printer must be able to print them, also one that prints in its own letters: what the
    Vietnamese code pages lack is refused here and not when a citizen waits. Raises `BadInput`.
    """
    lines = [line for one in words.splitlines() if (line := printable(one))]
    text = "\n".join(lines)
    if len(text) > LONGEST_WORDS or len(lines) > MOST_LINES:
        raise BadInput.field(field, _("Viết tối đa 300 ký tự, trong tối đa 4 dòng."))
    page = code_page(TCVN3)
    for letter in plain_signs(text):
        if page.write(letter, page.first_page) is None:
            sentence = _("Máy in không in được «%(letter)s». Hãy bỏ ký tự này.")
            raise BadInput.field(field, sentence % {"letter": letter})
    return text
