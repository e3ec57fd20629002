"""The page on personal data: how long it is held, and what is held of one person."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from onestop.directory.models import Office
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.refusals import BadInput, NotFound
from onestop.directory.retention import retention_of
from onestop.directory.rights import Right
from onestop.directory.services.retention import retention_set
from onestop.operations.privacy.forms import PersonForm, RulesForm
from onestop.operations.privacy.person import offices_exported, person_export
from onestop.operations.privacy.retention import PREVIEW_LIMIT, Touched, retention_preview


@dataclass(frozen=True)
class Section:
    """One office of the page; `touched` is what its rules would touch now."""

    office: Office
    form: RulesForm
    touched: Touched
    only_thought_of: bool = False


@staff_page(Right.PRIVACY_MANAGE)
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Show the rules of the account's offices, with what they would touch now."""
    return _page(request)


@staff_page(Right.PRIVACY_MANAGE)
@require_POST
def rules(request: HttpRequest, office_code: str) -> HttpResponse:
    """Preview the rules that were typed, or set them."""
    office = _office(request, office_code)
    form = RulesForm(request.POST, instance=retention_of(office), auto_id=f"{office.code}_%s")
    if not form.is_valid():
        return _page(request, {office.pk: form}, HTTPStatus.UNPROCESSABLE_ENTITY)
    if "preview" in request.POST:
        return _page(request, {office.pk: form})
    try:
        actor, now = signed_in(request), timezone.now()
        retention_set(office=office, actor=actor, now=now, **form.cleaned_data)
    except BadInput as refusal:
        form.refused(refusal)
        return _page(request, {office.pk: form}, HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, _("Đã lưu thời hạn lưu giữ."))
    return redirect("privacy")


@staff_page(Right.PRIVACY_MANAGE)
@require_POST
def person(request: HttpRequest) -> HttpResponse:
    """Show, or give as a file, everything that the account's offices hold of one person."""
    actor, form = signed_in(request), PersonForm(request.POST)
    if not form.is_valid():
        return _page(request, person=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        held = person_export(
            offices=offices_exported(actor), actor=actor, now=timezone.now(), **form.cleaned_data
        )
    except NotFound as refusal:
        form.add_error(None, str(refusal.detail))
        return _page(request, person=form, status=refusal.status)
    if "json" not in request.POST:
        return render(request, "operations/person.html", {"held": held})
    answer = JsonResponse(held, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer.headers["Content-Disposition"] = 'attachment; filename="person.json"'
    return answer


def _office(request: HttpRequest, code: str) -> Office:
    for one in offices_exported(signed_in(request)):
        if one.code == code:
            return one
    raise NotFound(_("Không tìm thấy bộ phận một cửa này."))


def _page(
    request: HttpRequest,
    typed: dict[int, RulesForm] | None = None,
    status: int = HTTPStatus.OK,
    person: PersonForm | None = None,
) -> HttpResponse:
    offices = offices_exported(signed_in(request))
    context: dict[str, Any] = {
        "sections": [_section(one, (typed or {}).get(one.pk)) for one in offices],
        "person": person or PersonForm(),
        "limit": PREVIEW_LIMIT,
    }
    return render(request, "operations/privacy.html", context, status=status)


def _section(office: Office, typed: RulesForm | None) -> Section:
    form = typed or RulesForm(instance=retention_of(office), auto_id=f"{office.code}_%s")
    stored = retention_of(office)
    thought_of = typed.instance if typed is not None and typed.is_valid() else stored
    return Section(office, form, retention_preview(thought_of, timezone.now()), typed is not None)
