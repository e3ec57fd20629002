"""Forgetting what old print jobs say; that they were printed, when and where, stays."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from onestop.directory.models import Office, RetentionRules
from printing.models import PrintJob

AT_ONCE = 500
OVER = (PrintJob.State.SENT, PrintJob.State.UNKNOWN, PrintJob.State.FAILED)


def print_jobs_to_clear(office: Office, before: datetime, after: int) -> QuerySet[PrintJob]:
    """Return the jobs that were made before the moment, with a higher id, in their order."""
    jobs = PrintJob.objects.filter(office=office, pk__gt=after, created_at__lt=before)
    return jobs.filter(state__in=OVER).order_by("pk")


def print_jobs_clear(*, rules: RetentionRules, before: datetime, at_once: int = AT_ONCE) -> int:
    """Take the contents from at most `at_once` jobs made before the moment; return how many."""
    with transaction.atomic():
        found = print_jobs_to_clear(rules.office, before, rules.prints_cleared)
        ids = list(found.values_list("pk", flat=True)[:at_once])
        if ids:
            PrintJob.objects.filter(pk__in=ids).update(facts={}, error="")
            RetentionRules.objects.filter(pk=rules.pk).update(prints_cleared=ids[-1])
        return len(ids)
