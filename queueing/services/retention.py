"""Forgetting what old tickets say of persons; the tickets and their times stay."""

from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from onestop.directory.models import Office, RetentionRules
from queueing.models import Appointment, SubmittedForm, Ticket

AT_ONCE = 500
ENDED = (Ticket.State.FINISHED, Ticket.State.CANCELLED, Ticket.State.EXPIRED)


def tickets_to_clear(office: Office, before: date, since: date | None) -> QuerySet[Ticket]:
    """Return the ended tickets of days before `before`, from `since` on, with a link or reason."""
    tickets = Ticket.objects.filter(office=office, state__in=ENDED, day__lt=before)
    if since is not None:
        tickets = tickets.filter(day__gte=since)
    return tickets.filter(Q(case__isnull=False) | ~Q(call_reason=""))


def tickets_clear(*, rules: RetentionRules, before: date, at_once: int = AT_ONCE) -> int:
    """Take link and reason from at most `at_once` tickets of days before `before`; return how many.

    One transaction; when none is left, the day is noted so that they are not looked for again.
    """
    found = tickets_to_clear(rules.office, before, rules.tickets_cleared)
    with transaction.atomic():
        ids = list(found.values_list("pk", flat=True)[:at_once])
        SubmittedForm.objects.filter(ticket__in=ids).delete()
        Ticket.objects.filter(pk__in=ids).update(case=None, call_reason="")
        _appointments_clear(rules.office, before)
        if len(ids) < at_once and rules.pk and rules.tickets_cleared != before:
            RetentionRules.objects.filter(pk=rules.pk).update(tickets_cleared=before)
        return len(ids)


def _appointments_clear(office: Office, before: date) -> None:
    """Take the link to a case from appointments of days before `before`."""
    midnight = timezone.make_aware(datetime.combine(before, time.min))
    old = Appointment.objects.filter(office=office, at__lt=midnight, case__isnull=False)
    old.update(case=None)
