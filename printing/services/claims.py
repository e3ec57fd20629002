"""What the spool writes: whose a job is, and what became of it.

A job is claimed by one UPDATE: of several processes and print stations one gets it. Its outcome is
written only while the claim still holds.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection
from django.db.models import Q

from onestop.directory.rows import StoredRows, rows_read
from printing.duties import Duty
from printing.models import Printer, PrintJob

# Longer than connecting, asking, sending and hearing can take: past it the sender is taken for
# dead.
LEASE = timedelta(seconds=40)
# Between two tries of a slip that did not go out: 1, 2, 4, 8, then every 10 seconds.
SHORTEST_PAUSE, LONGEST_PAUSE = 1, 10
LONGEST_ERROR = 300

State = PrintJob.State
_JOBS = StoredRows(PrintJob)

# The first slip that waits for the printer, due or not: it holds back those behind it. The states
# stand as they are written so that SQLite sees that the indexes of open jobs serve.
_CLAIM = """
UPDATE printing_printjob
SET state = 'sending', printer_id = %s, sender = %s, attempts = attempts + 1, due_at = %s
WHERE state = 'queued' AND due_at <= %s AND id = (
    SELECT id FROM printing_printjob
    WHERE state = 'queued' AND office_id = %s AND ({mine}) ORDER BY id LIMIT 1
) AND NOT EXISTS (
    SELECT 1 FROM printing_printjob
    WHERE state = 'sending' AND (printer_id = %s OR (office_id = %s AND ({mine})))
) RETURNING {columns}
"""
_SENDERS = "SELECT DISTINCT sender FROM printing_printjob WHERE state = 'sending'"


@dataclass(frozen=True)
class End:
    """What became of a slip: its state, why if not printed, and whether the printer said so."""

    state: str
    error: str = ""
    confirmed: bool = False


def print_job_claim(*, printer: Printer, duty: Duty, sender: str, now: datetime) -> PrintJob | None:
    """Take the first job that waits for what the printer prints; None if none may be sent now.

    One statement. One slip at a time: as long as one is being sent to the printer, or to the one
    that it stands in for, no process takes the next: it may come back and must not be passed by.
    Nor is the first passed by while it waits to be tried again.
    """
    mine, values = _meant_for(duty)
    if not mine:
        return None
    adapt = connection.ops.adapt_datetimefield_value
    leased: list[Any] = [printer.pk, sender, adapt(now + LEASE), adapt(now), printer.office_id]
    sent = [printer.pk, printer.office_id, *values]
    sql = _CLAIM.format(mine=mine, columns=_JOBS.columns)
    try:
        claimed = _JOBS.found(sql, [*leased, *values, *sent])
    except IntegrityError:  # another process, with another view of roles, was first
        return None
    return claimed[0] if claimed else None


def _meant_for(duty: Duty) -> tuple[str, list[Any]]:
    """Return the condition for what a printer prints, with its values; "" if it prints nothing."""
    parts, values = [], list[Any]()
    if duty.targets:
        parts.append(f"target_id IN ({_marks(duty.targets)})")
        values += duty.targets
    if duty.roles:
        parts.append(f"target_id IS NULL AND role IN ({_marks(duty.roles)})")
        values += [role.value for role in duty.roles]
    return " OR ".join(parts), values


def _marks(values: tuple[object, ...]) -> str:
    return ", ".join(["%s"] * len(values))


def print_job_end(*, job: PrintJob, sender: str, end: End, now: datetime) -> bool:
    """Write a claimed job's end (sent, unknown or failed); False if the claim was lost.

    Who was taken for dead and reports after all that the slip is out is still believed, as long
    as nobody has seen to it.
    """
    mine = PrintJob.objects.filter(pk=job.pk, sender=sender)
    facts = {"state": end.state, "error": end.error[:LONGEST_ERROR], "confirmed": end.confirmed}
    if mine.filter(state=State.SENDING).update(ended_at=now, **facts):
        return True
    late = mine.filter(state=State.UNKNOWN, settled_at=None)
    return end.state == State.SENT and late.update(ended_at=now, **facts) == 1


def print_job_postpone(*, job: PrintJob, sender: str, error: str, now: datetime) -> bool:
    """Put a claimed job of which nothing went out back in its place; later ones wait behind it."""
    doublings = min(max(job.attempts - 1, 0), 10)
    pause = min(SHORTEST_PAUSE * 2**doublings, LONGEST_PAUSE)
    back = PrintJob.objects.filter(pk=job.pk, state=State.SENDING, sender=sender).update(
        state=State.QUEUED,
        printer=None,
        sender="",
        error=error[:LONGEST_ERROR],
        due_at=now + timedelta(seconds=pause),
    )
    return back == 1


def print_jobs_recover(*, is_dead: Callable[[str], bool], error: str, now: datetime) -> int:
    """End as unknown what a sender left behind, and return how many jobs that were.

    A sender is gone when its lease has run out, or when `is_dead` knows so of its name.
    """
    senders = [sender for (sender,) in rows_read(_SENDERS)]
    if not senders:
        return 0
    dead = [sender for sender in senders if is_dead(sender)]
    sending = PrintJob.objects.filter(state=State.SENDING)
    left = sending.filter(Q(due_at__lt=now) | Q(sender__in=dead))
    return left.update(state=State.UNKNOWN, error=error[:LONGEST_ERROR], ended_at=now)
