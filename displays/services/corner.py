"""The picture or video in the corner of an office's lobby screens."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from displays.lobby.corner import corner_file
from displays.models import LobbyCorner
from displays.models.lobby import LONGEST_NOTICE
from displays.services.turn import lobby_turn
from onestop.directory.models import Office, User
from onestop.directory.refusals import BadInput
from onestop.directory.rights import Right, ensure_right
from onestop.directory.texts import name_clean


def corner_set(
    *, office: Office, content: bytes, words: str, version: int, actor: User, now: datetime
) -> None:
    """Show this file in the corner instead of the one before.

    `words` say what it shows, for who does not see it. Raises `BadInput` (file, words).
    """
    ensure_right(actor, Right.OFFICE_MANAGE, office=office)
    words = name_clean("words", words, longest=LONGEST_NOTICE)
    file = corner_file(content)
    with lobby_turn(office=office, version=version, actor=actor, now=now) as turn:
        before = _facts(office)
        after = {"kind": str(file.kind), "digest": file.digest, "words": words}
        LobbyCorner.objects.update_or_create(
            office=office, defaults={**after, "content": file.content}
        )
        turn.record("lobby.corner", f"office:{office.pk}", before=before, after=after)


def corner_remove(*, office: Office, version: int, actor: User, now: datetime) -> None:
    """Leave the corner out; raises `BadInput` where there is none."""
    with lobby_turn(office=office, version=version, actor=actor, now=now) as turn:
        before = _facts(office)
        if not before:
            raise BadInput(_("Góc hình ảnh đang tắt."))
        LobbyCorner.objects.filter(office=office).delete()
        turn.record("lobby.corner", f"office:{office.pk}", before=before, after={})


def _facts(office: Office) -> dict[str, Any]:
    rows = LobbyCorner.objects.filter(office=office).values("kind", "digest", "words")
    return dict(rows.first() or {})
