"""The page on which an office keeps its list of reasons for letters of apology."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from onestop.cases.apology_reasons import DEFAULTS, OTHER_REASON
from onestop.cases.forms import ReasonsForm
from onestop.cases.forms.refused import refusal_into
from onestop.cases.selectors import apology_reasons_own
from onestop.cases.services.reasons import apology_reasons_set
from onestop.directory.models import Office
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.refusals import BadInput, StateForbids
from onestop.directory.rights import Right, ensure_right
from onestop.directory.selectors import office_of


@staff_page(Right.OFFICE_MANAGE)
@require_safe
def reasons_start(request: HttpRequest) -> HttpResponse:
    """Lead to the list of the account's first office."""
    return redirect("apology-reasons", signed_in(request).offices()[0].code)


@staff_page(Right.OFFICE_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def reasons(request: HttpRequest, office_code: str) -> HttpResponse:
    """Show the office's list to be edited, or store it."""
    actor = signed_in(request)
    office = office_of(actor, office_code)
    ensure_right(actor, Right.OFFICE_MANAGE, office=office)
    if request.method != "POST":
        return _page(request, office, ReasonsForm(apology_reasons_own(office)))
    form = ReasonsForm(apology_reasons_own(office), request.POST)
    if not form.is_valid():
        return _page(request, office, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        now = timezone.now()
        apology_reasons_set(office_code=office.code, actor=actor, now=now, **form.told())
    except BadInput as refusal:
        refusal_into(form, refusal)
        return _page(request, office, form, refusal.status)
    except StateForbids as refusal:
        messages.warning(request, str(refusal.detail))
        form = ReasonsForm(apology_reasons_own(office))
        return _page(request, office, form, refusal.status)
    messages.success(request, _("Đã lưu danh sách lý do."))
    return redirect("apology-reasons", office.code)


def _page(
    request: HttpRequest, office: Office, form: ReasonsForm, status: int = HTTPStatus.OK
) -> HttpResponse:
    context = {
        "office": office,
        "offices": signed_in(request).offices(),
        "form": form,
        "defaults": DEFAULTS,
        "other": OTHER_REASON,
    }
    return render(request, "cases/reasons.html", context, status=status)
