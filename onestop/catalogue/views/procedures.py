"""The list of procedures, one procedure with its versions by date, and the form of a new one."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onestop.catalogue.forms import EndForm, VersionForm
from onestop.catalogue.listing import procedure_page, procedure_shown
from onestop.catalogue.models import Procedure
from onestop.catalogue.services import (
    procedure_version_end,
    procedure_version_open,
    procedure_version_withdraw,
)
from onestop.catalogue.views.entry import MANAGE, READ
from onestop.directory.pages import signed_in
from onestop.directory.refusals import BadInput, NotFound
from onestop.directory.rights import Right, rights_of


@READ
@require_safe
def procedure_list(request: HttpRequest) -> HttpResponse:
    """Show the procedures that words find, with the process of each, and the default process."""
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 6 else 1  # noqa: PLR2004
    text = request.GET.get("q", "")[:100]
    context = {"page": procedure_page(text, number=number, day=timezone.localdate()), "q": text}
    return render(request, "catalogue/procedures.html", context)


@READ
@require_safe
def procedure(request: HttpRequest, procedure_id: int) -> HttpResponse:
    """Show a procedure: its versions by date, and the versions of its process."""
    known = _procedure(procedure_id)
    return _shown(request, known, EndForm(initial={"valid_to": known.valid_to}))


@MANAGE
@require_POST
def version_end(request: HttpRequest, procedure_id: int) -> HttpResponse:
    """Set the last day of a procedure that nothing replaces."""
    known, form = _procedure(procedure_id), EndForm(request.POST)
    if form.is_valid():
        try:
            procedure_version_end(
                procedure_id=procedure_id,
                valid_to=form.cleaned_data["valid_to"],
                actor=signed_in(request),
                now=timezone.now(),
            )
        except BadInput as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Đã lưu ngày cuối có hiệu lực."))
            return redirect("procedure", procedure_id)
    return _shown(request, known, form)


def _shown(request: HttpRequest, known: Procedure, form: EndForm) -> HttpResponse:
    """Return the page of a procedure, with what was refused in the form of its last day."""
    context = {
        "shown": procedure_shown(known, day=timezone.localdate()),
        "manages": Right.CATALOGUE_MANAGE in rights_of(signed_in(request)),
        "form": form,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "catalogue/procedure.html", context, status=status)


@MANAGE
@require_http_methods(["GET", "HEAD", "POST"])
def version_new(request: HttpRequest, procedure_id: int) -> HttpResponse:
    """Enter a new version with its first day; the form begins with what the last one says."""
    before = _procedure(procedure_id)
    form = VersionForm(request.POST or None, initial=_initial(before))
    status = HTTPStatus.OK
    if form.is_bound:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        version = _opened(request, before, form) if form.is_valid() else None
        if version is not None:
            messages.success(request, _("Đã thêm phiên bản mới."))
            return redirect("procedure", version.pk)
    context = {"form": form, "before": before}
    return render(request, "catalogue/version_new.html", context, status=status)


@MANAGE
@require_POST
def version_withdraw(request: HttpRequest, procedure_id: int) -> HttpResponse:
    """Take back a version that is not in force yet."""
    actor = signed_in(request)
    before = procedure_version_withdraw(procedure_id=procedure_id, actor=actor, now=timezone.now())
    messages.success(request, _("Đã bỏ phiên bản chưa có hiệu lực."))
    return redirect("procedure", before.pk)


def _opened(request: HttpRequest, before: Procedure, form: VersionForm) -> Procedure | None:
    try:
        return procedure_version_open(
            procedure_id=before.pk,
            valid_from=form.cleaned_data["valid_from"],
            facts=form.facts(),
            actor=signed_in(request),
            now=timezone.now(),
        )
    except BadInput as refusal:
        form.refuse(refusal)
        return None


def _initial(before: Procedure) -> dict[str, Any]:
    names = [name for name in VersionForm.base_fields if name != "valid_from"]
    return {name: getattr(before, name) for name in names}


def _procedure(procedure_id: int) -> Procedure:
    found = Procedure.objects.select_related("field").filter(pk=procedure_id).first()
    if found is None:
        raise NotFound(_("Không có thủ tục này trong danh mục."))
    return found
