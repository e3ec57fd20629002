"""Locking and moving an account, and taking a role: first what is open, and to whom it goes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onestop.directory.administration import memberships_of
from onestop.directory.administration_forms import MOST_SUCCESSORS, LeaveForm, LockForm, MoveForm
from onestop.directory.models import Office, User
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.refusals import BadInput, NotFound, StateForbids
from onestop.directory.rights import Right, Role
from onestop.directory.services import account_lock, account_move, role_take
from onestop.directory.services.reach import (
    account_in_reach,
    ensure_may_change,
    offices_administered,
    roles_to_give,
)
from onestop.directory.services.succession import open_work_of, successors_of
from onestop.directory.views.accounts import account_done
from onestop.directory.views.administration import office_chosen
from onestop.directory.words import LeavingReason


@dataclass
class Parting:
    """One way in which an account leaves something: what is asked, and what is then done."""

    account: User
    title: str
    button: str
    said: str
    form: LeaveForm
    do: Callable[..., object]
    context: dict[str, Any] = field(default_factory=dict)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Right.ACCOUNT_MANAGE)
def account_locking(request: HttpRequest, account_id: int) -> HttpResponse:
    """Lock an account."""
    one = _changeable(request, account_id)

    def do(reason: str, **told: Any) -> None:
        account_lock(account_id=account_id, reason=LeavingReason(reason), **told)

    parting = Parting(
        account=one,
        title=_("Khóa tài khoản"),
        button=_("Khóa ngay"),
        said=_("Đã khóa tài khoản và bàn giao việc đang làm."),
        form=LockForm(_colleagues(one), request.POST or None),
        do=do,
    )
    return _parted(request, parting)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Right.ACCOUNT_MANAGE)
def account_moving(request: HttpRequest, account_id: int) -> HttpResponse:
    """Move an account from its office to another that the actor administers."""
    one, actor = _changeable(request, account_id), signed_in(request)
    here = _only_office(one)
    others = [office for office in offices_administered(actor) if office != here]
    if not others:
        raise StateForbids(
            _("Bạn không quản trị bộ phận một cửa nào khác. Hãy nhờ quản trị viên hệ thống.")
        )
    office = office_chosen(request, others, None)

    def do(role: str, **told: Any) -> None:
        account_move(
            account_id=account_id, from_office=here, to_office=office, role=Role(role), **told
        )

    parting = Parting(
        account=one,
        title=_("Chuyển nơi làm việc"),
        button=_("Chuyển ngay"),
        said=_("Đã chuyển và bàn giao việc đang làm."),
        form=MoveForm(_colleagues(one), roles_to_give(actor), office, request.POST or None),
        do=do,
        context={"offices": others, "office": office},
    )
    return _parted(request, parting)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Right.ACCOUNT_MANAGE)
def account_role_taking(request: HttpRequest, account_id: int, membership_id: int) -> HttpResponse:
    """Take a role from an account."""
    one = _changeable(request, account_id)
    lost = next((row for row in memberships_of(one) if row.pk == membership_id), None)
    if lost is None:
        raise NotFound(_("Tài khoản không có vai trò này."))

    def do(**told: Any) -> None:
        role_take(account_id=account_id, membership_id=membership_id, **told)

    parting = Parting(
        account=one,
        title=_("Thu hồi vai trò «%(role)s»") % {"role": lost.get_role_display()},
        button=_("Thu hồi ngay"),
        said=_("Đã thu hồi vai trò."),
        form=LeaveForm(_colleagues(one), request.POST or None),
        do=do,
    )
    return _parted(request, parting)


def _parted(request: HttpRequest, parting: Parting) -> HttpResponse:
    """Show what is open and ask to whom it goes; as POST, do it."""
    form, status = parting.form, HTTPStatus.OK
    if form.is_bound:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            told = form.cleaned_data
            told["successor_id"] = told.pop("successor")
            try:
                parting.do(actor=signed_in(request), now=timezone.now(), **told)
            except (BadInput, StateForbids) as refusal:
                form.refuse(refusal)
                status = refusal.status
            else:
                return account_done(request, parting.account.pk, parting.said)
    context = {
        **parting.context,
        "parting": parting,
        "account": User.objects.get(pk=parting.account.pk),
        "form": form,
        "work": open_work_of(parting.account),
    }
    return render(request, "directory/admin/leave.html", context, status=status)


def _changeable(request: HttpRequest, account_id: int) -> User:
    one = account_in_reach(signed_in(request), account_id)
    ensure_may_change(signed_in(request), one)
    return one


def _colleagues(account: User) -> list[User]:
    return list(successors_of(account)[:MOST_SUCCESSORS])


def _only_office(account: User) -> Office:
    offices = account.offices()
    if len(offices) != 1:
        raise StateForbids(
            _("Người này làm việc ở nhiều nơi: hãy giao vai trò mới và thu hồi từng vai trò cũ."),
        )
    return offices[0]
