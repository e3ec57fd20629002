"""Sign-in, sign-out, and the first page of each role."""

from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onestop.directory.forms import SignInForm
from onestop.directory.models import User
from onestop.directory.places import first_places
from onestop.directory.rates import limited
from onestop.directory.routes import anyone
from onestop.directory.selectors import only_office
from onestop.directory.services.second_factor import Outcome, second_factor_check
from onestop.directory.signing_in.entering import begin, enter, pending
from onestop.directory.signing_in.forms import CodeForm
from onestop.directory.signing_in.lockout import attempt_name, locked_until
from onestop.directory.signing_in.policy import duty_of
from onestop.directory.signing_in.words import code_words


@anyone
@require_safe
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """Lead whoever is signed in to the work of the role; ask everyone else to sign in."""
    if not isinstance(request.user, User):
        return sign_in_page(request, SignInForm(request))
    duty = duty_of(request.user)
    if duty is not None:
        return redirect(duty)
    places = first_places(request.user)
    if len(places) == 1:
        return redirect(places[0].url_name)
    return render(request, "directory/home.html", {"choices": places})


@anyone
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@limited("sign-in", methods={"POST"}, only_failures=True)
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Start a session and go on to `next`; a wrong password gets the form again (422)."""
    if request.method != "POST":
        if request.user.is_authenticated:
            return redirect(next_address(request))
        return sign_in_page(request, SignInForm(request))
    form = SignInForm(request, request.POST)
    if not form.is_valid() or form.user is None:
        return sign_in_page(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return enter(request, form.user, next_address(request), timezone.now())


@anyone
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters("code")
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """Ask who gave the right password for a code; a wrong one gets the form again (422)."""
    now = timezone.now()
    waiting = pending(request, now)
    if waiting is None:
        return redirect("sign-in")
    if request.method != "POST":
        return _code_page(request, CodeForm())
    form = CodeForm(request.POST)
    if form.is_valid():
        checked = second_factor_check(user=waiting.user, code=form.cleaned_data["code"], now=now)
        if checked.outcome is Outcome.RIGHT:
            return begin(request, waiting.user, waiting.backend, waiting.wanted)
        form.add_error("code", code_words(checked))
    return _code_page(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@anyone
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    auth.logout(request)
    return redirect("home")


def locked_page(
    request: HttpRequest, _response: object = None, _credentials: object = None
) -> HttpResponse:
    """Return what somebody sees who has typed too many wrong passwords (429): until when."""
    now = timezone.now()
    name = attempt_name(request, vars(request).get("axes_credentials"))
    until = locked_until(request, name, now) or now
    response = render(
        request,
        "directory/locked_out.html",
        {"until": minute_after(until), "office": only_office()},
        status=HTTPStatus.TOO_MANY_REQUESTS,
    )
    response.headers["Retry-After"] = str(max(1, int((until - now).total_seconds())))
    response.headers["Cache-Control"] = "no-store"
    return response


def minute_after(moment: datetime) -> datetime:
    """Return the first full minute that is not before the moment: pages show no seconds."""
    return (moment + timedelta(minutes=1) - timedelta.resolution).replace(second=0, microsecond=0)


def sign_in_page(
    request: HttpRequest, form: SignInForm, status: int = 200, **more: Any
) -> HttpResponse:
    """Return the sign-in page."""
    context = {
        "form": form,
        "next": next_address(request),
        "office": only_office(),
        "open_id": settings.OPEN_ID,
        **more,
    }
    return render(request, "directory/sign_in.html", context, status=status)


def next_address(request: HttpRequest) -> str:
    """Return where to go after sign-in: only ever an address of this installation."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_path = wanted.startswith("/")  # `redirect` would look anything else up as a page's name
    hosts = {request.get_host()}
    if is_path and url_has_allowed_host_and_scheme(wanted, hosts, request.is_secure()):
        return wanted
    return reverse("home")


def _code_page(request: HttpRequest, form: CodeForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "office": only_office()}
    return render(request, "directory/sign_in_code.html", context, status=status)
