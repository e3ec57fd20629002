"""Entering dossiers that were received on paper during an outage, and the leave to do so."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onestop.cases.forms.amending import LateEntryForm, LeaveForm
from onestop.cases.models import Case
from onestop.cases.selectors.leaves import entry_leaves
from onestop.cases.services import case_receive, entry_leave_give
from onestop.cases.services.late_entries import GIVE
from onestop.directory.models import Office, User
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.refusals import BadInput, StateForbids
from onestop.directory.rights import Right, has_right
from onestop.directory.selectors import office_of


@staff_page(Right.CASE_RECEIVE, *GIVE)
@require_http_methods(["GET", "HEAD", "POST"])
def late_entries(request: HttpRequest) -> HttpResponse:
    """Show leaves and the form of a dossier; a POST enters it and leads to its page."""
    actor = signed_in(request)
    receiving = _offices(actor, Right.CASE_RECEIVE)
    if request.method != "POST":
        return _page(request)
    form = LateEntryForm(receiving, request.POST)
    case = _entered(form, actor) if form.is_valid() else None
    if case is None:
        return _page(request, entry=form)
    messages.success(request, _("Đã nhập bù hồ sơ %(code)s.") % {"code": case.code})
    return redirect("case", case.code)


@staff_page(*GIVE)
@require_http_methods(["GET", "HEAD", "POST"])
def leave_give(request: HttpRequest) -> HttpResponse:
    """Give leave for the time of an outage and lead back."""
    actor = signed_in(request)
    if request.method != "POST":
        return redirect("late-entries")
    form = LeaveForm(_offices(actor, *GIVE), request.POST)
    if not (form.is_valid() and _given(form, actor)):
        return _page(request, leave=form)
    messages.success(request, _("Đã cho phép nhập bù."))
    return redirect("late-entries")


def _page(
    request: HttpRequest, entry: LateEntryForm | None = None, leave: LeaveForm | None = None
) -> HttpResponse:
    actor = signed_in(request)
    receiving, giving = _offices(actor, Right.CASE_RECEIVE), _offices(actor, *GIVE)
    context: dict[str, Any] = {
        "entry": entry or (LateEntryForm(receiving) if receiving else None),
        "leave": leave or (LeaveForm(giving) if giving else None),
        "leaves": entry_leaves(sorted({*receiving, *giving}, key=lambda one: one.pk)),
    }
    refused = entry is not None or leave is not None
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "cases/late_entries.html", context, status=status)


def _offices(actor: User, *rights: Right) -> list[Office]:
    """Return the offices in which the account holds one of the rights."""
    return [
        one
        for one in actor.offices()
        if any(has_right(actor, right, office=one) for right in rights)
    ]


def _entered(form: LateEntryForm, actor: User) -> Case | None:
    """Enter the dossier; None, with the reason in the form, where that is refused."""
    try:
        return case_receive(
            office=office_of(actor, form.cleaned_data["office"]),
            actor=actor,
            now=timezone.now(),
            **form.facts(),
        )
    except BadInput as refusal:
        form.refused(refusal)
    except StateForbids as refusal:
        form.add_error("received_at", str(refusal.detail))
    return None


def _given(form: LeaveForm, actor: User) -> bool:
    """Give the leave; tell whether it was given, else show why not."""
    told = dict(form.cleaned_data)
    try:
        entry_leave_give(
            office=office_of(actor, told.pop("office")), actor=actor, now=timezone.now(), **told
        )
    except BadInput as refusal:
        form.refused(refusal)
        return False
    return True
