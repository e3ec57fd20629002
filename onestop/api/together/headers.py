"""The headers of an answer: those that Django's middleware would have put on it."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

Headers = list[tuple[bytes, bytes]]
JSON = "application/json; charset=utf-8"


def headers_of(status: int, body: bytes, scope: Mapping[str, Any]) -> Headers:
    """Return the headers of an answer to the request of this scope."""
    host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
    return [
        *_usual(status, scope.get("scheme") == "https", host),
        (b"Content-Length", str(len(body)).encode()),
    ]


@lru_cache(maxsize=64)
def _usual(status: int, secure: bool, host: str) -> Headers:  # noqa: FBT001 (a key of the cache)
    """Send an empty answer through the middleware once and return what it says then."""
    response = HttpResponse(status=status, content_type=JSON)
    through = _through_middleware(response)(_request(host, "443" if secure else "80", secure))
    return [
        (name.encode("latin-1"), value.encode("latin-1"))
        for name, value in through.items()
        if name != "Content-Length"
    ]


def _through_middleware(response: HttpResponse) -> Callable[[HttpRequest], HttpResponse]:
    def ready(_request: HttpRequest) -> HttpResponse:
        return response

    answer: Callable[[HttpRequest], HttpResponse] = ready
    for name in reversed(settings.MIDDLEWARE):
        answer = import_string(name)(answer)
    return answer


def _request(host: str, port: str, secure: bool) -> HttpRequest:  # noqa: FBT001 (as above)
    request = _Request()
    request.method, request.path = "POST", "/api/v1/"
    request.path_info = request.path
    request.by_https = secure
    request.META = {"HTTP_HOST": host, "SERVER_NAME": host, "SERVER_PORT": port}
    return request


class _Request(HttpRequest):
    by_https = False

    def _get_scheme(self) -> str:
        return "https" if self.by_https else "http"
