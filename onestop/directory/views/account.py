"""Tài khoản của tôi: one's own sessions and password."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onestop.directory.models import User
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.rights import Right, rights_of
from onestop.directory.services.passwords import password_change
from onestop.directory.services.sessions import sessions_end_others
from onestop.directory.signing_in.forms import PasswordForm
from onestop.directory.signing_in.policy import app_of, second_factor_offered
from onestop.directory.signing_in.reading import sessions_of
from onestop.directory.signing_in.sessions import session_row_key

ADMINISTERS = frozenset({Right.ACCOUNT_MANAGE})


@staff_page()
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Show one's own account: where it is signed in, and how it is protected."""
    user = signed_in(request)
    context = {
        "memberships": user.memberships.select_related("office"),
        "sessions": sessions_of(user, timezone.now()),
        "own": session_row_key(request),
        "offered": second_factor_offered(),
        "app": app_of(user),
        "administers": bool(rights_of(user) & ADMINISTERS),
    }
    return render(request, "directory/account.html", context)


@staff_page()
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """End every other session of the account."""
    ended = sessions_end_others(
        user=signed_in(request), kept=session_row_key(request), now=timezone.now()
    )
    told = ngettext("Đã kết thúc %(count)s phiên khác.", "Đã kết thúc %(count)s phiên khác.", ended)
    messages.success(request, told % {"count": ended})
    return redirect("my-account")


@staff_page(first=True)
@sensitive_post_parameters("present", "new", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; bad input gets the form again (422)."""
    user = signed_in(request)
    if request.method != "POST" or not user.has_usable_password():
        return _password_page(request, PasswordForm(request, user))
    form = PasswordForm(request, user, request.POST)
    if not form.is_valid():
        return _password_page(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    _change(request, user, form.cleaned_data["new"])
    messages.success(request, _("Đã đổi mật khẩu. Các phiên khác của bạn đã kết thúc."))
    return redirect("home")


def _change(request: HttpRequest, user: User, new: str) -> None:
    password_change(user=user, password=new, kept=session_row_key(request), now=timezone.now())
    update_session_auth_hash(request, user)  # this session goes on, under a new key


def _password_page(request: HttpRequest, form: PasswordForm, status: int = 200) -> HttpResponse:
    return render(request, "directory/password.html", {"form": form}, status=status)
