"""Which pages may open a websocket: those that this office itself served."""

from typing import Any, Protocol
from urllib.parse import urlsplit

from channels.security.websocket import WebsocketDenier
from django.conf import settings
from django.http.request import validate_host


class Application(Protocol):
    """An ASGI application."""

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> Any:
        """Serve one connection."""


class OriginValidator:
    """Turns away a websocket whose `Origin` is another site's.

    A browser always names the page's origin: its host and port must be those that the request was
    sent to, or its host one of `ALLOWED_HOSTS` where these are named. Programs send no `Origin`
    and pass. (channels' own validator lets every origin through when any host is allowed.)
    """

    def __init__(self, application: Application) -> None:
        self.application = application

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> Any:
        """Serve, or deny."""
        headers = dict(scope["headers"])
        if origin_allowed(_text(headers, b"origin"), _text(headers, b"host")):
            return await self.application(scope, receive, send)
        return await WebsocketDenier()(scope, receive, send)


def origin_allowed(origin: str | None, host: str | None) -> bool:
    """Tell whether a page from `origin` may open a websocket at `host`."""
    if origin is None:
        return True
    try:
        parts = urlsplit(origin)
        name = parts.hostname or ""
    except ValueError:
        return False
    named_hosts = [one for one in settings.ALLOWED_HOSTS if one != "*"]
    return bool(name) and (parts.netloc == host or validate_host(name, named_hosts))


def _text(headers: dict[bytes, bytes], name: bytes) -> str | None:
    value = headers.get(name)
    return None if value is None else value.decode("latin-1")
