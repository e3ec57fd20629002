"""Đăng nhập của các tài khoản: what an administrator sees and lifts."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from onestop.directory.pages import signed_in, staff_page
from onestop.directory.refusals import BadInput, Text
from onestop.directory.rights import Right
from onestop.directory.services.reach import account_to_change, accounts_in_reach
from onestop.directory.services.second_factor import second_factor_reset
from onestop.directory.services.sessions import address_unlock, lockout_lift, sessions_end
from onestop.directory.signing_in.policy import second_factor_offered
from onestop.directory.signing_in.reading import locked_addresses, sign_ins_of

PAGE = 50
# What the page's buttons do, and what is said afterwards.
DEEDS: dict[str, tuple[Callable[..., Any], Text]] = {
    "unlock": (lockout_lift, gettext_lazy("Đã mở khóa đăng nhập.")),
    "end": (sessions_end, gettext_lazy("Đã kết thúc các phiên của tài khoản.")),
    "reset": (second_factor_reset, gettext_lazy("Đã bỏ xác thực hai bước của tài khoản.")),
}


@staff_page(Right.ACCOUNT_MANAGE)
@require_safe
def sign_ins(request: HttpRequest) -> HttpResponse:
    """List the accounts of the offices that one administers, with what is locked."""
    accounts = accounts_in_reach(signed_in(request)).order_by("username")
    page = Paginator(accounts, PAGE).get_page(request.GET.get("page"))
    now = timezone.now()
    context = {
        "page": page,
        "rows": sign_ins_of(page.object_list, now),
        "addresses": locked_addresses(now),
        "offered": second_factor_offered(),
    }
    return render(request, "directory/sign_ins.html", context)


@staff_page(Right.ACCOUNT_MANAGE)
@require_POST
def sign_ins_change(request: HttpRequest, account_id: int) -> HttpResponse:
    """Unlock an account, end its sessions, or take its second factor away."""
    actor = signed_in(request)
    account_to_change(actor, account_id)
    deed = DEEDS.get(request.POST.get("deed", ""))
    if deed is None:
        raise BadInput(_("Việc này không có. Hãy tải lại trang."))
    change, done = deed
    change(actor=actor, account_id=account_id, now=timezone.now())
    messages.success(request, str(done))
    return redirect("sign-ins")


@staff_page(Right.ACCOUNT_MANAGE)
@require_POST
def sign_ins_address(request: HttpRequest) -> HttpResponse:
    """Unlock an address."""
    address = request.POST.get("address", "")
    address_unlock(actor=signed_in(request), address=address, now=timezone.now())
    messages.success(request, _("Đã mở khóa địa chỉ."))
    return redirect("sign-ins")
