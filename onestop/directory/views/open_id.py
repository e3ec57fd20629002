"""Signing in with the account of an OpenID provider; without one configured there is no page."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from onestop.directory.routes import anyone


@anyone
@require_safe
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """Lead to the provider."""
    _ensure_configured()
    from onestop.directory.views import open_id_pages  # noqa: PLC0415 (may not be installed)

    return open_id_pages.ask(request)


@anyone
@require_safe
@never_cache
def back(request: HttpRequest) -> HttpResponse:
    """Take whom the provider sends back."""
    _ensure_configured()
    from onestop.directory.views import open_id_pages  # noqa: PLC0415 (may not be installed)

    return open_id_pages.back(request)


def _ensure_configured() -> None:
    if settings.OPEN_ID is None:
        raise Http404
