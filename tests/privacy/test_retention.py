"""Forgetting persons after their time: figures stay, open cases are never touched."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onestop.cases.models import (
    Apology,
    Applicant,
    Case,
    CaseEvent,
    CasePaper,
    CaseScan,
    ClockEntry,
)
from onestop.cases.services.anonymising import cases_anonymise
from onestop.cases.states import ENDED, CaseState
from onestop.directory.models import AuditEvent, AuditValue, RepeatableRequest, RetentionRules
from onestop.directory.refusals import BadInput, NotAllowed
from onestop.directory.retention import months_before
from onestop.directory.services.retention import retention_set
from onestop.operations.privacy.retention import retention_preview, retention_round
from onestop.supervision.selectors import board_of
from printing.models import PrintJob
from queueing.models import Appointment, Ticket
from queueing.services import (
    counter_call_next,
    counter_open,
    ticket_finish,
    ticket_issue,
    ticket_start,
)
from tests.cases.desk import LAN, Desk
from tests.queueing.appointing import book, takes_appointments
from tests.queueing.day import Day

YEARS = timedelta(days=6 * 366)
PERSONAL = (LAN.name, LAN.email, LAN.address, "Thiếu tờ khai", "Cần xác minh thêm")


def held_texts() -> str:
    """Return everything of cases that could name a person."""
    models = (Applicant, CaseEvent, ClockEntry, Apology)
    return " ".join(repr(list(model.objects.values())) for model in models)


def test_a_closed_case_is_anonymised_after_its_time(desk: Desk) -> None:
    case = desk.case_in(CaseState.SUPPLEMENT_REQUESTED)
    desk.apology(case, "approve", "sign", "send")
    case = desk.do(case, "withdraw")
    assert all(text in held_texts() for text in PERSONAL)
    retention_round(desk.now + timedelta(days=1))
    assert LAN.name in held_texts()
    retention_round(desk.now + YEARS)
    assert not [text for text in PERSONAL if text in held_texts()]
    assert AuditEvent.objects.filter(action="case.anonymise", subject=f"case:{case.pk}").exists()


def test_scans_and_the_values_of_the_audit_go_with_the_case(desk: Desk) -> None:
    case = desk.do(desk.case_in(CaseState.RECEIVED), "withdraw")
    paper = CasePaper.objects.create(case=case, position=9, name="Tờ khai")
    facts = {"stored": "x" * 32, "kind": "pdf", "size": 1, "sha256": "0" * 64}
    CaseScan.objects.create(paper=paper, added_by=desk.cast.an, added_at=desk.now, **facts)
    assert AuditValue.objects.filter(subject=f"case:{case.pk}").exists()
    retention_round(desk.now + YEARS)
    assert not CaseScan.objects.exists()
    assert not AuditValue.objects.filter(subject=f"case:{case.pk}").exists()


def test_an_open_case_is_never_touched(desk: Desk) -> None:
    opened = [desk.case_in(one) for one in CaseState if one not in ENDED]
    retention_round(desk.now + YEARS)
    assert Applicant.objects.filter(name=LAN.name).count() == len(opened)


@settings(
    max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(states=st.lists(st.sampled_from(list(CaseState)), min_size=3, max_size=6))
def test_no_figure_changes(desk: Desk, states: list[CaseState]) -> None:
    for state in states:
        desk.case_in(state)
    desk.apology(desk.receive(now=desk.now - timedelta(days=20)), "approve", "sign", "send")
    later = desk.now + timedelta(days=3)
    office = desk.cast.office
    figures, steps = asdict(board_of(office, later).figures), board_of(office, later).late_steps
    times = list(Case.objects.order_by("pk").values_list("state", "due_at", "closed_at"))
    cases_anonymise(office=office, before=later, now=later)
    assert asdict(board_of(office, later).figures) == figures
    assert board_of(office, later).late_steps == steps
    assert list(Case.objects.order_by("pk").values_list("state", "due_at", "closed_at")) == times


def test_a_batch_is_bounded_and_the_next_goes_on(desk: Desk) -> None:
    for _ in range(3):
        desk.do(desk.receive(), "withdraw")
    facts: dict[str, Any] = {
        "office": desk.cast.office,
        "before": desk.now + YEARS,
        "now": desk.now,
    }
    done = [cases_anonymise(**facts, at_once=2) for _ in range(3)]
    assert done == [2, 1, 0]


def finished_ticket(desk: Desk) -> Ticket:
    """Return a ticket that was served, with what it says of its case."""
    cast = desk.cast
    counter_open(counter_id=cast.counter_1.pk, actor=cast.an, now=desk.now)
    ticket_issue(office=cast.office, service_code="ho-tich", actor=cast.an, now=desk.now)
    call = counter_call_next(counter_id=cast.counter_1.pk, actor=cast.an, now=desk.now)
    assert call is not None
    ticket_start(ticket_id=call.ticket.pk, actor=cast.an, now=desk.now)
    Ticket.objects.filter(pk=call.ticket.pk).update(case=desk.receive())
    return ticket_finish(ticket_id=call.ticket.pk, actor=cast.an, now=desk.now)


def test_an_old_ticket_forgets_its_case_and_keeps_its_times(desk: Desk) -> None:
    ticket = finished_ticket(desk)
    retention_round(desk.now + timedelta(days=89))
    ticket.refresh_from_db()
    assert ticket.case is not None
    times = (ticket.issued_at, ticket.called_at, ticket.ended_at, ticket.state)
    retention_round(desk.now + timedelta(days=92))
    ticket.refresh_from_db()
    assert not Ticket.objects.exclude(case=None, call_reason="").exists()
    assert (ticket.issued_at, ticket.called_at, ticket.ended_at, ticket.state) == times


def test_an_old_appointment_forgets_its_case_and_keeps_its_time(desk: Desk) -> None:
    day = Day(desk.cast, desk.now)
    takes_appointments(day)
    appointment = book(day, case_code=desk.receive().code)
    retention_round(desk.now + timedelta(days=89))
    assert Appointment.objects.exclude(case=None).exists()
    retention_round(desk.now + timedelta(days=92))
    assert Appointment.objects.get(case=None).at == appointment.at


def test_an_old_print_job_keeps_only_that_it_was(desk: Desk) -> None:
    job = PrintJob.objects.create(
        office=desk.cast.office,
        role="ticket",
        document="ticket",
        subject=1,
        state="sent",
        facts={"ahead": 3},
        created_at=desk.now,
        due_at=desk.now,
    )
    retention_round(desk.now + timedelta(days=29))
    job.refresh_from_db()
    assert job.facts == {"ahead": 3}
    retention_round(desk.now + timedelta(days=31))
    job.refresh_from_db()
    assert (job.facts, job.state) == ({}, "sent")


def test_an_answer_is_held_for_a_day(desk: Desk) -> None:
    RepeatableRequest.objects.create(
        user=desk.cast.an, key="k", fingerprint="f", status=201, body="{}", created_at=desk.now
    )
    retention_round(desk.now + timedelta(hours=23))
    assert RepeatableRequest.objects.exists()
    retention_round(desk.now + timedelta(hours=25))
    assert not RepeatableRequest.objects.exists()


def test_a_preview_says_how_many_and_touches_none(desk: Desk) -> None:
    desk.do(desk.receive(), "withdraw")
    rules = RetentionRules(office=desk.cast.office, case_months=1)
    touched = retention_preview(rules, desk.now + timedelta(days=40))
    assert (touched.cases, touched.tickets, touched.prints) == (1, 0, 0)
    assert Applicant.objects.get().name == LAN.name


def test_rules_are_set_by_who_may_and_recorded(desk: Desk) -> None:
    told: dict[str, Any] = {
        "office": desk.cast.office,
        "ticket_days": 30,
        "print_days": 7,
        "now": desk.now,
    }
    retention_set(case_months=12, actor=desk.cast.quan, **told)
    assert RetentionRules.objects.get().case_months == 12
    assert AuditEvent.objects.get(action="retention.set").before["case_months"] == 60
    with pytest.raises(NotAllowed):
        retention_set(case_months=1, actor=desk.cast.giang, **told)
    with pytest.raises(BadInput) as refused:
        retention_set(case_months=0, actor=desk.cast.quan, **told)
    assert list(refused.value.errors) == ["case_months"]


def test_months_are_counted_by_the_calendar() -> None:
    assert months_before(datetime(2026, 3, 31), 1) == datetime(2026, 2, 28)  # noqa: DTZ001
    assert months_before(datetime(2026, 1, 15), 60) == datetime(2021, 1, 15)  # noqa: DTZ001
