"""Appointments: booked within the hours, never more than a slot takes, taken back in time."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onestop.catalogue.models import CalendarDay
from onestop.directory.models import AuditEvent, Office, User
from onestop.directory.refusals import BadInput, NotAllowed, NotFound, Refusal, StateForbids
from queueing.appointments import appointments_of_day, free_slots
from queueing.models import Appointment, Service
from queueing.services import appointment_cancel
from tests.cases.desk import Desk
from tests.queueing.appointing import book, takes_appointments
from tests.queueing.day import Day


@pytest.fixture(autouse=True)
def _appointments(day: Day) -> None:
    takes_appointments(day)


def cancel(day: Day, appointment: Appointment, **changes: Any) -> Appointment:
    asked = {"appointment_id": appointment.pk, "actor": day.cast.an, "now": day.now, **changes}
    return appointment_cancel(**asked)


def times(day: Day, ahead: int = 0) -> list[str]:
    """Return the free times of the civil service so many days from Monday."""
    slots = free_slots(day.cast.civil, day.now.date() + timedelta(days=ahead), day.now)
    return [f"{one.at:%H:%M}" for one in slots]


def test_a_code_is_eight_digits_and_each_has_its_own(day: Day) -> None:
    codes = {book(day, minutes).code for minutes in (30, 30, 60, 90)}
    assert len(codes) == 4
    assert all(len(code) == 8 and code.isdecimal() for code in codes)


def test_who_books_is_recorded_without_the_code(day: Day) -> None:
    appointment = book(day)
    event = AuditEvent.objects.get(action="appointment.book")
    assert (event.actor_id, event.subject) == (day.cast.an.pk, f"appointment:{appointment.pk}")
    assert appointment.code not in str(event.after)


def test_a_slot_takes_two_and_says_what_else_is_free(day: Day) -> None:
    book(day), book(day)
    with pytest.raises(StateForbids, match="Ngày đó còn: 10:00, 10:30, 11:00, 13:30"):
        book(day)
    assert Appointment.objects.count() == 2
    assert times(day)[:2] == ["10:00", "10:30"]


def test_what_is_cancelled_is_free_again(day: Day) -> None:
    first, _second = book(day), book(day)
    assert cancel(day, first).state == Appointment.State.CANCELLED
    assert book(day).state == Appointment.State.BOOKED
    with pytest.raises(StateForbids, match="đã hủy"):
        cancel(day, first)


@pytest.mark.parametrize("minutes", [0, -30, 40, 180, 24 * 60, 61 * 24 * 60])
def test_a_time_that_is_no_slot_to_come_is_refused(day: Day, minutes: int) -> None:
    """Now, past, in between, at noon, on a day off, too far ahead."""
    CalendarDay.objects.create(date="2026-11-24", kind="off", name="Ngày Văn hóa Việt Nam")
    with pytest.raises(BadInput) as refused:
        book(day, minutes)
    assert list(refused.value.errors) == ["at"]
    assert not Appointment.objects.exists()


@pytest.mark.parametrize("year", [1, 1999, 2200, 9999])
def test_a_year_out_of_reach_is_refused(day: Day, year: int) -> None:
    with pytest.raises(BadInput):
        book(day, at=datetime(year, 11, 23, 9, 30))  # noqa: DTZ001 (typed without an offset)


def test_the_hours_in_which_numbers_are_given_are_those_of_appointments(day: Day) -> None:
    hours = day.cast.office.opening_hours
    hours.create(weekday=0, opens="09:00", closes="10:00")
    assert times(day) == ["09:30"]
    assert times(day, ahead=1) == []


def test_a_day_that_the_office_changes_has_its_own_hours(day: Day) -> None:
    day.cast.office.opening_hours.create(weekday=2, opens="07:30", closes="11:30")
    exceptions = day.cast.office.exceptions
    exceptions.create(date="2026-11-25", opens="09:00", closes="10:00", reason="Họp dân")
    assert times(day, ahead=2) == ["09:00", "09:30"]
    exceptions.update(opens=None, closes=None)
    assert times(day, ahead=2) == []


def test_a_service_without_places_takes_none(day: Day) -> None:
    with pytest.raises(BadInput, match="không nhận hẹn"):
        book(day, service_code="chung-thuc")


@pytest.mark.parametrize("service", ["khong-co", "a\x00b", "x" * 5000])
def test_a_service_that_does_not_exist_is_refused_by_field(day: Day, service: str) -> None:
    with pytest.raises(BadInput) as refused:
        book(day, service_code=service)
    assert list(refused.value.errors) == ["service"]


def test_a_case_may_be_linked_by_who_may_see_it(day: Day) -> None:
    case = Desk(day.cast, day.now).receive()
    assert book(day, case_code=case.code).case == case
    with pytest.raises(BadInput):
        book(day, case_code="H00.01-000000-0000")
    with pytest.raises(NotAllowed):
        book(day, case_code=case.code, actor=day.cast.quan)


def test_only_who_may_books_and_cancels(day: Day) -> None:
    appointment = book(day)
    expected: dict[User, type[Refusal]] = {
        day.cast.chi: NotAllowed,
        day.cast.giang: NotAllowed,
        day.cast.xuan: NotFound,
    }
    for actor, refusal in expected.items():
        with pytest.raises(refusal):
            book(day, actor=actor)
        with pytest.raises(refusal):
            cancel(day, appointment, actor=actor)


def test_one_form_sent_twice_books_once(day: Day) -> None:
    key = "k" * 22
    assert book(day, key=key) == book(day, key=key)
    assert Appointment.objects.count() == 1


def test_the_list_of_a_day_costs_the_same_however_long(day: Day) -> None:
    counts = []
    for places in (1, 90):
        Service.objects.update(slot_places=places)
        for _ in range(places - Appointment.objects.count()):
            book(day)
        with CaptureQueriesContext(connection) as queries:
            found = appointments_of_day(day.cast.office, day.now.date(), actor=day.cast.an)
            assert [one.service.name for one in found] == ["Hộ tịch"] * places
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 3


def test_a_day_is_found_by_its_index(day: Day) -> None:
    for one in range(3):
        book(day, 30 + 30 * one)
    query = Appointment.objects.filter(office=Office.objects.get(code="mau"), at__gte=day.now)
    if connection.vendor == "sqlite":  # PostgreSQL reads few rows faster without
        assert "appointment_of_day" in query.order_by("at", "pk").explain()
