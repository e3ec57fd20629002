"""The supervisor's board."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRefresh

from onestop.cases.selectors.recomputing import moves_untold
from onestop.catalogue.selectors import estimated_year_ahead
from onestop.directory.models import Office, User
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.rights import Right, ensure_right, has_right
from onestop.directory.routes import entry_for, marked
from onestop.directory.selectors import office_of
from onestop.supervision.selectors import board_of, offices_watched
from onestop.supervision.steps import steps_board

# A refresh every 15 seconds; the script beside it says when one has not come.
PART, WHOLE = "supervision/figures.html", "supervision/board.html"


def board(request: HttpRequest) -> HttpResponse:
    """Show the board; to a screen whose session has ended, say that it must sign in again."""
    if request.headers.get("HX-Request") and not request.user.is_authenticated:
        return HttpResponseClientRefresh()
    return _board(request)


@staff_page(Right.BOARD_VIEW)
@require_safe
@vary_on_headers("HX-Request")
def _board(request: HttpRequest) -> HttpResponse:
    """Show what is due, late and stuck in one office, whole or as the part that is refreshed."""
    actor = signed_in(request)
    office = _office(actor, request.GET.get("office", ""))
    now = timezone.now()
    administers = has_right(actor, Right.OFFICE_MANAGE, office=office)
    context = {
        "board": board_of(office, now),
        "untold": moves_untold(office, now),
        "warned_year": estimated_year_ahead(timezone.localdate()) if administers else None,
        "offices": offices_watched(actor),
        "opens_cases": has_right(actor, Right.CASE_VIEW, office=office),
    }
    return render(request, PART if request.headers.get("HX-Request") else WHOLE, context)


@staff_page(Right.BOARD_VIEW)
@require_safe
def board_steps(request: HttpRequest) -> HttpResponse:
    """Show in whose hands steps became late, which soon will be, and whose opinion is missing."""
    actor = signed_in(request)
    office = _office(actor, request.GET.get("office", ""))
    context = {
        "board": steps_board(office, timezone.now()),
        "offices": offices_watched(actor),
        "opens_cases": has_right(actor, Right.CASE_VIEW, office=office),
    }
    return render(request, "supervision/steps.html", context)


def _office(actor: User, code: str) -> Office:
    """Return the office that is named, else the first that the account watches."""
    if code:
        office = office_of(actor, code)
        ensure_right(actor, Right.BOARD_VIEW, office=office)
        return office
    return offices_watched(actor)[0]  # the entry has asked for the right somewhere


marked(board, entry_for(Right.BOARD_VIEW))
