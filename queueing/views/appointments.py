"""The pages of appointments for staff: who is expected on a day, a new one, its code."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from onestop.clock.trail import WEEKDAYS
from onestop.directory.models import Office
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.refusals import BadInput, NotFound, StateForbids
from onestop.directory.rights import Right, ensure_right, has_right
from onestop.directory.selectors import office_of
from queueing.appointments import appointments_of_day, free_slots
from queueing.forms.appointments import BookForm, LookForm
from queueing.forms.once import new_key
from queueing.models import Appointment
from queueing.services import appointment_book, appointment_cancel
from queueing.views.pictures import code_picture

MANAGE = staff_page(Right.APPOINTMENT_MANAGE)


@MANAGE
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Lead to the appointments of the first office in which the account may see them."""
    actor = signed_in(request)
    offices = [
        one for one in actor.offices() if has_right(actor, Right.APPOINTMENT_MANAGE, office=one)
    ]
    return redirect("appointments", offices[0].code)


@MANAGE
@require_safe
def listed(request: HttpRequest, office_code: str) -> HttpResponse:
    """Show who is expected on a day, and the free times of a service on it."""
    return _listed(request, _office(request, office_code), request.GET.dict())


@MANAGE
@require_POST
def book(request: HttpRequest, office_code: str) -> HttpResponse:
    """Promise the time and lead to its code; what is refused is said above the free times."""
    office = _office(request, office_code)
    form = BookForm(request.POST)
    if not form.is_valid():
        refusal = BadInput(_("Hãy chọn lại việc, ngày và giờ."))
        return _refused(request, office, refusal)
    asked = form.cleaned_data
    try:
        appointment = appointment_book(
            office=office,
            service_code=asked["service"],
            at=asked["at"],
            case_code=asked["case"].strip() or None,
            key=asked["key"],
            actor=signed_in(request),
            now=timezone.now(),
        )
    except (BadInput, StateForbids) as refusal:
        return _refused(request, office, refusal)
    return redirect("appointment", office.code, appointment.pk)


@MANAGE
@require_safe
def one(request: HttpRequest, office_code: str, appointment_id: int) -> HttpResponse:
    """Show the appointment with its code, large and as a picture, for the citizen."""
    office = _office(request, office_code)
    found = Appointment.objects.select_related("service", "case", "ticket")
    appointment = found.filter(office=office, pk=appointment_id).first()
    if appointment is None:
        raise NotFound(_("Không tìm thấy lịch hẹn này."))
    context = {
        "office": office,
        "appointment": appointment,
        "picture": code_picture(appointment.code),
        "day": timezone.localdate(appointment.at),
    }
    return render(request, "queueing/appointments/one.html", context)


@MANAGE
@require_POST
def cancel(request: HttpRequest, office_code: str, appointment_id: int) -> HttpResponse:
    """Take the appointment back and lead to its day."""
    office = _office(request, office_code)
    try:
        cancelled = appointment_cancel(
            appointment_id=appointment_id, actor=signed_in(request), now=timezone.now()
        )
    except StateForbids as refusal:
        messages.error(request, str(refusal.detail))
        return redirect("appointment", office.code, appointment_id)
    messages.success(request, _("Đã hủy lịch hẹn."))
    response = redirect("appointments", office.code)
    response["Location"] += f"?day={timezone.localdate(cancelled.at)}"
    return response


def _office(request: HttpRequest, code: str) -> Office:
    actor = signed_in(request)
    office = office_of(actor, code)
    ensure_right(actor, Right.APPOINTMENT_MANAGE, office=office)
    return office


def _listed(
    request: HttpRequest,
    office: Office,
    asked: dict[str, Any],
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    form = LookForm(office, asked)
    now = timezone.now()
    form.is_valid()  # what cannot be read is said beside its field, and today is shown
    service = form.cleaned_data.get("service")
    day = form.cleaned_data.get("day") or timezone.localdate(now)
    if service is not None:
        service.office = office
    context = {
        "office": office,
        "form": form,
        "day": day,
        "weekday": _(WEEKDAYS[day.weekday()]),
        "is_today": day == timezone.localdate(now),
        "service": service,
        "slots": free_slots(service, day, now) if service else [],
        "case": asked.get("case", ""),
        "key": new_key(),
        "appointments": appointments_of_day(office, day, actor=signed_in(request)),
        "now": now,
    }
    return render(request, "queueing/appointments/list.html", context, status=status)


def _refused(
    request: HttpRequest, office: Office, refusal: BadInput | StateForbids
) -> HttpResponse:
    """Show the free times again, of the day that was asked for, with what was wrong."""
    messages.error(request, str(refusal.detail))
    asked = request.POST.dict()
    asked["day"] = asked.get("at", "")[:10]
    return _listed(request, office, asked, status=refusal.status)
