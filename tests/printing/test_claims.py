"""A job is one sender's at a time, and what a dead one left behind is nobody's secret."""

import socket
import subprocess
import sys
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from printing.models import Printer, PrintJob
from printing.processes import is_dead, this_process
from printing.selectors import duty_of
from printing.services import (
    End,
    SlipWanted,
    print_job_add,
    print_job_claim,
    print_job_end,
    print_job_postpone,
    print_jobs_recover,
    printer_add,
)
from tests.cast import Cast

State = PrintJob.State


@pytest.fixture
def printer(cast: Cast, monday_morning: datetime) -> Printer:
    return printer_add(
        office=cast.office,
        name="Máy 1",
        url="escpos+tcp://192.0.2.7:9100",
        roles=["ticket"],
        now=monday_morning,
    )


def promise(printer: Printer, now: datetime) -> PrintJob:
    slip = SlipWanted(document=PrintJob.Document.TICKET, subject=1)
    return print_job_add(office=printer.office, slip=slip, now=now)


def claim(printer: Printer, now: datetime, sender: str = "here") -> PrintJob | None:
    return print_job_claim(printer=printer, duty=duty_of(printer), sender=sender, now=now)


def test_only_one_gets_a_job(printer: Printer, monday_morning: datetime) -> None:
    job = promise(printer, monday_morning)
    assert claim(printer, monday_morning) == job
    assert claim(printer, monday_morning, sender="there") is None
    job.refresh_from_db()
    assert (job.state, job.sender, job.attempts) == (State.SENDING, "here", 1)


def test_claiming_is_one_statement(printer: Printer, monday_morning: datetime) -> None:
    promise(printer, monday_morning)
    duty = duty_of(printer)
    with CaptureQueriesContext(connection) as queries:
        print_job_claim(printer=printer, duty=duty, sender="here", now=monday_morning)
    assert [one["sql"].split()[0] for one in queries.captured_queries] == ["UPDATE"]


def test_the_database_lets_no_second_slip_be_sent_to_a_printer(
    printer: Printer, monday_morning: datetime
) -> None:
    for _ in range(2):
        promise(printer, monday_morning)
    with pytest.raises(IntegrityError), transaction.atomic():
        PrintJob.objects.update(state=State.SENDING, printer=printer)


def test_next_job_waits_until_the_printer_is_free(
    printer: Printer, monday_morning: datetime
) -> None:
    first, second = (promise(printer, monday_morning) for _ in range(2))
    assert claim(printer, monday_morning) == first
    assert claim(printer, monday_morning) is None
    print_job_end(job=first, sender="here", end=End(State.SENT), now=monday_morning)
    assert claim(printer, monday_morning) == second


def test_a_spare_does_not_pass_by_what_is_still_being_sent(
    printer: Printer, monday_morning: datetime
) -> None:
    first, second = (promise(printer, monday_morning) for _ in range(2))
    spare = printer_add(
        office=printer.office, name="M2", url="preview:", roles=[], now=monday_morning
    )
    claim(printer, monday_morning)
    Printer.objects.filter(pk=printer.pk).update(spare=spare, last_error="Hết giấy")
    assert claim(spare, monday_morning, sender="there") is None
    print_job_postpone(job=first, sender="here", error="…", now=monday_morning)
    later = monday_morning + timedelta(seconds=10)
    assert claim(spare, later, sender="there") == first
    assert second.pk > first.pk


def test_a_slip_that_waits_to_be_tried_again_is_not_passed_by(
    printer: Printer, monday_morning: datetime
) -> None:
    first, _second = (promise(printer, monday_morning) for _ in range(2))
    claim(printer, monday_morning)
    print_job_postpone(job=first, sender="here", error="…", now=monday_morning)
    assert claim(printer, monday_morning) is None
    assert claim(printer, monday_morning + timedelta(seconds=10)) == first


def test_lost_claim_writes_no_end(printer: Printer, monday_morning: datetime) -> None:
    job = promise(printer, monday_morning)
    claim(printer, monday_morning)
    lost: dict[str, Any] = {"job": job, "sender": "there", "now": monday_morning}
    assert not print_job_end(end=End(State.SENT), **lost)
    assert not print_job_postpone(error="", **lost)
    job.refresh_from_db()
    assert job.state == State.SENDING


def test_who_was_taken_for_dead_is_believed_until_somebody_has_seen_to_it(
    printer: Printer, monday_morning: datetime
) -> None:
    job = promise(printer, monday_morning)
    claim(printer, monday_morning)
    print_jobs_recover(is_dead=lambda _name: True, error="", now=monday_morning)
    late: dict[str, Any] = {"job": job, "sender": "here", "now": monday_morning}
    PrintJob.objects.update(settled_at=monday_morning)
    assert not print_job_end(end=End(State.SENT), **late)
    PrintJob.objects.update(settled_at=None)
    assert print_job_end(end=End(State.SENT, confirmed=True), **late)


def test_pauses_grow_to_ten_seconds(printer: Printer, monday_morning: datetime) -> None:
    job = promise(printer, monday_morning)
    pauses = []
    for _ in range(6):
        claim(printer, monday_morning)
        job.refresh_from_db()
        print_job_postpone(job=job, sender="here", error="…", now=monday_morning)
        job.refresh_from_db()
        pauses.append((job.due_at - monday_morning).total_seconds())
        PrintJob.objects.update(due_at=monday_morning)
    assert pauses == [1, 2, 4, 8, 10, 10]
    assert (job.state, job.printer, job.error) == (State.QUEUED, None, "…")


def test_dead_sender_s_job_is_unknown(printer: Printer, monday_morning: datetime) -> None:
    job = promise(printer, monday_morning)
    claim(printer, monday_morning, sender="dead")
    told: dict[str, Any] = {"error": "Dừng giữa chừng", "now": monday_morning}
    assert print_jobs_recover(is_dead=lambda _name: False, **told) == 0
    assert print_jobs_recover(is_dead=lambda name: name == "dead", **told) == 1
    job.refresh_from_db()
    assert (job.state, job.error, job.ended_at) == (
        State.UNKNOWN,
        "Dừng giữa chừng",
        monday_morning,
    )


def test_sender_on_another_machine_is_given_up_when_its_lease_ends(
    printer: Printer, monday_morning: datetime
) -> None:
    promise(printer, monday_morning)
    claim(printer, monday_morning, sender="elsewhere/1/1")
    later = monday_morning + timedelta(seconds=39)
    assert print_jobs_recover(is_dead=is_dead, error="", now=later) == 0
    later += timedelta(seconds=2)
    assert print_jobs_recover(is_dead=is_dead, error="", now=later) == 1


def test_this_process_is_alive() -> None:
    assert not is_dead(this_process())


def test_process_with_the_same_number_but_another_start_is_dead() -> None:
    host, number, start = this_process().rsplit("/", 2)
    assert is_dead(f"{host}/{number}/{int(start) + 1}")


def test_ended_process_is_dead() -> None:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    assert is_dead(f"{socket.gethostname()[:60]}/{child.pid}/1")


@pytest.mark.parametrize("name", ["", "elsewhere/1/1", "nonsense", f"{socket.gethostname()}/x/1"])
def test_unknown_names_are_not_called_dead(name: str) -> None:
    assert not is_dead(name)
