"""Where a request comes from, and what it has let somebody see: for the audit."""

from collections.abc import Awaitable, Callable
from functools import partial

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from onestop.directory.audit import acting_from
from onestop.directory.audit.looks import looks_of, looks_write
from onestop.operations.middleware import GetResponse

# The first part of an address tells the surface; every other one is a page.
SURFACES = {"api": "api", "kiosk": "kiosk"}


class AuditMiddleware:
    """Lets everything that a request does be recorded with its origin, and writes its looks.

    Looks are written when the response is closed: after the last byte has gone out.
    """

    async_capable = True
    sync_capable = True

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        if iscoroutinefunction(get_response):
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        """Answer from where the request comes."""
        if iscoroutinefunction(self.get_response):
            return self._later(request)
        with acting_from(origin_of(request)):
            response = self.get_response(request)
        if not isinstance(response, HttpResponseBase):
            raise TypeError(response)
        return _with_looks(request, response)

    async def _later(self, request: HttpRequest) -> HttpResponseBase:
        with acting_from(origin_of(request)):
            answer = self.get_response(request)
            response = answer if isinstance(answer, HttpResponseBase) else await answer
        return _with_looks(request, response)


def origin_of(request: HttpRequest) -> str:
    """Return surface and address of a request, such as "api 192.168.1.7"."""
    first = request.path_info.lstrip("/").partition("/")[0]
    return f"{SURFACES.get(first, 'page')} {request.META.get('REMOTE_ADDR') or 'unknown'}"


def _with_looks(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    looks = looks_of(request)
    if looks:
        # Django closes a response when it has been sent, and offers no other hook for that.
        closers: list[Callable[[], None]] = vars(response)["_resource_closers"]
        closers.append(partial(looks_write, looks))
    return response
