"""The list of procedures, one procedure with its versions by date, and the form of a new one."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onestop.catalogue.forms import VersionForm
from onestop.catalogue.listing import procedure_page, procedure_shown
from onestop.catalogue.models import Procedure
from onestop.catalogue.services import procedure_version_open, procedure_version_withdraw
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
    shown = procedure_shown(_procedure(procedure_id), day=timezone.localdate())
    manages = Right.CATALOGUE_MANAGE in rights_of(signed_in(request))
    return render(request, "catalogue/procedure.html", {"shown": shown, "manages": manages})


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
