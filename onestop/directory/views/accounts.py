"""Accounts: the list, a new one, and one account with its names, roles and tokens."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from onestop.directory.administration import (
    Sought,
    accounts_page,
    changes_of,
    memberships_of,
    tokens_of,
)
from onestop.directory.administration_forms import (
    Answered,
    CreateForm,
    NamesForm,
    RoleForm,
    SearchForm,
    VersionForm,
)
from onestop.directory.models import User
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.refusals import BadInput, Refusal, StateForbids
from onestop.directory.rights import Right, Role
from onestop.directory.services import (
    FirstPassword,
    account_create,
    account_edit,
    account_unlock,
    password_reset,
    role_give,
)
from onestop.directory.services.reach import (
    account_in_reach,
    offices_administered,
    roles_to_give,
    why_not_changed,
)
from onestop.directory.views.administration import office_chosen

WRONG = HTTPStatus.UNPROCESSABLE_ENTITY


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Right.ACCOUNT_MANAGE)
def account_list(request: HttpRequest) -> HttpResponse:
    """Show the accounts by name; what is sought comes as POST, so that names are in no address."""
    form = SearchForm(request.POST if request.method == "POST" else {})
    status = HTTPStatus.OK if form.is_valid() else WRONG
    asked = form.cleaned_data
    sought = Sought(
        text=asked.get("q", ""),
        role=asked.get("role", ""),
        locked={"yes": True, "no": False}.get(asked.get("locked", "")),
        after=asked.get("after"),
    )
    page = accounts_page(signed_in(request), sought)
    return render(
        request, "directory/admin/accounts.html", {"form": form, "page": page}, status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Right.ACCOUNT_MANAGE)
def account_new(request: HttpRequest) -> HttpResponse:
    """Make an account and show its first password, once."""
    actor = signed_in(request)
    offices = offices_administered(actor)
    office = office_chosen(request, offices, None)
    form = CreateForm(roles_to_give(actor), office, request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = {**form.cleaned_data, "role": Role(form.cleaned_data["role"])}
        try:
            first = account_create(office=office, actor=actor, now=timezone.now(), **told)
        except BadInput as refusal:
            form.refuse(refusal)
        else:
            return _first_password(request, first)
    context = {"form": form, "office": office, "offices": offices}
    return render(request, "directory/admin/account_new.html", context, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Right.ACCOUNT_MANAGE)
def account(request: HttpRequest, account_id: int) -> HttpResponse:
    """Show one account; as POST change what its person is called."""
    one = account_in_reach(signed_in(request), account_id)
    if request.method != "POST":
        return account_shown(request, one)
    form = NamesForm(request.POST)
    if not form.is_valid():
        return account_shown(request, one, names=form, status=WRONG)
    try:
        account_edit(
            account_id=account_id,
            actor=signed_in(request),
            now=timezone.now(),
            **form.cleaned_data,
        )
    except (BadInput, StateForbids) as refusal:
        form.refuse(refusal)
        return account_shown(request, one, names=form, status=refusal.status)
    return account_done(request, account_id, _("Đã lưu."))


@require_POST
@staff_page(Right.ACCOUNT_MANAGE)
def account_role_give(request: HttpRequest, account_id: int) -> HttpResponse:
    """Give the account a role in the office that the address names, or change its agencies."""
    actor = signed_in(request)
    one = account_in_reach(actor, account_id)
    office = office_chosen(request, offices_administered(actor), None)
    form = RoleForm(roles_to_give(actor), office, request.POST)
    if not form.is_valid():
        return account_shown(request, one, role=form, status=WRONG)
    told = {**form.cleaned_data, "role": Role(form.cleaned_data["role"])}
    try:
        role_give(account_id=account_id, office=office, actor=actor, now=timezone.now(), **told)
    except (BadInput, StateForbids) as refusal:
        form.refuse(refusal)
        return account_shown(request, one, role=form, status=refusal.status)
    return account_done(request, account_id, _("Đã giao vai trò."))


@require_POST
@staff_page(Right.ACCOUNT_MANAGE)
def account_password(request: HttpRequest, account_id: int) -> HttpResponse:
    """Set a new first password and show it, once."""
    one = account_in_reach(signed_in(request), account_id)
    form = VersionForm(request.POST)
    if not form.is_valid():
        return account_shown(request, one, status=WRONG)
    try:
        first = password_reset(
            account_id=account_id,
            actor=signed_in(request),
            now=timezone.now(),
            **form.cleaned_data,
        )
    except StateForbids as refusal:
        return account_shown(request, one, refusal=refusal)
    return _first_password(request, first)


@require_POST
@staff_page(Right.ACCOUNT_MANAGE)
def account_open(request: HttpRequest, account_id: int) -> HttpResponse:
    """Unlock the account."""
    one = account_in_reach(signed_in(request), account_id)
    form = VersionForm(request.POST)
    if not form.is_valid():
        return account_shown(request, one, status=WRONG)
    try:
        account_unlock(
            account_id=account_id,
            actor=signed_in(request),
            now=timezone.now(),
            **form.cleaned_data,
        )
    except StateForbids as refusal:
        return account_shown(request, one, refusal=refusal)
    return account_done(request, account_id, _("Đã mở khóa. Mã truy cập cũ không dùng lại được."))


def account_shown(
    request: HttpRequest,
    one: User,
    *,
    names: NamesForm | None = None,
    role: RoleForm | None = None,
    refusal: Refusal | None = None,
    status: int | None = None,
) -> HttpResponse:
    """Return the account's page as it is now, with what was refused and what was typed."""
    actor, fresh = signed_in(request), User.objects.get(pk=one.pk)
    offices = offices_administered(actor)
    works_in = next(iter(fresh.offices()), None)
    office = office_chosen(request, offices, works_in.pk if works_in else None)
    known = {"full_name": fresh.full_name, "title": fresh.title}
    context = {
        "account": fresh,
        "own": fresh.pk == actor.pk,
        "why_not": why_not_changed(actor, fresh),
        "names": names or NamesForm(initial=known),
        "role": role or RoleForm(roles_to_give(actor), office),
        "offices": offices,
        "office": office,
        "memberships": memberships_of(fresh),
        "tokens": tokens_of(fresh),
        "changes": changes_of(fresh),
        "refusal": refusal,
    }
    status = status or (refusal.status if refusal else HTTPStatus.OK)
    return render(request, "directory/admin/account.html", context, status=status)


def account_done(request: HttpRequest, account_id: int, sentence: str) -> HttpResponse:
    """Say what was done and go back to the account."""
    messages.success(request, sentence)
    return redirect("account", account_id)


def _first_password(request: HttpRequest, first: FirstPassword) -> HttpResponse:
    return render(request, "directory/admin/first_password.html", {"first": first})


def _status(form: Answered) -> HTTPStatus:
    return WRONG if form.is_bound else HTTPStatus.OK
