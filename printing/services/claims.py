"""What the spool writes: whose a job is, and what became of it.

A job is claimed by a conditional UPDATE: of several processes one gets it. Its outcome is written
only while the claim still holds.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import Exists, F, Q

from printing.models import Printer, PrintJob

# Longer than connecting, asking and sending can take: past it the sender is taken for dead.
LEASE = timedelta(seconds=40)
# Between two tries of a slip that did not go out: 1, 2, 4, 8, then every 10 seconds.
SHORTEST_PAUSE, LONGEST_PAUSE = 1, 10
LONGEST_ERROR = 300

State = PrintJob.State


def print_job_claim(*, job: PrintJob, printer: Printer, sender: str, now: datetime) -> bool:
    """Take a queued job for this printer; False if another was first.

    One slip at a time: as long as one is being sent to the printer, no process takes the next.
    """
    busy = PrintJob.objects.filter(printer=printer, state=State.SENDING)
    taken = PrintJob.objects.filter(~Exists(busy), pk=job.pk, state=State.QUEUED).update(
        state=State.SENDING,
        printer=printer,
        sender=sender,
        attempts=F("attempts") + 1,
        due_at=now + LEASE,
    )
    return taken == 1


def print_job_end(*, job: PrintJob, sender: str, state: str, error: str, now: datetime) -> bool:
    """Write a claimed job's end (sent, unknown or failed); False if the claim was lost."""
    ended = PrintJob.objects.filter(pk=job.pk, state=State.SENDING, sender=sender).update(
        state=state, error=error[:LONGEST_ERROR], ended_at=now
    )
    return ended == 1


def print_job_postpone(*, job: PrintJob, sender: str, error: str, now: datetime) -> bool:
    """Put a claimed job of which nothing went out back in its place; later ones wait behind it."""
    doublings = min(job.attempts, 10)
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
    sending = PrintJob.objects.filter(state=State.SENDING)
    senders = list(sending.values_list("sender", flat=True).distinct().order_by())
    dead = [sender for sender in senders if is_dead(sender)]
    if not senders:
        return 0
    left = sending.filter(Q(due_at__lt=now) | Q(sender__in=dead))
    return left.update(state=State.UNKNOWN, error=error[:LONGEST_ERROR], ended_at=now)
