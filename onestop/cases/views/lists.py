"""The list of cases: one's own work, or whatever the address asks for."""

from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onestop.cases.access import offices_seen
from onestop.cases.forms import ListFilter
from onestop.cases.looks import cases_look
from onestop.cases.models import Case
from onestop.cases.places import HANDING_OVER
from onestop.cases.selectors import (
    CasePage,
    apology_counts,
    arriving,
    awaiting_citizen,
    batches_waiting,
    opinions_awaited,
    ready_to_hand_over,
    reminders,
    work_list,
)
from onestop.cases.selectors import case_list as cases_listed
from onestop.cases.selectors.work import LONGEST
from onestop.cases.services.late_entries import GIVE
from onestop.cases.sought import is_public, sought_open, sought_seal
from onestop.cases.views.tabs import has_work, tabs_of
from onestop.directory.audit import look_record_list
from onestop.directory.models import Office, User
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.refusals import BadInput
from onestop.directory.rights import Right, has_right, rights_of

Context = dict[str, Any]

# Who sees the way to dossiers that are entered after an outage.
ENTERING = GIVE | {Right.CASE_RECEIVE}
# What of a search may stand in an address.
ADDRESSED = ("scope", "due", "state", "agency", "office")


@staff_page(Right.CASE_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def case_list(request: HttpRequest) -> HttpResponse:
    """Show one's own work, most urgent first; with a filter, or `scope=office`, all cases.

    A search is posted and leads to an address without what was typed: a whole code, typed or
    scanned, to its case, anything else to this list with the text sealed.
    """
    actor, now = signed_in(request), timezone.now()
    offices = offices_seen(actor)
    form = ListFilter(offices, _asked(request, actor, now))
    if not form.is_valid():
        page = CasePage([], None)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        context = {"form": form, "page": page, "now": now, **tabs_of(actor)}
        return _rendered(request, context, status)
    found = _code_found(form.cleaned_data["q"], offices)
    if found:
        return redirect("case", found)
    if request.method == "POST":
        return redirect(_found_at(request, form.cleaned_data["q"], actor, now))
    if _is_own_work(request, actor, form):
        return _rendered(request, {"form": form, **_own_work(actor, offices, now)})
    page = cases_listed(form.offices(), now, form.wanted(), cursor=request.GET.get("cursor", ""))
    context = {"form": form, "page": page, "now": now, **tabs_of(actor)}
    return _rendered(request, {**context, "next": _next(request, page)})


def _asked(request: HttpRequest, actor: User, now: datetime) -> QueryDict:
    """Return what was posted, else what the address asks for with its text opened."""
    if request.method == "POST":
        return request.POST
    asked = request.GET.copy()
    if not is_public(asked.get("q", "").strip()):
        raise BadInput.field("q", _("Tên và số của người nộp chỉ tìm được bằng ô tìm của trang."))
    if "sought" in asked:
        asked["q"] = sought_open(str(asked["sought"]), actor, now)
    return asked


def _found_at(request: HttpRequest, text: str, actor: User, now: datetime) -> str:
    """Return the address of what is found: the filters as they are, the text sealed."""
    kept = [(name, request.POST.get(name, "")) for name in ADDRESSED]
    query = [*kept, ("sought", sought_seal(text, actor, now))]
    return f"{reverse('case-list')}?{urlencode([one for one in query if one[1]])}"


def _rendered(request: HttpRequest, context: Context, status: int = HTTPStatus.OK) -> HttpResponse:
    awaited = context.get("awaited")
    context = {**context, "enters_late": bool(ENTERING & rights_of(signed_in(request)))}
    cases_look(request, [*context["page"].rows, *(awaited.rows if awaited else ())])
    asked = [(one.case.office_id, one.case_id) for one in context.get("opinions", ())]
    look_record_list(request, "look.cases", shown=asked)
    return render(request, "cases/case_list.html", context, status=status)


def _own_work(actor: User, offices: Sequence[Office], now: datetime) -> Context:
    """Return what the account has to do; reception also sees whom it waits for."""
    receiving = [one for one in offices if has_right(actor, Right.CASE_RECEIVE, office=one)]
    rows = work_list(actor, now)
    return {
        "reminders": reminders(receiving, now),
        "page": CasePage(rows, None),
        "is_cut": len(rows) == LONGEST,
        "awaited": awaiting_citizen(receiving, now) if receiving else None,
        "own": True,
        **tabs_of(actor),
        "opinions": opinions_awaited(actor),
        "going": _going(actor, now),
        "letters": apology_counts(offices, now),
        "now": now,
    }


def _going(actor: User, now: datetime) -> dict[str, int]:
    """Return how many dossiers must be handed on today, and how many batches wait for the account.

    Somebody who hands nothing over has neither.
    """
    if not HANDING_OVER & rights_of(actor):
        return {}
    today = sum(len(one.today) for one in ready_to_hand_over(actor, now))
    return {"today": today, "waiting": len(batches_waiting(actor)) + len(arriving(actor))}


def _is_own_work(request: HttpRequest, actor: User, form: ListFilter) -> bool:
    asked = form.narrows or request.GET.get("scope") == "office"
    return has_work(actor) and not asked


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
