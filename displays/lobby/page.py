"""The lobby screen's page, and what it fetches: the panel, the voice of a call, the corner."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from displays.lobby.corner import MEDIA_TYPES, Kind
from displays.lobby.panel import lobby_panel, lobby_settings, office_page, spoken_languages
from displays.lobby.ranges import part_asked
from displays.messages import View, moment
from displays.models import LobbyCorner
from displays.reading import consistent_read
from displays.selectors import lobby_views
from displays.voice.speaking import VoiceFailedError, speech
from displays.voice.wording import Call, call_said
from displays.words import lobby_words
from onestop.directory.models import Office
from onestop.directory.routes import anyone
from queueing.models import Counter, QueueEvent
from queueing.selectors import CALLS

ROWS = 5
# A call is read when it happens, or called again; older ones nobody needs to hear.
HEARD = timedelta(minutes=15)
# A file keeps its address as long as it keeps its content.
KEPT = {"Cache-Control": "public, max-age=86400, immutable", "Accept-Ranges": "bytes"}


@anyone
@never_cache
@require_safe
def lobby(request: HttpRequest, office_code: str) -> HttpResponse:
    """Show the office's lobby: who is called where, who waits, what the office has to say."""
    office = get_object_or_404(Office, code=office_code)
    now, asked = timezone.now(), _asked_language(request)
    with consistent_read():
        view: dict[str, Any] = dict(lobby_views(office.pk, [office.pk], now)[office.pk])
        panel = lobby_panel(office, now=now, language=asked)
    words = lobby_words(panel["languages"])
    language = panel["languages"][0]
    with translation.override(language):
        context = {
            **_queue(view),
            "feed": f"/ws/offices/{office.code}/lobby",
            "now": moment(now),
            "time": timezone.localtime(now).strftime("%H:%M"),
            "zone": settings.TIME_ZONE,
            "office": office,
            "panel": panel,
            "panel_query": f"?lang={asked}" if asked else "",
            "words": words,
            "word": words[language],
            "notice": panel["notices"][0][language] if panel["notices"] else "",
            "code": segno.make(office_page(office), error="m", micro=False).svg_data_uri(border=2),
        }
        return render(request, "displays/lobby.html", context)


@anyone
@never_cache
@require_safe
def panel(request: HttpRequest, office_code: str) -> HttpResponse:
    """Return what the screen shows beside the queue, as JSON."""
    office = get_object_or_404(Office, code=office_code)
    found = lobby_panel(office, now=timezone.now(), language=_asked_language(request))
    return JsonResponse(found)


@anyone
@require_safe
def call_voice(
    request: HttpRequest, office_code: str, seq: int, language: str, words: str
) -> HttpResponse:
    """Return a call of the office as speech (WAV): only one that has just happened.

    404 for anything else, also where the office has no voice; 503 where none can be made.
    """
    del request
    office = get_object_or_404(Office, code=office_code)
    if language not in spoken_languages(lobby_settings(office)):
        raise Http404
    text = call_said(_call(office, seq, timezone.now()), language, short=words == "short")
    try:
        wav = speech.wav(text, language)
    except VoiceFailedError:
        return HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
    return HttpResponse(wav, content_type="audio/wav")


@anyone
@require_safe
def corner(request: HttpRequest, office_code: str, digest: str) -> HttpResponse:
    """Return the picture or video of the office's corner, or the part of it that is asked for."""
    found = get_object_or_404(LobbyCorner, office__code=office_code, digest=digest)
    content = bytes(found.content)
    part = part_asked(request.headers.get("Range", ""), len(content))
    headers = {**KEPT, **({"Content-Range": part.said} if part else {})}
    return HttpResponse(
        content[part.first : part.last + 1] if part else content,
        status=HTTPStatus.PARTIAL_CONTENT if part else HTTPStatus.OK,
        content_type=MEDIA_TYPES[Kind(found.kind)],
        headers=headers,
    )


def _call(office: Office, seq: int, now: datetime) -> Call:
    events = QueueEvent.objects.filter(office=office, seq=seq, kind__in=CALLS)
    event = events.filter(at__gte=now - HEARD).select_related("counter").first()
    if event is None or event.counter is None:
        raise Http404
    return Call(event.number, event.counter.name)


def _queue(view: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the page shows of the queue before its script runs."""
    calls, counters = view["recent"], view["counters"]
    call = calls[0] if calls else None
    others = calls[1 : ROWS + 1]
    return {
        "call": call,
        "side": _side(counters, call),
        "others": others,
        "empty_rows": range(ROWS - len(others)),
        "services": [_named(one) for one in view["services"] if one["active"]],
        "any_open": any(one["state"] == Counter.State.OPEN for one in counters),
    }


def _named(service: View) -> dict[str, Any]:
    """Return a service with its name in the page's language."""
    english = translation.get_language() == "en" and service["name_en"]
    return {**service, "name": english or service["name"]}


def _side(counters: list[dict[str, Any]], call: dict[str, Any] | None) -> str:
    """Return the way to the counter that called, as the arrow points."""
    if call is None:
        return ""
    return next((one["side"] for one in counters if one["id"] == call["counter"]["id"]), "")


def _asked_language(request: HttpRequest) -> str:
    """Return the language in the address, "" for none: then the office's, whatever the browser."""
    asked = request.GET.get("lang", "")
    return asked if asked in dict(settings.LANGUAGES) else ""
