"""Which pages may open a websocket: those that this office itself served."""

from typing import Any, Protocol
from urllib.parse import SplitResult, urlsplit

from channels.security.websocket import WebsocketDenier
from django.conf import settings
from django.http.request import validate_host

# The ports that browsers leave out.
PORTS = {"http": 80, "https": 443}


class Application(Protocol):
    """An ASGI application."""

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> Any:
        """Serve one connection."""


class OriginValidator:
    """Turns away a websocket whose `Origin` is another site's.

    A browser always names the page's origin: it must be the one that the request was sent to, or
    `ONESTOP_URL`, or at the usual port of one of `ALLOWED_HOSTS` where these are named. "null" (a
    file, a sandbox) never is. Programs send no `Origin` and pass. (channels' own validator lets
    every origin through when any host is allowed.)
    """

    def __init__(self, application: Application) -> None:
        self.application = application

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> Any:
        """Serve, or deny."""
        headers = dict(scope["headers"])
        secure = scope.get("scheme") in {"https", "wss"}
        if origin_allowed(_text(headers, b"origin"), _text(headers, b"host"), secure=secure):
            return await self.application(scope, receive, send)
        return await WebsocketDenier()(scope, receive, send)


def origin_allowed(origin: str | None, host: str | None, *, secure: bool = False) -> bool:
    """Tell whether a page from `origin` may open a websocket at `host`, `secure` if by https.

    A page that came by plain http is another site than the same host's by https.
    """
    if origin is None:
        return True
    parts = _parts(origin)
    if parts is None or (secure and parts.scheme != "https"):
        return False
    if _site(parts) == _site(_parts(settings.ONESTOP_URL)):
        return True
    name = parts.hostname or ""
    here = _is_host(parts, host) and validate_host(name, settings.ALLOWED_HOSTS)
    usual_port = parts.port in {None, PORTS[parts.scheme]}
    return here or (usual_port and validate_host(name, _named_hosts()))


def _parts(origin: str) -> SplitResult | None:
    """Return an origin's parts; None for what no page has."""
    try:
        parts = urlsplit(origin)
        known = parts.scheme in PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return parts if known else None


def _site(parts: SplitResult | None) -> tuple[str, str | None, int] | None:
    """Return what makes two origins the same: the port counts even when it is left out."""
    if parts is None:
        return None
    return parts.scheme, parts.hostname, parts.port or PORTS[parts.scheme]


def _is_host(parts: SplitResult, host: str | None) -> bool:
    """Tell whether the `Host` header, whose port may be left out, names the same host and port."""
    return bool(host) and _site(parts) == _site(_parts(f"{parts.scheme}://{host}"))


def _named_hosts() -> list[str]:
    return [one for one in settings.ALLOWED_HOSTS if one != "*"]


def _text(headers: dict[bytes, bytes], name: bytes) -> str | None:
    value = headers.get(name)
    return None if value is None else value.decode("latin-1")
