"""A thousand slips under random faults: each comes out once, or somebody is told which did not.

`ONESTOP_STORM=1 python -m pytest -s tests/faults/test_print_storm.py` runs the whole of it, and
prints what happened; otherwise a small storm of the same kind.
"""

import os
from collections import Counter
from collections.abc import Sequence

import pytest

from printing.models import PrintJob
from queueing.models import Ticket
from tests.cast import Cast
from tests.faults.faulty_printer import Paper
from tests.faults.print_storm import Storm, storm

WHOLE = bool(os.environ.get("ONESTOP_STORM"))
JOBS, KILLS = (1000, 20) if WHOLE else (60, 3)
# Seconds that one in ten tickets may take to be issued on a busy machine. A third of the
# connections are faulty and take as long or longer: whoever waited for them would be seen here.
LONGEST_P90 = 1.0
State = PrintJob.State


@pytest.mark.django_db(transaction=True)
def test_each_slip_comes_out_once_or_as_a_marked_copy(cast: Cast) -> None:
    happened = storm(cast, jobs=JOBS, kills=KILLS)
    if WHOLE:
        print(f"\n{happened.report()}")  # noqa: T201 (whoever asks for the storm wants its figures)
    originals = Counter(one.number for one in happened.papers if not one.is_copy)
    copies = Counter(one.number for one in happened.papers if one.is_copy)
    assert_nothing_lost(originals, copies)
    assert_nothing_silently_twice(originals, copies)
    for printer in happened.printers:
        assert_in_order(printer.papers)
    assert_nobody_waited(happened)


def assert_nothing_lost(originals: Counter[str], copies: Counter[str]) -> None:
    """Check that what is called printed is on paper, and that the unknown have such a copy."""
    names = dict(Ticket.objects.values_list("pk", "number"))
    jobs = PrintJob.objects.filter(copy_of=None)
    assert len(names) == jobs.count() == JOBS // KILLS * KILLS
    printed = {one.subject for one in PrintJob.objects.exclude(copy_of=None).filter(state="sent")}
    for job in jobs:
        number = names[job.subject]
        assert job.state in {State.SENT, State.UNKNOWN}, job
        if job.state == State.SENT:
            assert originals[number] == 1, f"{number} is called printed and is not on paper"
        else:
            assert job.subject in printed
            assert copies[number] >= 1, f"the copy of {number} is not on paper"


def assert_nothing_silently_twice(originals: Counter[str], copies: Counter[str]) -> None:
    """Check that no number came out twice unmarked, and each marked one was asked for."""
    assert [number for number, count in originals.items() if count > 1] == []
    names = dict(Ticket.objects.values_list("pk", "number"))
    asked = Counter(names[one.subject] for one in PrintJob.objects.exclude(copy_of=None))
    assert copies <= asked


def assert_in_order(papers: Sequence[Paper]) -> None:
    """Check that originals came out of a printer in the order in which they were issued."""
    numbers = [int(one.number[1:]) for one in papers if not one.is_copy]
    assert numbers == sorted(numbers)


def assert_nobody_waited(happened: Storm) -> None:
    """Check that whoever takes a number does not notice that printers fail and workers die."""
    waits = sorted(happened.waits)
    assert waits[len(waits) * 9 // 10] < LONGEST_P90
