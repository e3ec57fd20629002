"""The pages of the screens: what they show first is in the page, then the feed keeps it true."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import get_language_info
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from displays.messages import View, moment
from displays.reading import consistent_read
from displays.selectors import counter_views, ticket_views
from displays.words import ticket_words
from onestop.directory.rates import limited
from onestop.directory.refusals import Refusal
from onestop.directory.routes import anyone
from queueing.models import Counter, Ticket
from queueing.selectors import ticket_by_token
from queueing.services import CANCELLABLE, ticket_give_up
from queueing.wording import expected_wait, people_ahead


@anyone
@never_cache
@require_safe
def counter_screen(request: HttpRequest, counter_id: int) -> HttpResponse:
    """Show the screen over a counter."""
    counter = get_object_or_404(Counter.objects.select_related("office"), pk=counter_id)
    now = timezone.now()
    with translation.override(_wall_language(request)):
        with consistent_read():
            view = counter_views(counter.office_id, [counter.pk], now)[counter.pk]
        context = {
            **_screen(f"/ws/counters/{counter.pk}", now),
            "office": counter.office,
            "view": view,
            "service": _service_name(view),
            "situation": _situation(view["ticket"], counter.state),
        }
        return render(request, "displays/counter_screen.html", context)


@anyone
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("ticket", methods={"POST"})
@limited("ticket", methods={"GET", "HEAD"}, only_failures=True)
def ticket_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show a citizen's ticket; a POST gives the turn up. Whoever holds the token may."""
    ticket = ticket_by_token(token)
    if ticket is None:
        raise Http404
    with translation.override(_phone_language(request)):
        if request.method == "POST":
            _give_up(request, ticket)
            return redirect(request.get_full_path())
        return _ticket_page(request, ticket, token)


def _ticket_page(request: HttpRequest, ticket: Ticket, token: str) -> HttpResponse:
    now = timezone.now()
    with consistent_read():
        view: dict[str, Any] = dict(ticket_views(ticket.office_id, [ticket.pk], now)[ticket.pk])
    wait = view["wait"]
    language = translation.get_language()
    context = {
        **_screen(f"/ws/tickets/{token}", now),
        "office": ticket.office,
        "ticket": ticket,
        "view": view,
        "service": _service_name(view),
        "place": people_ahead(view["ahead"]),
        "wait": expected_wait(wait["low"], wait["high"]) if wait else "",
        "words": ticket_words(),
        "may_give_up": view["state"] in CANCELLABLE,
        "issued": date_format(timezone.localtime(ticket.issued_at), "H:i, l, d/m/Y"),
        "other_languages": [
            (code, get_language_info(code)["name_local"])
            for code, _name in settings.LANGUAGES
            if code != language
        ],
    }
    return render(request, "displays/ticket.html", context)


def _give_up(request: HttpRequest, ticket: Ticket) -> None:
    try:
        ticket_give_up(ticket_id=ticket.pk, now=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))


def _screen(feed: str, now: datetime) -> dict[str, Any]:
    """Return what every page of the feed needs: its address and the server's clock."""
    return {
        "feed": feed,
        "now": moment(now),
        "time": timezone.localtime(now).strftime("%H:%M"),
        "zone": settings.TIME_ZONE,
    }


def _situation(ticket: object, state: str) -> str:
    """Return which part of the counter screen is shown: the number as long as there is one."""
    if ticket:
        return "ticket"
    return "free" if state == Counter.State.OPEN else state


def _service_name(view: View) -> object:
    """Return the name of a viewer's service in the page's language."""
    return view["service_name_en" if translation.get_language() == "en" else "service_name"]


def _wall_language(request: HttpRequest) -> str:
    """Return the language of a screen on the wall: the office's, whatever its browser prefers."""
    return _asked_language(request) or settings.LANGUAGE_CODE


def _phone_language(request: HttpRequest) -> str:
    """Return the language of a phone: the one asked for, else what the phone prefers."""
    return _asked_language(request) or translation.get_language() or settings.LANGUAGE_CODE


def _asked_language(request: HttpRequest) -> str | None:
    asked = request.GET.get("lang")
    return asked if asked in dict(settings.LANGUAGES) else None
