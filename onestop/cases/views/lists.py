"""The list of cases: one's own work, or whatever the address asks for."""

from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from onestop.cases.access import offices_seen
from onestop.cases.forms import ListFilter
from onestop.cases.looks import cases_look
from onestop.cases.models import Case
from onestop.cases.selectors import CasePage, awaiting_citizen, work_list
from onestop.cases.selectors import case_list as cases_listed
from onestop.cases.selectors.work import LONGEST
from onestop.cases.transitions import STEP_RIGHT
from onestop.directory.models import Office, User
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.rights import Right, has_right

Context = dict[str, Any]


@staff_page(Right.CASE_VIEW)
@require_safe
def case_list(request: HttpRequest) -> HttpResponse:
    """Show one's own work, most urgent first; with a filter, or `scope=office`, all cases.

    A whole code that is searched for, typed or scanned, leads to its case at once.
    """
    actor, now = signed_in(request), timezone.now()
    offices = offices_seen(actor)
    form = ListFilter(offices, request.GET)
    if not form.is_valid():
        page = CasePage([], None)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _rendered(request, {"form": form, "page": page, "now": now}, status)
    found = _code_found(form.cleaned_data["q"], offices)
    if found:
        return redirect("case", found)
    if _is_own_work(request, actor, form):
        return _rendered(request, {"form": form, **_own_work(actor, offices, now)})
    page = cases_listed(form.offices(), now, form.wanted(), cursor=request.GET.get("cursor", ""))
    context = {"form": form, "page": page, "now": now, "has_work": _has_work(actor)}
    return _rendered(request, {**context, "next": _next(request, page)})


def _rendered(request: HttpRequest, context: Context, status: int = HTTPStatus.OK) -> HttpResponse:
    awaited = context.get("awaited")
    cases_look(request, [*context["page"].rows, *(awaited.rows if awaited else ())])
    return render(request, "cases/case_list.html", context, status=status)


def _own_work(actor: User, offices: Sequence[Office], now: datetime) -> Context:
    """Return what the account has to do; reception also sees whom it waits for."""
    receiving = [one for one in offices if has_right(actor, Right.CASE_RECEIVE, office=one)]
    rows = work_list(actor, now)
    return {
        "page": CasePage(rows, None),
        "is_cut": len(rows) == LONGEST,
        "awaited": awaiting_citizen(receiving, now) if receiving else None,
        "own": True,
        "has_work": True,
        "now": now,
    }


def _is_own_work(request: HttpRequest, actor: User, form: ListFilter) -> bool:
    asked = form.narrows or request.GET.get("scope") == "office"
    return _has_work(actor) and not asked


def _has_work(actor: User) -> bool:
    """Tell whether one of the account's roles works on steps."""
    return not STEP_RIGHT.keys().isdisjoint(actor.roles())


def _code_found(typed: str, offices: Sequence[Office]) -> str | None:
    code = typed.upper()
    known = Case.objects.filter(office__in=offices, code=code) if code else Case.objects.none()
    return code if known.exists() else None


def _next(request: HttpRequest, page: CasePage) -> str | None:
    """Return the query of the next page."""
    if page.cursor is None:
        return None
    query = request.GET.copy()
    query["cursor"] = page.cursor
    return query.urlencode()
