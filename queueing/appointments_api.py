"""The HTTP API of appointments; `onestop.api` mounts it beside that of the queue."""

from datetime import date
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status
from ninja.decorators import decorate_view

from onestop.directory.bearer import caller
from onestop.directory.idempotency import repeatable
from onestop.directory.rights import Right
from onestop.directory.routes import needs
from onestop.directory.selectors import office_of
from queueing import schemas, services
from queueing.appointments import appointment_view, appointments_of_day

router = Router(tags=["queue"])
View = dict[str, Any]


@router.post("/offices/{office}/appointments", response={201: schemas.AppointmentOut})
@decorate_view(repeatable)
@needs(Right.APPOINTMENT_MANAGE)
def appointment_create(
    request: HttpRequest, office: str, data: schemas.AppointmentIn
) -> Status[View]:
    """Promise a time; the citizen takes the number at the kiosk with the code in the answer.

    409 for a slot that is full.
    """
    actor = caller(request)
    appointment = services.appointment_book(
        office=office_of(actor, office),
        service_code=data.service,
        at=data.at,
        case_code=data.case,
        actor=actor,
        now=timezone.now(),
    )
    return Status(HTTPStatus.CREATED, appointment_view(appointment))


@router.get("/offices/{office}/appointments", response=list[schemas.AppointmentOut])
@needs(Right.APPOINTMENT_MANAGE)
def appointments(request: HttpRequest, office: str, day: date | None = None) -> list[View]:
    """Return the appointments of a day, today's by default, by time; 500 at most."""
    actor = caller(request)
    found = appointments_of_day(office_of(actor, office), day or timezone.localdate(), actor=actor)
    return [appointment_view(one) for one in found]


@router.post("/appointments/{int:appointment_id}/cancel", response=schemas.AppointmentOut)
@needs(Right.APPOINTMENT_MANAGE)
def appointment_cancel(request: HttpRequest, appointment_id: int) -> View:
    """Take an appointment back; 409 once its number is taken."""
    return appointment_view(
        services.appointment_cancel(
            appointment_id=appointment_id, actor=caller(request), now=timezone.now()
        )
    )
