"""Health, which a watchdog or a load balancer asks for, and the switch of language."""

from http import HTTPStatus

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views import i18n
from django.views.decorators.http import require_POST, require_safe

from onestop.directory.routes import anyone


@anyone
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """Answer 200 as long as the process serves at all."""
    return HttpResponse("ok\n", content_type="text/plain")


@anyone
@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    """Answer 200 if the database answers, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse(
            "database does not answer\n",
            content_type="text/plain",
            status=HTTPStatus.SERVICE_UNAVAILABLE,
        )
    return HttpResponse("ready\n", content_type="text/plain")


@anyone
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the language that was chosen in a cookie, and go back."""
    return i18n.set_language(request)
