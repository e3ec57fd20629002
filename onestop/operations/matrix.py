"""Every route of the product with who may enter it: read from the routes themselves.

Pages, calls of the API, websockets and transitions of a case. The system check onestop.E030, the
page `/rights/` and the test that tries every route as everybody are made from this list.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from displays.routing import websocket_urlpatterns
from onestop.api.calls import calls_of
from onestop.api.urls import api
from onestop.cases.transitions import ROWS, STEP_RIGHT
from onestop.directory.rights import Right
from onestop.directory.routes import Entry, Who, entry_for, entry_of

API_ROOT = "api/v1"


class Surface(StrEnum):
    """Where one enters."""

    PAGE = "page"
    API = "api"
    WEBSOCKET = "websocket"
    TRANSITION = "transition"


@dataclass(frozen=True)
class Route:
    """One way in: its method (calls of the API) and its address, or the name of a transition."""

    surface: Surface
    address: str
    entry: Entry | None
    method: str = ""
    name: str = ""

    def __str__(self) -> str:
        return f"{self.surface} {self.method} {self.address}".replace("  ", " ")


def routes() -> list[Route]:
    """Return every route of the product, each once."""
    return [*_static(), *_pages(get_resolver()), *_calls(), *_websockets(), *_transitions()]


def _static() -> Iterator[Route]:
    # Served before Django: style sheets, scripts and pictures of the product itself.
    yield Route(Surface.PAGE, f"{settings.STATIC_URL}<path>", Entry(Who.ANYONE))


def _pages(resolver: URLResolver, prefix: str = "/") -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            of_api = pattern.namespace == api.urls_namespace
            yield from _own_pages(pattern, address) if of_api else _pages(pattern, address)
        else:
            yield _page(pattern, address)


def _own_pages(resolver: URLResolver, prefix: str) -> Iterator[Route]:
    """Yield what django-ninja serves beside the calls, which are listed one by one instead."""
    names = {call.view_func.__name__ for _path, call in calls_of(api)}
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern) and pattern.name not in names:
            yield _page(pattern, prefix + str(pattern.pattern))


def _page(pattern: URLPattern, address: str) -> Route:
    name = pattern.name or ""
    return Route(Surface.PAGE, address, entry_of(pattern.callback), name=name)


def _calls() -> Iterator[Route]:
    root = f"/{API_ROOT}"
    for path, call in calls_of(api):
        name, entry = call.view_func.__name__, entry_of(call.view_func)
        yield from (Route(Surface.API, root + path, entry, one, name) for one in call.methods)


def _websockets() -> Iterator[Route]:
    for pattern in websocket_urlpatterns:
        yield Route(Surface.WEBSOCKET, f"/{pattern.pattern}", entry_of(pattern.callback))


def _transitions() -> Iterator[Route]:
    for row in ROWS:
        rights: set[Right] = set().union(*row.rights.values())
        if row.by_step:
            rights.update(STEP_RIGHT.values())
        yield Route(Surface.TRANSITION, row.name, entry_for(*rights), name=row.name)
