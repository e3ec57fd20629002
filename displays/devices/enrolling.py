"""The page on which a new device asks to be let in, and where each device begins every day."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from displays.devices.homes import device_home
from onestop.directory.client import client_address
from onestop.directory.device_cookies import (
    device_cookie_delete,
    device_cookie_set,
    device_in,
    device_token_of,
    enrolment_cookie_delete,
    enrolment_cookie_set,
    enrolment_secret_of,
)
from onestop.directory.models import DeviceEnrolment, User
from onestop.directory.pages import refusal_page
from onestop.directory.rates import limited
from onestop.directory.refusals import Refusal
from onestop.directory.routes import anyone
from onestop.directory.services.enrolments import (
    LIFE,
    code_shown,
    enrolment_claim,
    enrolment_of,
    enrolment_open,
)

HERE = "device-enrol"


@anyone
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("enrol", methods={"POST"})
def enrol(request: HttpRequest) -> HttpResponse:
    """Show the code of a new device, and lead one that is let in to its page.

    A POST asks for a code or, once that is confirmed, takes the token.
    """
    now = timezone.now()
    secret = enrolment_secret_of(request)
    enrolment = enrolment_of(secret, now)
    if request.method == "POST":
        try:
            if enrolment is not None and enrolment.account is not None:
                return _claimed(secret, now)
            return _opened(request, enrolment, now)
        except Refusal as refusal:
            response = refusal_page(request, refusal)
            enrolment_cookie_delete(response)
            return response
    device = device_in(request)
    if device is not None:
        return _started(request, device)
    return _asked(request, enrolment)


def _started(request: HttpRequest, device: User) -> HttpResponse:
    """Lead the device to its page and let its cookie live on."""
    home = device_home(device)
    told = {"device": device, "state": "device"}
    response = redirect(home) if home else render(request, "displays/devices/enrol.html", told)
    device_cookie_set(response, device_token_of(request))
    return response


def _asked(request: HttpRequest, enrolment: DeviceEnrolment | None) -> HttpResponse:
    """Show where the enrolment stands: `none`, `waiting` with its code, or `confirmed`."""
    state = "none"
    if enrolment is not None and enrolment.claimed_at is None:
        state = "confirmed" if enrolment.account else "waiting"
    context = {"state": state, "code": code_shown(enrolment.code) if enrolment else ""}
    response = render(request, "displays/devices/enrol.html", context)
    if device_token_of(request):
        device_cookie_delete(response)  # it opens nothing any more
    return response


def _opened(request: HttpRequest, enrolment: DeviceEnrolment | None, now: datetime) -> HttpResponse:
    response = redirect(HERE)
    if enrolment is None:
        address = client_address(request)
        _enrolment, secret = enrolment_open(kind="", address=address, now=now)
        enrolment_cookie_set(response, secret, LIFE * 2)
    return response


def _claimed(secret: str, now: datetime) -> HttpResponse:
    response = redirect(HERE)
    enrolled = enrolment_claim(secret=secret, now=now)
    if enrolled is not None:
        device_cookie_set(response, enrolled.token)
        enrolment_cookie_delete(response)
    return response
