"""Xác thực hai bước: enrolling the app on one's phone, and turning it off."""

from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlencode

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from onestop.directory.models import AuthenticatorApp, User
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.refusals import NotAllowed, NotFound
from onestop.directory.services.second_factor import (
    Outcome,
    second_factor_begin,
    second_factor_check,
    second_factor_confirm,
    second_factor_drop,
    second_factor_renew_codes,
    second_factor_secret,
)
from onestop.directory.signing_in.forms import CodeForm
from onestop.directory.signing_in.policy import second_factor_offered, second_factor_required
from onestop.directory.signing_in.words import code_words

ISSUER = "Một cửa"


@staff_page(first=True)
@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    """Show whether the account has a second factor, and what can be done."""
    _ensure_offered()
    return _page(request, CodeForm())


@staff_page(first=True)
@require_POST
def second_factor_start(request: HttpRequest) -> HttpResponse:
    """Make a secret for the app, and show it."""
    _ensure_offered()
    second_factor_begin(user=signed_in(request), now=timezone.now())
    return redirect("second-factor")


@staff_page(first=True)
@require_POST
@sensitive_post_parameters("code")
def second_factor_finish(request: HttpRequest) -> HttpResponse:
    """Let the app count once it has shown a right code; show the back-up codes, this once."""
    _ensure_offered()
    form = CodeForm(request.POST)
    if form.is_valid():
        code = form.cleaned_data["code"].replace(" ", "")
        user = signed_in(request)
        checked, codes = second_factor_confirm(user=user, code=code, now=timezone.now())
        if checked.outcome is Outcome.RIGHT:
            return render(request, "directory/backup_codes.html", {"codes": codes})
        form.add_error("code", code_words(checked))
    return _page(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)


@staff_page()
@require_POST
@sensitive_post_parameters("code")
def second_factor_change(request: HttpRequest) -> HttpResponse:
    """Turn the second factor off, or make new back-up codes: both ask for a code."""
    user = signed_in(request)
    form = CodeForm(request.POST)
    if form.is_valid():
        now = timezone.now()
        checked = second_factor_check(user=user, code=form.cleaned_data["code"], now=now)
        if checked.outcome is Outcome.RIGHT:
            return _changed(request, user)
        form.add_error("code", code_words(checked))
    return _page(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)


def _changed(request: HttpRequest, user: User) -> HttpResponse:
    now = timezone.now()
    if request.POST.get("what") == "codes":
        codes = second_factor_renew_codes(user=user, now=now)
        return render(request, "directory/backup_codes.html", {"codes": codes})
    if second_factor_required(user):
        raise NotAllowed(_("Người duyệt hồ sơ phải dùng xác thực hai bước: không tắt được."))
    second_factor_drop(user=user, now=now)
    messages.success(request, _("Đã tắt xác thực hai bước."))
    return redirect("my-account")


def _page(request: HttpRequest, form: CodeForm, status: int = 200) -> HttpResponse:
    user = signed_in(request)
    app = AuthenticatorApp.objects.filter(user=user).first()
    context: dict[str, Any] = {
        "form": form,
        "app": app,
        "required": second_factor_required(user),
        "left": user.backup_codes.filter(used_at=None).count(),
    }
    if app is not None and not app.confirmed:
        context |= _picture(user, second_factor_secret(app))
    return render(request, "directory/second_factor.html", context, status=status)


def _picture(user: User, secret: str) -> dict[str, str]:
    """Return the QR code that an app reads, and the secret in groups for typing it."""
    label = quote(f"{ISSUER}:{user.get_username()}")
    query = urlencode({"secret": secret, "issuer": ISSUER}, quote_via=quote)
    code = segno.make(f"otpauth://totp/{label}?{query}", micro=False)
    groups = " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))
    return {"picture": code.svg_data_uri(scale=5, border=3), "secret": groups}


def _ensure_offered() -> None:
    if not second_factor_offered():
        raise NotFound(_("Nơi này không dùng xác thực hai bước."))
