"""Mã truy cập: one's own tokens, and ending those of accounts that one administers."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from onestop.directory.administration import tokens_of
from onestop.directory.administration_forms import TokenForm
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.refusals import BadInput, StateForbids
from onestop.directory.services import access_token_create, access_token_revoke


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page()
def token_list(request: HttpRequest) -> HttpResponse:
    """Show one's own tokens; as POST make one and show its secret, once."""
    actor, status = signed_in(request), HTTPStatus.OK
    form = TokenForm(request.POST if request.method == "POST" else None)
    context: dict[str, object] = {}
    if form.is_bound:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                _token, context["secret"] = access_token_create(
                    actor=actor, now=timezone.now(), **form.cleaned_data
                )
            except (BadInput, StateForbids) as refusal:
                form.refuse(refusal)
                status = refusal.status
            else:
                form, status = TokenForm(), HTTPStatus.OK
    context |= {"form": form, "tokens": tokens_of(actor)}
    return render(request, "directory/admin/tokens.html", context, status=status)


@require_POST
@staff_page()
def token_revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    """End a token and go back to where it was listed."""
    actor = signed_in(request)
    token = access_token_revoke(token_id=token_id, actor=actor, now=timezone.now())
    messages.success(request, _("Đã thu hồi mã truy cập. Mã này không mở được gì nữa."))
    if token.user_id == actor.pk:
        return redirect("token-list")
    return redirect("account", token.user_id)
