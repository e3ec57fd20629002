"""What this room stores: how an office's lobby screen looks and speaks, and what it has played."""

from displays.models.lobby import LobbyCorner, LobbyNotice, LobbyPosting, LobbySettings
from displays.models.played import PlayedCall

__all__ = ["LobbyCorner", "LobbyNotice", "LobbyPosting", "LobbySettings", "PlayedCall"]
