"""Every read of appointments: which times are free, and who is expected on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from onestop.catalogue.selectors import deadline_calendar
from onestop.directory.models import Office, User
from onestop.directory.rights import Right, ensure_right
from queueing.availability import opening_hours
from queueing.models import Appointment, Service
from queueing.slots import Stretch, slot_times

# How many days ahead a time may be promised, and how many appointments a day are listed.
DAYS_AHEAD = 60
MOST_LISTED = 500
# Of which years appointments are looked for at all: those that every calendar and database holds.
YEARS = range(2000, 2200)


@dataclass(frozen=True)
class Slot:
    """A time of a service, and how many more people it takes."""

    at: datetime
    free: int


def stretches_of(office: Office, day: date) -> list[Stretch]:
    """Return when appointments may lie on the date.

    They are the hours in which tickets are given; an office without such hours, and every office
    on a date that differs from its week, takes appointments in the day's working hours: on a day
    off there are none.
    """
    calendar = deadline_calendar(office)
    hours = opening_hours(office)
    if hours and not calendar.special_days_between(day, day):
        return [Stretch(one.opens, one.closes) for one in hours if one.weekday == day.weekday()]
    return [Stretch(opens.time(), closes.time()) for opens, closes in calendar.hours(day)]


def slots_of(service: Service, day: date) -> list[Slot]:
    """Return the service's slots on the date with what is left of each; past ones too."""
    times = slot_times(stretches_of(service.office, day), service.slot_minutes)
    booked = _booked(service, day)
    return [Slot(at, max(0, service.slot_places - booked.get(at, 0))) for at in _at(day, times)]


def free_slots(service: Service, day: date, now: datetime) -> list[Slot]:
    """Return the slots that are still to come and take somebody; none beyond `DAYS_AHEAD`."""
    if not service.active or not is_within_reach(day, now):
        return []
    return [one for one in slots_of(service, day) if one.free and one.at > now]


def is_within_reach(day: date, now: datetime) -> bool:
    """Tell whether appointments are made for the date today."""
    today = timezone.localdate(now)
    return today <= day <= today + timedelta(days=DAYS_AHEAD)


def appointments_of_day(office: Office, day: date, *, actor: User) -> Sequence[Appointment]:
    """Return the office's appointments of a local date by time, `MOST_LISTED` at most.

    One query, besides that of the right.
    """
    ensure_right(actor, Right.APPOINTMENT_MANAGE, office=office)
    found = _of_day(Appointment.objects.filter(office=office), day)
    loaded = found.select_related("service", "case", "ticket").order_by("at", "pk")
    return list(loaded[:MOST_LISTED])


def appointment_view(appointment: Appointment) -> dict[str, Any]:
    """Return the appointment as the API shows it; nothing in it is personal."""
    return {
        "id": appointment.pk,
        "code": appointment.code,
        "service": appointment.service.code,
        "at": timezone.localtime(appointment.at),
        "state": appointment.state.value,
        "case": appointment.case.code if appointment.case else None,
        "ticket": appointment.ticket_id,
    }


def _booked(service: Service, day: date) -> dict[datetime, int]:
    """Return how many are expected at each time of the date; who has come still counts."""
    kept = _of_day(Appointment.objects.filter(service=service, cancelled_at=None), day)
    return dict(kept.order_by().values_list("at").annotate(Count("pk")))


def _of_day(appointments: QuerySet[Appointment], day: date) -> QuerySet[Appointment]:
    if day.year not in YEARS:
        return appointments.none()
    first, after = _at(day, [time.min])[0], _at(day + timedelta(days=1), [time.min])[0]
    return appointments.filter(at__gte=first, at__lt=after)


def _at(day: date, times: Sequence[time]) -> list[datetime]:
    return [timezone.make_aware(datetime.combine(day, one)) for one in times]
