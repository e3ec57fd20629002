"""What a lobby screen shows beside the queue, and how: everything that the office has set.

The page asks for it once a minute, so that a change, or a notice whose time has come, is seen
without anybody going to the screen.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.translation import gettext as _

from displays.lobby.corner import Kind
from displays.lobby.postings import pages_of
from displays.models import LobbyCorner, LobbyNotice, LobbyPosting, LobbySettings
from displays.selectors import priority_classes
from displays.voice.wording import SAID
from onestop.directory.addresses import public_address
from onestop.directory.models import Office

MOST_PAGES = 60
PORTAL = "/portal/"


def lobby_settings(office: Office) -> LobbySettings:
    """Return what the office has set, else the defaults."""
    return LobbySettings.objects.filter(office=office).first() or LobbySettings(office=office)


def lobby_panel(office: Office, *, now: datetime, language: str = "") -> dict[str, Any]:
    """Return what the screen is told, in JSON's types; times in milliseconds.

    `language` shows that one only, whatever the office has set. Five queries.
    """
    row = lobby_settings(office)
    known = [one for one, _name in settings.LANGUAGES if one in row.languages]
    languages = [language] if language else known or [settings.LANGUAGE_CODE]
    return {
        "version": row.version,
        "languages": languages,
        "turn": row.language_seconds * 1000,
        "hold": row.hold_seconds * 1000,
        "quiet": row.quiet_seconds * 1000,
        "page": row.page_seconds * 1000,
        "voice": _voice(row),
        "notices": _notices(office, now, languages),
        "pages": _pages(office, languages),
        "corner": _corner(office),
    }


def spoken_languages(row: LobbySettings) -> list[str]:
    """Return the languages in which calls are read, in their order; none while the voice is off."""
    spoken = ["vi", row.second_language] if row.voice else []
    return [one for one in dict.fromkeys(spoken) if one in SAID]


def office_page(office: Office) -> str:
    """Return the address that the screen's QR code leads to.

    The portal; without one this screen itself, so that the calls can be followed on a phone.
    """
    try:
        resolve(PORTAL)
    except Resolver404:
        return public_address(reverse("lobby", args=[office.code]))
    return public_address(PORTAL)


def _voice(row: LobbySettings) -> dict[str, Any] | None:
    languages = spoken_languages(row)
    if not languages:
        return None
    return {
        "languages": languages,
        "volume": row.volume / 100,
        "most": row.most_waiting,
        "crowded": row.crowded,
    }


def _notices(office: Office, now: datetime, languages: Sequence[str]) -> list[dict[str, str]]:
    running = LobbyNotice.objects.filter(
        Q(starts_at=None) | Q(starts_at__lte=now), Q(ends_at=None) | Q(ends_at__gt=now)
    )
    told = [
        {one: (notice.text_en if one == "en" else "") or notice.text for one in languages}
        for notice in running.filter(office=office)
    ]
    return [*told, *_priority_notice(office, languages)]


def _priority_notice(office: Office, languages: Sequence[str]) -> list[dict[str, str]]:
    notice = {}
    for one in languages:
        names = priority_classes(office, one)
        with translation.override(one):
            sentence = _("%(classes)s được ưu tiên: chọn “Ưu tiên” khi lấy số.")
            notice[one] = sentence % {"classes": enumerated(names)} if names else ""
    return [notice] if all(notice.values()) else []


def enumerated(names: list[str]) -> str:
    """Return names in one sentence: only the first one begins with a capital letter."""
    return ", ".join(names[:1] + [name[:1].lower() + name[1:] for name in names[1:]])


def _pages(office: Office, languages: Sequence[str]) -> list[dict[str, Any]]:
    pages = []
    for posting in LobbyPosting.objects.filter(office=office, active=True):
        for language in _written_in(posting, languages):
            in_english = language == "en" and bool(posting.body_en)
            title = (posting.title_en if in_english else "") or posting.title
            texts = pages_of(posting.body_en if in_english else posting.body)
            pages += [
                {
                    "language": "en" if in_english else "vi",
                    "title": title,
                    "text": text,
                    "place": f"{place}/{len(texts)}" if len(texts) > 1 else "",
                }
                for place, text in enumerate(texts, start=1)
            ]
    return pages[:MOST_PAGES]


def _written_in(posting: LobbyPosting, languages: Sequence[str]) -> list[str]:
    """Return in which of the languages the posting is shown: where it is written, else as it is."""
    written = {"vi", *(["en"] if posting.body_en else [])}
    return [one for one in languages if one in written] or ["vi"]


def _corner(office: Office) -> dict[str, Any] | None:
    found = LobbyCorner.objects.filter(office=office).defer("content").first()
    if found is None:
        return None
    return {
        "video": Kind(found.kind).is_video,
        "address": reverse("lobby-corner", args=[office.code, found.digest]),
        "words": found.words,
    }
