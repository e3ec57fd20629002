"""The pages on which an office's administrator edits the deadline calendar.

Every edit is shown first with how many open cases it would move, and saved only then.
"""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from onestop.cases.calendar_drawing import KINDS, months
from onestop.cases.forms.calendar import (
    COUNTRY_OFF,
    COUNTRY_WORKING,
    OFFICE_CLOSED,
    OFFICE_HOURS,
    DayForm,
    RemovalForm,
)
from onestop.cases.views.calendar_editing import Editing
from onestop.catalogue.calendar_edits import HoursEdit
from onestop.catalogue.models import CalendarDay, OfficeException
from onestop.catalogue.selectors import (
    deadline_calendar,
    deadline_week,
    estimated_year_ahead,
    year_rests_on_estimates,
)
from onestop.catalogue.services import (
    calendar_day_remove,
    calendar_day_set,
    deadline_hours_set,
    ensure_manages_all,
    manages_all,
    office_exception_remove,
    office_exception_set,
)
from onestop.catalogue.week_form import WeekForm
from onestop.clock.deadline import YEARS
from onestop.clock.trail import WEEKDAYS
from onestop.directory.models import Office, User
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.refusals import BadInput, NotFound
from onestop.directory.rights import Right, ensure_right
from onestop.directory.selectors import office_of

MANAGE = staff_page(Right.OFFICE_MANAGE)
POSTING = require_http_methods(["GET", "HEAD", "POST"])


@MANAGE
@require_safe
def calendar_start(request: HttpRequest) -> HttpResponse:
    """Lead to this year of the first office that the account manages."""
    office = signed_in(request).offices()[0]
    return redirect("calendar", office.code, timezone.localdate().year)


@MANAGE
@require_safe
def calendar(request: HttpRequest, office_code: str, year: int) -> HttpResponse:
    """Show a year: its days off and worked Saturdays, the office's own days, what is estimated."""
    office, actor = _office(request, office_code), signed_in(request)
    if year not in YEARS:
        raise NotFound(_("Không có lịch của năm này."))
    context = {
        "office": office,
        "offices": actor.offices(),
        "year": year,
        "months": months(deadline_calendar(office), year),
        "weekdays": [_(one) for one in WEEKDAYS],
        "legend": KINDS.values(),
        "days": CalendarDay.objects.filter(date__year=year),
        "exceptions": office.exceptions.filter(date__year=year),
        "week": zip([_(one) for one in WEEKDAYS], deadline_week(office), strict=True),
        "may_country": manages_all(actor),
        "rests_on_estimates": year_rests_on_estimates(year),
        "warned_year": estimated_year_ahead(timezone.localdate()),
    }
    return render(request, "cases/calendar/year.html", context)


@MANAGE
@POSTING
def calendar_day(request: HttpRequest, office_code: str) -> HttpResponse:
    """Add a day or change one; the address may name which, and whose."""
    office, actor = _office(request, office_code), signed_in(request)
    known = _known(request, office)
    form = DayForm(
        request.POST or None, may_country=manages_all(actor), initial=_initial(request, known)
    )

    def save() -> None:
        _day_set(form, office, actor)

    context = {"known": known, "of_office": isinstance(known, OfficeException)}
    editing = Editing(request, office, form, context)
    if form.is_bound and form.is_valid():
        return editing.answered(form.edit(), save)
    return editing.shown()


@MANAGE
@require_http_methods(["POST"])
def calendar_day_removal(request: HttpRequest, office_code: str) -> HttpResponse:
    """Take a day away."""
    office, actor = _office(request, office_code), signed_in(request)
    form = RemovalForm(request.POST)
    if not form.is_valid():
        raise BadInput(_("Hãy chọn lại ngày cần bỏ."))
    edit = form.edit()
    if not edit.of_office:
        ensure_manages_all(actor)

    def save() -> None:
        if edit.of_office:
            office_exception_remove(office=office, day=edit.day, actor=actor, now=timezone.now())
        else:
            calendar_day_remove(day=edit.day, actor=actor, now=timezone.now())

    return Editing(request, office, form, {"removed": True}).answered(edit, save)


@MANAGE
@POSTING
def calendar_hours(request: HttpRequest, office_code: str) -> HttpResponse:
    """Set the week's hours by which deadlines are counted."""
    office, actor = _office(request, office_code), signed_in(request)
    form = WeekForm(deadline_week(office), request.POST or None)
    editing = Editing(request, office, form)

    def save() -> None:
        deadline_hours_set(office=office, week=form.week(), actor=actor, now=timezone.now())

    if form.is_bound and form.is_valid():
        return editing.answered(HoursEdit(form.week()), save)
    return editing.shown()


def _day_set(form: DayForm, office: Office, actor: User) -> None:
    day, now = form.special_day(), timezone.now()
    if form.of_office:
        office_exception_set(office=office, day=day, actor=actor, now=now)
    else:
        notice = form.cleaned_data["notice"]
        calendar_day_set(day=day, notice=notice, actor=actor, now=now)


def _known(request: HttpRequest, office: Office) -> CalendarDay | OfficeException | None:
    """Return the day that the address names, if it is a special one."""
    day = _day_named(request)
    if day is None:
        return None
    if request.GET.get("of") == "office":
        return office.exceptions.filter(date=day).first()
    return CalendarDay.objects.filter(date=day).first()


def _day_named(request: HttpRequest) -> date | None:
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return None


def _initial(request: HttpRequest, known: CalendarDay | OfficeException | None) -> dict[str, Any]:
    if isinstance(known, CalendarDay):
        working = known.kind == CalendarDay.Kind.WORKING
        return {
            "day": known.date,
            "what": COUNTRY_WORKING if working else COUNTRY_OFF,
            "name": known.name,
            "notice": known.notice,
            "estimated": known.estimated,
        }
    if known is None:
        return {"day": _day_named(request)}
    return {
        "day": known.date,
        "what": OFFICE_HOURS if known.hours else OFFICE_CLOSED,
        "name": known.reason,
        **{one: getattr(known, one) for one in ("opens", "closes", "opens_again", "closes_again")},
    }


def _office(request: HttpRequest, code: str) -> Office:
    actor = signed_in(request)
    office = office_of(actor, code)
    ensure_right(actor, Right.OFFICE_MANAGE, office=office)
    return office
