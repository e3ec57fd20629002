"""What slips of cases have in common: whose they are, and whom to ask."""

from django.utils.translation import gettext as _

from printing.slips.layout import HEAD
from printing.slips.parts import Block, Gap, Part, Rule, Size, centred, given


def office_head(parent: str, office: str) -> Block:
    """Return the name of the office under that of the one above it."""
    above = (centred(parent, size=Size.SMALL),) if parent else ()
    return Block(HEAD, (*above, centred(office, bold=True)))


def title(words: str, number: str = "") -> Block:
    """Return the title between a line and a gap, with the number of the paper where it has one."""
    numbered: tuple[Part, ...] = (centred(number, size=Size.SMALL),) if number else ()
    parts = (Rule(), centred(words, size=Size.TITLE, bold=True), *numbered, Gap(10))
    return Block("title", parts)


def contact(telephone: str, address: str = "") -> Block:
    """Return where the office is and how to call it."""
    return Block("contact", (*given(_("Địa chỉ"), address), *given(_("Điện thoại"), telephone)))
