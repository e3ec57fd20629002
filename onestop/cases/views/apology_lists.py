"""The lists of letters of apology: what waits for the account, is owed, was missed, was sent."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from onestop.cases.access import offices_seen
from onestop.cases.forms import ApologyFilter
from onestop.cases.looks import cases_look
from onestop.cases.selectors import (
    ApologyList,
    ApologyPage,
    apologies_open,
    apologies_owed,
    apologies_sent,
    apology_counts,
    latest_letters,
)
from onestop.cases.selectors.rows import rows_of
from onestop.cases.views.letters import MOVES, Letter, Refused, letter_of
from onestop.cases.views.page import Typed
from onestop.directory.models import User
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.rights import Right, rights_of

Context = dict[str, Any]

# Whose letters wait for somebody: who makes one of the moves.
MOVING = frozenset().union(*(move.rights for move in MOVES.values()))
TEMPLATE = "cases/apology_list.html"


@staff_page(Right.CASE_VIEW)
@require_safe
def apology_list(request: HttpRequest) -> HttpResponse:
    """Show the letters whose next move is the account's, or the list that the address asks for."""
    actor, now = signed_in(request), timezone.now()
    offices = offices_seen(actor)
    form = ApologyFilter(offices, request.GET)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        tabs = _tabs(actor, ApologyList.OWED, form)
        return render(request, TEMPLATE, {"form": form, "tabs": tabs}, status=status)
    wanted = ApologyList(form.cleaned_data["list"] or _first(actor))
    if wanted is ApologyList.WAITING:
        return apology_waiting(request, actor)
    cursor = request.GET.get("cursor", "")
    if wanted is ApologyList.SENT:
        page = apologies_sent(form.offices(), now, form.wanted(), cursor=cursor)
    else:
        page = apologies_owed(form.offices(), now, wanted, form.wanted(), cursor=cursor)
    cases_look(request, [line.row for line in page.lines])
    context = {
        "list": str(wanted),
        "title": wanted.label,
        "form": form,
        "page": page,
        "drafts": Right.APOLOGY_DRAFT in rights_of(actor),
        "sends": Right.APOLOGY_SEND in rights_of(actor),
        "tabs": _tabs(actor, wanted, form),
        "next": _next(request, page),
    }
    return render(request, TEMPLATE, context)


def apology_waiting(
    request: HttpRequest, actor: User, typed: Typed | None = None, status: int = HTTPStatus.OK
) -> HttpResponse:
    """Return the list of what waits for the account, with what was typed, if it was refused."""
    typed = typed or Typed()
    waiting = apologies_open(actor)
    latest = latest_letters(one.case for one in waiting)
    refused = Refused(typed.returned or {}, typed.sent or {})
    letters = [letter_of(one, actor, latest, refused) for one in waiting]
    rows = rows_of((one.case for one in waiting), timezone.now())
    cases_look(request, rows)
    form = ApologyFilter(offices_seen(actor), {})
    form.full_clean()
    context = {
        "list": str(ApologyList.WAITING),
        "title": ApologyList.WAITING.label,
        "lines": list(zip(letters, rows, strict=True)),
        "ticks": _together(letters),
        "all_ticked": request.GET.get("ticked") == "all",
        "tabs": _tabs(actor, ApologyList.WAITING, form),
        "typed": typed,
        "from": "list",
    }
    return render(request, TEMPLATE, context, status=status)


def _together(letters: Sequence[Letter]) -> Mapping[str, int]:
    """Return with how many letters each of the moves may be made that several take at once."""
    onward = [letter.onward.name for letter in letters if letter.onward]
    counted = {name: onward.count(name) for name in ("approve", "sign")}
    return {name: count for name, count in counted.items() if count}


def _first(actor: User) -> ApologyList:
    """Return the list that an account sees first."""
    return ApologyList.WAITING if MOVING & rights_of(actor) else ApologyList.OWED


def _tabs(actor: User, current: ApologyList, form: ApologyFilter) -> list[Context]:
    """Return the lists that the account has, each with how many letters it holds."""
    valid = form.is_valid() if form.is_bound else False
    offices = form.offices() if valid else offices_seen(actor)
    counts = apology_counts(offices, timezone.now(), form.wanted() if valid else None)
    shown = [
        one for one in ApologyList if one is not ApologyList.WAITING or MOVING & rights_of(actor)
    ]
    return [
        {
            "name": str(one),
            "label": one.label,
            "count": getattr(counts, one, None),
            "is_current": one is current,
            "is_late": one is ApologyList.MISSED,
        }
        for one in shown
    ]


def _next(request: HttpRequest, page: ApologyPage) -> str | None:
    """Return the query of the next page."""
    if page.cursor is None:
        return None
    query = request.GET.copy()
    query["cursor"] = page.cursor
    return query.urlencode()
