"""How a page for staff is guarded, and how it says no."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from onestop.directory.models import User
from onestop.directory.refusals import NotAllowed, Refusal
from onestop.directory.rights import Right
from onestop.directory.routes import ensure_entry, entry_for, marked
from onestop.directory.signing_in.policy import duty_of

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def staff_page(
    *rights: Right, together: bool = False, first: bool = False
) -> Callable[[View[P]], View[P]]:
    """Guard a page for who holds one of the rights, or all of them `together`.

    Without any right it is for who is signed in.

    It asks for sign-in, keeps the page out of every cache, and answers a refusal as a page. Who
    owes something (a new password) is led there, unless the page is one of those that come `first`.
    """
    entry = entry_for(*rights, together=together)

    def guard(view: View[P]) -> View[P]:
        @login_required
        @never_cache
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            try:
                duty = None if first else duty_of(signed_in(request))
                if duty is not None:
                    return redirect(duty)
                ensure_entry(signed_in(request), entry)
                return view(request, *args, **kwargs)
            except Refusal as refusal:
                return refusal_page(request, refusal)

        return marked(guarded, entry)

    return guard


def signed_in(request: HttpRequest) -> User:
    """Return the account behind the request of a `staff_page`."""
    if not isinstance(request.user, User):
        message = "only a staff_page may ask who is signed in"
        raise TypeError(message)
    if request.user.is_device:
        raise NotAllowed(_("Thiết bị không đăng nhập vào các trang này."))
    return request.user


def refusal_page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Return a refusal as a page: what is wrong, what to do, and the way back."""
    context = {"refusal": refusal}
    response = render(request, "directory/refusal.html", context, status=refusal.status)
    return refusal.with_headers(response)
