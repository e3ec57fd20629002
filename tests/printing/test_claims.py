"""A job is one sender's at a time, and what a dead one left behind is nobody's secret."""

import socket
import subprocess
import sys
from datetime import datetime, timedelta
from typing import Any

import pytest

from printing.models import Printer, PrintJob
from printing.processes import is_dead, this_process
from printing.services import (
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


def claim(job: PrintJob, printer: Printer, now: datetime, sender: str = "here") -> bool:
    return print_job_claim(job=job, printer=printer, sender=sender, now=now)


def test_only_one_gets_a_job(printer: Printer, monday_morning: datetime) -> None:
    job = promise(printer, monday_morning)
    assert claim(job, printer, monday_morning)
    assert not claim(job, printer, monday_morning, sender="there")
    job.refresh_from_db()
    assert (job.state, job.sender, job.attempts) == (State.SENDING, "here", 1)


def test_next_job_waits_until_the_printer_is_free(
    printer: Printer, monday_morning: datetime
) -> None:
    first, second = (promise(printer, monday_morning) for _ in range(2))
    assert claim(first, printer, monday_morning)
    assert not claim(second, printer, monday_morning)
    print_job_end(job=first, sender="here", state=State.SENT, error="", now=monday_morning)
    assert claim(second, printer, monday_morning)


def test_lost_claim_writes_no_end(printer: Printer, monday_morning: datetime) -> None:
    job = promise(printer, monday_morning)
    claim(job, printer, monday_morning)
    end: dict[str, Any] = {"job": job, "sender": "there", "error": "", "now": monday_morning}
    assert not print_job_end(state=State.SENT, **end)
    assert not print_job_postpone(**end)
    job.refresh_from_db()
    assert job.state == State.SENDING


def test_pauses_grow_to_ten_seconds(printer: Printer, monday_morning: datetime) -> None:
    job = promise(printer, monday_morning)
    pauses = []
    for _ in range(6):
        claim(job, printer, monday_morning)
        print_job_postpone(job=job, sender="here", error="…", now=monday_morning)
        job.refresh_from_db()
        pauses.append((job.due_at - monday_morning).total_seconds())
    assert pauses == [1, 2, 4, 8, 10, 10]
    assert (job.state, job.printer, job.error) == (State.QUEUED, None, "…")


def test_dead_sender_s_job_is_unknown(printer: Printer, monday_morning: datetime) -> None:
    job = promise(printer, monday_morning)
    claim(job, printer, monday_morning, sender="dead")
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
    claim(promise(printer, monday_morning), printer, monday_morning, sender="elsewhere/1/1")
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
