"""Sign-in, sign-out, and the first page of each role."""

from http import HTTPStatus

from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
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


@anyone
@require_safe
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """Lead whoever is signed in to the work of the role; ask everyone else to sign in."""
    if not isinstance(request.user, User):
        return _sign_in_page(request, SignInForm(request))
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
            return redirect(_next(request))
        return _sign_in_page(request, SignInForm(request))
    form = SignInForm(request, request.POST)
    if not form.is_valid() or form.user is None:
        return _sign_in_page(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    auth.login(request, form.user)
    return redirect(_next(request))


@anyone
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    auth.logout(request)
    return redirect("home")


def _sign_in_page(request: HttpRequest, form: SignInForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "next": _next(request), "office": only_office()}
    return render(request, "directory/sign_in.html", context, status=status)


def _next(request: HttpRequest) -> str:
    """Return where to go after sign-in: only ever an address of this installation."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_path = wanted.startswith("/")  # `redirect` would look anything else up as a page's name
    hosts = {request.get_host()}
    if is_path and url_has_allowed_host_and_scheme(wanted, hosts, request.is_secure()):
        return wanted
    return reverse("home")
