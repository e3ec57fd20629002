"""A browser that is a device: its token is in a cookie that no script reads.

The cookie opens what is the device's own and nothing else: pages for staff ask for a session.
"""

from datetime import timedelta
from http.cookies import CookieError, SimpleCookie

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from onestop.directory.bearer import LONGEST_TOKEN
from onestop.directory.models import User
from onestop.directory.services import access_token_use

# Browsers keep no cookie for longer than 400 days; it is set anew whenever the device starts.
LIFE = timedelta(days=400)


def device_in(request: HttpRequest) -> User | None:
    """Return the device whose browser asks, None where its cookie opens nothing (any more)."""
    token = device_token_of(request)
    account = access_token_use(token=token, now=timezone.now()) if token else None
    return account if account and account.is_device else None


def device_token_of(request: HttpRequest) -> str:
    """Return the token in the browser's cookie, "" where there is none that could be one."""
    token = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
    return token if len(token) <= LONGEST_TOKEN else ""


def enrolment_secret_of(request: HttpRequest) -> str:
    """Return the secret of the browser's enrolment, "" where it has none."""
    return request.COOKIES.get(settings.ENROLMENT_COOKIE_NAME, "")


def device_token_in(header: str) -> str:
    """Return a device's token from a `Cookie` header, "" where there is none."""
    try:
        found = SimpleCookie(header).get(settings.DEVICE_COOKIE_NAME)
    except CookieError:
        return ""
    return found.value if found and len(found.value) <= LONGEST_TOKEN else ""


def device_cookie_set(response: HttpResponse, token: str) -> None:
    """Let the browser be the device from now on."""
    _cookie_set(response, settings.DEVICE_COOKIE_NAME, token, LIFE)


def device_cookie_delete(response: HttpResponse) -> None:
    """Let the browser be nobody again."""
    response.delete_cookie(settings.DEVICE_COOKIE_NAME, samesite="Lax")


def enrolment_cookie_set(response: HttpResponse, secret: str, life: timedelta) -> None:
    """Let the browser keep the secret of its enrolment."""
    _cookie_set(response, settings.ENROLMENT_COOKIE_NAME, secret, life)


def enrolment_cookie_delete(response: HttpResponse) -> None:
    """Forget the enrolment."""
    response.delete_cookie(settings.ENROLMENT_COOKIE_NAME, samesite="Lax")


def _cookie_set(response: HttpResponse, name: str, value: str, life: timedelta) -> None:
    # Lax: a link on the device's own desktop starts it; no foreign page posts with it.
    response.set_cookie(
        name,
        value,
        max_age=life,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
