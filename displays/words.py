"""Sentences that a page's script fills in; `queueing.wording` says the same on the server."""

from collections.abc import Iterable

from django.utils import translation
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


def lobby_words(languages: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return every text of the lobby screen in each of the languages, by its name on the page."""
    words = {}
    for one in languages:
        with translation.override(one):
            words[one] = _lobby_words()
    return words


def _lobby_words() -> dict[str, str]:
    return {
        "invited": _("Mời ông/bà có số"),
        "to": _("đến"),
        "counter": _("Quầy {name}"),
        "said": _("Mời ông/bà có số {number} đến {counter}"),
        "none": _("Chưa gọi số nào"),
        "wait_here": _(
            "Mời ông/bà lấy số ở máy lấy số rồi ngồi chờ. Khi đến lượt, số của ông/bà hiện ở đây."
        ),
        "all_closed": _("Các quầy hiện chưa mở."),
        "recent": _("Vừa gọi"),
        "waiting": _("Số người đang chờ"),
        "notice": _("Thông báo"),
        "stale": _("Mất kết nối từ {time} – số có thể đã thay đổi"),
        "sound": _("Chạm để bật tiếng"),
        "posted": _("Niêm yết"),
        "page": _("Trang của bộ phận một cửa"),
        "stop": _("Dừng hình"),
        "go_on": _("Chạy hình"),
    }
