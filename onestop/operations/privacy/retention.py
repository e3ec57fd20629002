"""Carrying out the rules of retention, office by office, some rows at a time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from onestop.cases.services.anonymising import cases_anonymise, cases_to_anonymise
from onestop.directory.models import Office, RetentionRules
from onestop.directory.retention import months_before
from onestop.directory.services.answers import answers_remove
from onestop.feedback.services import comments_clear
from printing.services.retention import print_jobs_clear, print_jobs_to_clear
from queueing.services.retention import tickets_clear, tickets_to_clear

# What a preview counts to; beyond it says "more".
PREVIEW_LIMIT = 10_000


@dataclass(frozen=True)
class Touched:
    """How many of each would be touched now; `PREVIEW_LIMIT` means so many or more."""

    cases: int
    tickets: int
    prints: int


def retention_round(now: datetime) -> int:
    """Do one batch of each kind for every office; return how many rows were touched."""
    touched = answers_remove(now=now)
    for office in Office.objects.order_by("pk"):
        rules, _made = RetentionRules.objects.get_or_create(office=office)
        touched += cases_anonymise(office=office, before=_cases_before(rules, now), now=now)
        touched += tickets_clear(rules=rules, before=_tickets_before(rules, now).date())
        touched += comments_clear(office=office, before=_tickets_before(rules, now))
        touched += print_jobs_clear(rules=rules, before=_prints_before(rules, now))
    return touched


def retention_preview(rules: RetentionRules, now: datetime) -> Touched:
    """Return what these rules, stored or only thought of, would touch now."""
    office = rules.office
    tickets = tickets_to_clear(office, _tickets_before(rules, now).date(), rules.tickets_cleared)
    prints = print_jobs_to_clear(office, _prints_before(rules, now), rules.prints_cleared)
    return Touched(
        cases=cases_to_anonymise(office, _cases_before(rules, now))[:PREVIEW_LIMIT].count(),
        tickets=tickets[:PREVIEW_LIMIT].count(),
        prints=prints[:PREVIEW_LIMIT].count(),
    )


def _cases_before(rules: RetentionRules, now: datetime) -> datetime:
    return months_before(timezone.localtime(now), rules.case_months)


def _tickets_before(rules: RetentionRules, now: datetime) -> datetime:
    return timezone.localtime(now) - timedelta(days=rules.ticket_days)


def _prints_before(rules: RetentionRules, now: datetime) -> datetime:
    return now - timedelta(days=rules.print_days)
