"""Every write of this room: one function for each, one transaction for each call."""

from displays.services.corner import corner_remove, corner_set
from displays.services.lobby import (
    lobby_settings_set,
    notice_delete,
    notice_save,
    posting_delete,
    posting_save,
)
from displays.services.played import call_played

__all__ = [
    "call_played",
    "corner_remove",
    "corner_set",
    "lobby_settings_set",
    "notice_delete",
    "notice_save",
    "posting_delete",
    "posting_save",
]
