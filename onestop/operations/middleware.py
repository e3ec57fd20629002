"""Middleware of the whole product: the language of the answer, and what a browser may load."""

from collections.abc import Awaitable, Callable

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

# Nothing from another host, no inline script or style. Pictures may be data: (QR codes as SVG
# files are ours too, but a data: picture needs no second request on a phone).
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self' data:; media-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)

# Beside the policy, on every answer that does not say otherwise. What a page shows is of this
# moment and often personal: no cache keeps it. No page asks for a camera or the like.
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=()"
    ),
    "Cache-Control": "no-store",
}

GetResponse = Callable[[HttpRequest], HttpResponseBase | Awaitable[HttpResponseBase]]


class _BothWays:
    """A middleware that works in both worlds without a hop between threads."""

    async_capable = True
    sync_capable = True

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        if iscoroutinefunction(get_response):
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        """Prepare the request, answer, and finish the answer."""
        self.prepare(request)
        response = self.get_response(request)
        if isinstance(response, HttpResponseBase):
            return self.finish(response)
        return self._later(response)

    async def _later(self, response: Awaitable[HttpResponseBase]) -> HttpResponseBase:
        return self.finish(await response)

    def prepare(self, request: HttpRequest) -> None:
        """Do what comes before the view."""

    def finish(self, response: HttpResponseBase) -> HttpResponseBase:
        """Do what comes after the view."""
        return response


class AnswerHeadersMiddleware(_BothWays):
    """Says on every answer what a browser may load from it, and that no cache keeps it."""

    def finish(self, response: HttpResponseBase) -> HttpResponseBase:
        """Answer with the headers that the view has not set itself."""
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


class LanguageMiddleware(_BothWays):
    """Speaks Vietnamese unless the person has chosen another language with the switch.

    Browsers of office machines say "English" because nobody ever told them otherwise, so what
    they send is not asked (Django's own middleware would).
    """

    def prepare(self, request: HttpRequest) -> None:
        """Activate the language of this request's thread or task."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        known = chosen in dict(settings.LANGUAGES)
        translation.activate(chosen if known else settings.LANGUAGE_CODE)

    def finish(self, response: HttpResponseBase) -> HttpResponseBase:
        """Say which language the answer has."""
        response.headers.setdefault("Content-Language", translation.get_language() or "vi")
        return response
