"""What an office sets for its lobby screens: settings, notices, postings."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.conf import settings
from django.forms.models import model_to_dict
from django.utils.translation import gettext as _

from displays.models import LobbyNotice, LobbyPosting, LobbySettings
from displays.services.turn import lobby_turn
from onestop.directory.audit import OfficeChange
from onestop.directory.models import Office, User
from onestop.directory.refusals import BadInput, NotFound
from onestop.directory.storing import stored_clean

# The numbers that may be set, each with its least and its most; seconds, percent, or calls.
BOUNDS: Mapping[str, tuple[int, int]] = {
    "hold_seconds": (3, 30),
    "language_seconds": (5, 120),
    "quiet_seconds": (15, 3600),
    "page_seconds": (5, 120),
    "volume": (0, 100),
    "most_waiting": (1, 12),
}
MOST_NOTICES = 20
MOST_POSTINGS = 20

Kept = TypeVar("Kept", LobbyNotice, LobbyPosting)


def lobby_settings_set(
    *, office: Office, version: int, actor: User, now: datetime, **values: Any
) -> None:
    """Set what is named in `values`, fields of `LobbySettings`; the others stay.

    Raises `BadInput` by field for what is beyond its bounds or no language of the product.
    """
    with lobby_turn(office=office, version=version, actor=actor, now=now) as turn:
        row = LobbySettings.objects.get(office=office)
        before = {name: getattr(row, name) for name in values}
        _ensure_values(values)
        for name, value in values.items():
            setattr(row, name, value)
        stored_clean(row)
        turn.record("lobby.settings", f"office:{office.pk}", before=before, after=values)


def notice_save(
    *,
    office: Office,
    notice_id: int | None,
    version: int,
    actor: User,
    now: datetime,
    **fields: Any,
) -> LobbyNotice:
    """Add a notice (`notice_id` None) or change one; raises `BadInput`, `NotFound`.

    One that ends before it begins is refused.
    """
    with lobby_turn(office=office, version=version, actor=actor, now=now) as turn:
        starts, ends = fields.get("starts_at"), fields.get("ends_at")
        if starts and ends and ends <= starts:
            raise BadInput.field("ends_at", _("Lúc kết thúc phải sau lúc bắt đầu."))
        notice = _found(LobbyNotice, office, notice_id, MOST_NOTICES)
        return _saved(turn, notice, fields, "lobby.notice")


def notice_delete(
    *, office: Office, notice_id: int, version: int, actor: User, now: datetime
) -> None:
    """Take a notice down; raises `NotFound`."""
    with lobby_turn(office=office, version=version, actor=actor, now=now) as turn:
        notice = _found(LobbyNotice, office, notice_id, MOST_NOTICES)
        _deleted(turn, notice, "lobby.notice")


def posting_save(
    *,
    office: Office,
    posting_id: int | None,
    version: int,
    actor: User,
    now: datetime,
    **fields: Any,
) -> LobbyPosting:
    """Add a posting (`posting_id` None) or change one; raises `BadInput`, `NotFound`."""
    with lobby_turn(office=office, version=version, actor=actor, now=now) as turn:
        posting = _found(LobbyPosting, office, posting_id, MOST_POSTINGS)
        return _saved(turn, posting, fields, "lobby.posting")


def posting_delete(
    *, office: Office, posting_id: int, version: int, actor: User, now: datetime
) -> None:
    """Take a posting down; raises `NotFound`."""
    with lobby_turn(office=office, version=version, actor=actor, now=now) as turn:
        posting = _found(LobbyPosting, office, posting_id, MOST_POSTINGS)
        _deleted(turn, posting, "lobby.posting")


def _ensure_values(values: Mapping[str, Any]) -> None:
    known = set(dict(settings.LANGUAGES))
    errors = {
        name: _("Nhập một số từ %(least)d đến %(most)d.") % {"least": least, "most": most}
        for name, (least, most) in BOUNDS.items()
        if name in values and not least <= values[name] <= most
    }
    languages = values.get("languages", ["vi"])
    if not languages or not set(languages) <= known or len(languages) > len(known):
        errors["languages"] = _("Chọn ít nhất một ngôn ngữ.")
    if values.get("second_language") and values["second_language"] not in known - {"vi"}:
        errors["second_language"] = _("Chọn một ngôn ngữ trong danh sách.")
    if errors:
        raise BadInput(_("Hãy sửa các ô được nêu."), errors=errors)


def _found(kind: type[Kept], office: Office, pk: int | None, most: int) -> Kept:
    """Return the office's one with this id, or a new one if there is room for it."""
    rows = kind._default_manager.filter(office=office)  # noqa: SLF001 (Django names it so)
    if pk is None:
        if rows.count() >= most:
            raise BadInput(_("Đã đủ %(most)d mục. Hãy xóa mục không dùng nữa.") % {"most": most})
        return kind(office=office)
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Không có mục này trong cài đặt màn hình chờ."))
    return found


def _saved(turn: OfficeChange, thing: Kept, fields: Mapping[str, Any], action: str) -> Kept:
    before = _facts(thing) if thing.pk else {}
    for name, value in fields.items():
        setattr(thing, name, value)
    stored_clean(thing)
    turn.record(action, f"{action}:{thing.pk}", before=before, after=_facts(thing))
    return thing


def _deleted(turn: OfficeChange, thing: Kept, action: str) -> None:
    before, subject = _facts(thing), f"{action}:{thing.pk}"
    thing.delete()
    turn.record(action, subject, before=before, after={})


def _facts(thing: Kept) -> dict[str, Any]:
    facts = model_to_dict(thing, exclude=["id", "office"])
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in facts.items()
    }
