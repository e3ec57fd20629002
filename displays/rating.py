"""The rating tablet at a counter: rests, asks after each visit, thanks, and rests again."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from displays.messages import moment
from onestop.directory.device_cookies import device_in
from onestop.directory.models import User
from onestop.directory.refusals import BadInput, NotAllowed, Refusal
from onestop.directory.routes import anyone
from onestop.feedback.forms import CommentForm, RatingForm
from onestop.feedback.models import LONGEST_COMMENT, Rating
from onestop.feedback.selectors import visit_to_rate
from onestop.feedback.services import rating_comment, rating_give, tablet_stands_at
from queueing.models import Counter

# Seconds after which the tablet rests again, by what it shows.
REST_AFTER = {"ask": 90, "rated": 25, "said": 6, "refused": 8}
DONE = ("rated", "said")


@anyone
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rating(request: HttpRequest, counter_id: int) -> HttpResponse:
    """Show the tablet of a counter; a POST of its own device rates the last visit there.

    Others see that this is no tablet of the counter: whoever finds the address changes nothing.
    """
    counter = get_object_or_404(Counter.objects.select_related("office", "officer"), pk=counter_id)
    device = device_in(request)
    with translation.override(_language(request)):
        if request.method == "POST":
            try:
                return redirect(_done(request, device, counter))
            except Refusal as refusal:
                told = {"state": "refused", "refusal": refusal}
                return _page(request, counter, told, status=refusal.status)
        return _page(request, counter, _shown(request, device, counter))


def _shown(request: HttpRequest, device: User | None, counter: Counter) -> dict[str, Any]:
    """Return what the tablet shows: foreign, rest, ask, rated or said."""
    if device is None or not tablet_stands_at(device, counter.pk):
        return {"state": "foreign"}
    ticket, done = request.GET.get("ticket", ""), request.GET.get("done", "")
    if done in DONE and ticket.isascii() and ticket.isdecimal():
        return {"state": done, "ticket": ticket}
    visit = visit_to_rate(counter, timezone.now())
    return (
        {"state": "ask", "ticket": visit.pk, "number": visit.number} if visit else {"state": "rest"}
    )


def _done(request: HttpRequest, device: User | None, counter: Counter) -> str:
    """Do what was touched and return where to go on."""
    if device is None:
        raise NotAllowed(_("Chỉ máy đánh giá đã đăng ký của quầy này mới gửi được đánh giá."))
    told: dict[str, Any] = {"device": device, "counter_id": counter.pk, "now": timezone.now()}
    if "text" in request.POST:
        words = _valid(CommentForm(request.POST))
        rating_comment(ticket_id=words["ticket"], text=words["text"], **told)
        return _address(request, counter, words["ticket"], "said")
    touched = _valid(RatingForm(request.POST))
    rating_give(ticket_id=touched["ticket"], score=touched["score"], **told)
    return _address(request, counter, touched["ticket"], "rated")


def _valid(form: RatingForm | CommentForm) -> dict[str, Any]:
    if not form.is_valid():
        raise BadInput(_("Không đọc được đánh giá này. Xin ông/bà chạm lại vào một khuôn mặt."))
    return form.cleaned_data


def _address(request: HttpRequest, counter: Counter, ticket_id: int, done: str) -> str:
    language = f"&lang={_language(request)}" if "lang" in request.GET else ""
    return f"{reverse('rating', args=[counter.pk])}?ticket={ticket_id}&done={done}{language}"


def _page(
    request: HttpRequest, counter: Counter, shown: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    now, language = timezone.now(), translation.get_language()
    here = reverse("rating", args=[counter.pk])
    other = "vi" if language == "en" else "en"
    context = {
        "counter": counter,
        "office": counter.office,
        "officer": counter.officer if counter.state != Counter.State.CLOSED else None,
        "feed": f"/ws/counters/{counter.pk}",
        "now": moment(now),
        "zone": settings.TIME_ZONE,
        "home": f"{here}?lang=en" if language == "en" else here,
        "other": here if language == "en" else f"{here}?lang=en",
        "other_language": other,
        "other_name": get_language_info(other)["name_local"],
        "rest_after": REST_AFTER.get(shown["state"], 0),
        "scores": [(one.value, one.label) for one in Rating.Score],
        "longest": LONGEST_COMMENT,
        **shown,
    }
    return render(request, "displays/rating.html", context, status=status)


def _language(request: HttpRequest) -> str:
    """Return the language asked for, else the office's."""
    asked = request.GET.get("lang", "")
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
