"""Sentences that a page's script fills in; `queueing.wording` says the same on the server."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def ticket_words() -> dict[str, str]:
    """Return the sentences of a ticket's page in the active language, with their gaps open."""
    one, many = (
        ngettext("Có %(count)d người trước ông/bà.", "Có %(count)d người trước ông/bà.", count)
        for count in (1, 2)
    )
    return {
        "next": _("Ông/bà là người tiếp theo."),
        "ahead-one": one,
        "ahead-many": many,
        "wait-short": _("dưới 2 phút"),
        "wait-under": _("dưới %(most)d phút"),
        "wait-about": _("khoảng %(most)d phút"),
        "wait-range": _("khoảng %(least)d–%(most)d phút"),
    }
