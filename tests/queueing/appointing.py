"""Appointments of the first office, whose civil service takes two people each half hour."""

from datetime import datetime, timedelta
from typing import Any

from queueing.models import Appointment, Ticket
from queueing.services import appointment_book, appointment_check_in
from tests.queueing.day import Day


def takes_appointments(day: Day, places: int = 2) -> None:
    """Let the civil service take appointments."""
    day.cast.civil.slot_places = places
    day.cast.civil.save()


def book(day: Day, minutes: float = 30, **changes: Any) -> Appointment:
    """Book the civil service so many minutes from now, as An."""
    asked: dict[str, Any] = {
        "office": day.cast.office,
        "service_code": "ho-tich",
        "at": day.now + timedelta(minutes=minutes),
        "actor": day.cast.an,
        "now": day.now,
        **changes,
    }
    return appointment_book(**asked)


def check_in(day: Day, code: str, now: datetime | None = None) -> Ticket:
    """Take the number of a code at the kiosk."""
    return appointment_check_in(office=day.cast.office, code=code, now=now or day.now)
