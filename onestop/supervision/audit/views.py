"""The page on which the audit is searched; each search is itself a look."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onestop.directory.audit import look_record
from onestop.directory.models import Office
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.refusals import NotAllowed
from onestop.directory.rights import Right, has_right
from onestop.supervision.audit.forms import AuditFilter
from onestop.supervision.audit.search import AuditPage, Wanted, audit_page, offices_audited


@staff_page(Right.AUDIT_VIEW)
@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """Show who changed or looked at what in one office, the newest first."""
    actor = signed_in(request)
    offices = offices_audited(actor)
    if not offices:
        raise NotAllowed(_("Tài khoản của bạn không có quyền xem nhật ký."))
    form = AuditFilter(offices, timezone.localdate(), request.GET)
    if not form.is_valid():
        context: dict[str, Any] = {"form": form, "page": AuditPage([], None)}
        return _rendered(request, context, HTTPStatus.UNPROCESSABLE_ENTITY)
    office, wanted = form.office, form.wanted()
    page = audit_page(office, wanted, cursor=request.GET.get("cursor", ""))
    opens_cases = has_right(actor, Right.CASE_VIEW, office=office)
    context = {"form": form, "page": page, "office": office, "opens_cases": opens_cases}
    answer = _rendered(request, {**context, "next": _next(request, page)})
    _look(request, office, wanted)
    return answer


def _rendered(
    request: HttpRequest, context: dict[str, Any], status: int = HTTPStatus.OK
) -> HttpResponse:
    return render(request, "supervision/audit.html", context, status=status)


def _look(request: HttpRequest, office: Office, wanted: Wanted) -> None:
    asked = {
        "first": str(wanted.first),
        "last": str(wanted.last),
        "person": wanted.person.pk if wanted.person else None,
        "case": wanted.case.pk if wanted.case else None,
        "group": wanted.group or None,
    }
    told = {name: value for name, value in asked.items() if value is not None}
    subject = f"office:{office.pk}"
    look_record(request, "look.audit", subject=subject, office_id=office.pk, after=told)


def _next(request: HttpRequest, page: AuditPage) -> str | None:
    """Return the query of the next page."""
    if page.cursor is None:
        return None
    query = request.GET.copy()
    query["cursor"] = page.cursor
    return query.urlencode()
