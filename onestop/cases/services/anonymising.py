"""Forgetting whose a case was: the case stays with all its times, the person does not."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from onestop.cases.models import (
    Apology,
    Applicant,
    Case,
    CaseEvent,
    ClockEntry,
    HandOver,
    Opinion,
)
from onestop.cases.services.scans import scans_erase
from onestop.cases.signals import case_anonymised
from onestop.directory.audit import audit_record, audit_values_erase
from onestop.directory.models import Office

# What stands where a name stood.
NOBODY = "—"
AT_ONCE = 200
FORGOTTEN = dict.fromkeys(
    ("identity", "phone", "email", "address", "identity_digest", "phone_digest", "key"), ""
)


def cases_to_anonymise(office: Office, before: datetime) -> QuerySet[Case]:
    """Return the closed cases that still name a person, the oldest first; an open one never."""
    closed = Case.objects.filter(office=office, closed_at__isnull=False, closed_at__lt=before)
    return closed.filter(anonymised_at__isnull=True).order_by("closed_at", "id")


def cases_anonymise(
    *, office: Office, before: datetime, now: datetime, at_once: int = AT_ONCE
) -> int:
    """Anonymise at most `at_once` cases that closed before the moment; return how many.

    One transaction. Applicant, reasons, scans and the personal values of the audit go; codes,
    states, times and steps stay, so no figure changes. Rooms above forget their part by
    `case_anonymised`.
    """
    with transaction.atomic():
        wanted = cases_to_anonymise(office, before).select_for_update(
            of=("self",), skip_locked=True
        )
        ids = list(wanted.values_list("pk", flat=True)[:at_once])
        if not ids:
            return 0
        Applicant.objects.filter(case__in=ids).update(name=NOBODY, **FORGOTTEN)
        CaseEvent.objects.filter(case__in=ids).exclude(reason="").update(reason="")
        ClockEntry.objects.filter(case__in=ids).exclude(reason="").update(reason="")
        HandOver.objects.filter(case__in=ids).update(note="", return_reason="")
        Opinion.objects.filter(case__in=ids).update(question="", text="", withdraw_reason="")
        Apology.objects.filter(case__in=ids).update(reason=NOBODY, return_reason="")
        Case.objects.filter(pk__in=ids).update(anonymised_at=now)
        for case_id in ids:
            scans_erase(case_id=case_id)
            audit_values_erase(subject=f"case:{case_id}")
            case_anonymised.send(sender=Case, case_id=case_id, now=now)
            audit_record(
                action="case.anonymise",
                subject=f"case:{case_id}",
                actor=None,
                now=now,
                office_id=office.pk,
            )
        return len(ids)
