"""Requests that come through a proxy: who asks, and whether by https."""

from typing import Any

from django.conf import settings

from onestop.directory.client import forwarded_for, is_trusted
from onestop.operations.origins import Application

FOR, PROTO = b"x-forwarded-for", b"x-forwarded-proto"
# What only a proxy may say; nothing after this reads it.
SAID_BY_PROXIES = frozenset({FOR, PROTO, b"x-forwarded-host", b"x-forwarded-port", b"forwarded"})
SECURE = {"http": "https", "ws": "wss"}


class Forwarding:
    """Puts into `client` and `scheme` what `TRUSTED_PROXIES` say, and drops what others say."""

    def __init__(self, application: Application) -> None:
        self.application = application

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> Any:
        """Serve one connection."""
        return await self.application(seen_through(scope), receive, send)


def seen_through(scope: dict[str, Any]) -> dict[str, Any]:
    """Return the scope as if the client had come without its proxies."""
    if "headers" not in scope:
        return scope
    said = [(name, value) for name, value in scope["headers"] if name in SAID_BY_PROXIES]
    client = scope.get("client")
    if not said or not client:
        return scope if not said else {**scope, "headers": _without(scope, said)}
    seen = {**scope, "headers": _without(scope, said)}
    if is_trusted(client[0], settings.TRUSTED_PROXIES):
        named = forwarded_for(client[0], _joined(said, FOR), settings.TRUSTED_PROXIES)
        seen["client"] = [named, client[1]]
        if _joined(said, PROTO).split(",")[-1].strip() == "https":
            plain = scope.get("scheme") or ("ws" if scope["type"] == "websocket" else "http")
            seen["scheme"] = SECURE.get(plain, plain)
    return seen


def _without(scope: dict[str, Any], said: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    return [one for one in scope["headers"] if one not in said]


def _joined(said: list[tuple[bytes, bytes]], name: bytes) -> str:
    return ",".join(value.decode("latin-1") for key, value in said if key == name)
