"""Promising the day of a counter on paper."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onestop.directory.models import User
from onestop.directory.refusals import StateForbids
from printing.models import PrintJob
from printing.services.jobs import SlipWanted, print_job_add
from queueing.services.access import counter_in_reach

SUMMARY = PrintJob.Document.SUMMARY


def counter_summary_print(*, counter_id: int, actor: User, now: datetime) -> PrintJob:
    """Promise a slip with what the counter did today, as it stands now.

    Raises `NotFound` and `NotAllowed` as everything at a counter does, and `StateForbids` while
    one still waits to be printed.
    """
    counter = counter_in_reach(counter_id, actor)
    with transaction.atomic():
        waiting = PrintJob.objects.filter(
            document=SUMMARY, subject=counter.pk, state=PrintJob.State.QUEUED
        )
        if waiting.exists():
            raise StateForbids(_("Bản tổng kết trước còn đang đợi in."))
        facts = {"day": timezone.localdate(now).isoformat()}
        slip = SlipWanted(SUMMARY, counter.pk, facts=facts, requested_by=actor)
        return print_job_add(office=counter.office, slip=slip, now=now)
