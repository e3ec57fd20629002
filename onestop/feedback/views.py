"""The supervisors' page of ratings."""

from http import HTTPStatus
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from onestop.directory.models import Office, User
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.rights import Right, ensure_right
from onestop.directory.selectors import office_of
from onestop.feedback.forms import PeriodForm
from onestop.feedback.models import Rating
from onestop.feedback.selectors import (
    Period,
    comments_page,
    figures_by,
    figures_of,
    offices_rated,
)


@staff_page(Right.RATING_VIEW)
@require_safe
def ratings(request: HttpRequest) -> HttpResponse:
    """Show the figures of a period by counter, officer or service, and what citizens wrote."""
    actor, today = signed_in(request), timezone.localdate()
    form = PeriodForm(today, request.GET)
    valid = form.is_valid()
    office = _office(actor, form.cleaned_data.get("office", ""))
    period = form.period if valid else Period(today.replace(day=1), today)
    shown = {
        "first": period.first,
        "last": period.last,
        "by": form.grouped_by,
        "office": office.code,
    }
    context = {
        "form": form,
        "office": office,
        "offices": offices_rated(actor),
        "period": period,
        "by": str(form.grouped_by),
        "whole": figures_of(office, period),
        "groups": figures_by(office, period, form.grouped_by),
        "scores": Rating.Score.labels,
        "page": comments_page(office, period, form.cleaned_data.get("after")),
        "query": urlencode(shown),
    }
    status = HTTPStatus.OK if valid else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "feedback/ratings.html", context, status=status)


def _office(actor: User, code: str) -> Office:
    """Return the office that is named, else the first whose ratings the account sees."""
    if code:
        office = office_of(actor, code)
        ensure_right(actor, Right.RATING_VIEW, office=office)
        return office
    return offices_rated(actor)[0]  # the entry has asked for the right somewhere
