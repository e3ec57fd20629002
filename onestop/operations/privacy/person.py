"""Everything that is held of one person, from every room."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from onestop.cases.models import Applicant, Case
from onestop.cases.persons import IDENTITY_CONTEXT, identity_normal
from onestop.cases.selectors import case_history, case_view
from onestop.directory.audit import audit_record
from onestop.directory.keys import digests
from onestop.directory.models import AuditEvent, Office, User
from onestop.directory.refusals import NotFound
from onestop.directory.rights import Right, has_right
from printing.models import PrintJob
from queueing.models import Ticket

# No person has handed in so many; what is older follows by case code.
MOST_CASES = 200
MOST_ROWS = 1000

Held = dict[str, Any]


def person_export(
    *,
    offices: Iterable[Office],
    now: datetime,
    actor: User | None,
    identity: str = "",
    code: str = "",
) -> Held:
    """Return what the offices hold of who has this identity number or handed in this case.

    Recorded for each case. Raises `NotFound` when they hold nothing.
    """
    cases = list(_cases(offices, identity=identity, code=code)[:MOST_CASES])
    if not cases:
        raise NotFound(_("Không giữ gì của người này ở các bộ phận bạn quản trị."))
    held = [_case_held(case) for case in cases]
    for case in cases:
        audit_record(
            action="look.export",
            subject=f"case:{case.pk}",
            actor=actor,
            now=now,
            office_id=case.office_id,
        )
    return {"at": timezone.localtime(now), "cases": held}


def offices_exported(actor: User) -> list[Office]:
    """Return the offices over whose personal data the account has a say."""
    return [one for one in actor.offices() if has_right(actor, Right.PRIVACY_MANAGE, office=one)]


def _cases(offices: Iterable[Office], *, identity: str, code: str) -> QuerySet[Case]:
    """Return the cases with the number; by code also those of the same person's number."""
    known = Case.objects.filter(office__in=list(offices))
    digested = digests(identity_normal(identity), IDENTITY_CONTEXT)
    wanted = Q(applicant__identity_digest__in=digested) if digested else Q(pk__in=[])
    if code:
        wanted |= Q(code=code)
        same = Applicant.objects.filter(case__in=known.filter(code=code)).exclude(
            identity_digest=""
        )
        numbers = [identity_normal(one.identity) for one in same]
        found = [one for number in numbers for one in digests(number, IDENTITY_CONTEXT)]
        wanted |= Q(applicant__identity_digest__in=found)
    related = known.filter(wanted).select_related("office", "agency", "procedure", "applicant")
    return related.order_by("-id")


def _case_held(case: Case) -> Held:
    person = case.applicant
    numbers = {"identity": person.identity, "phone": person.phone}
    view = case_view(case)
    return {
        **view,
        "applicant": {**view["applicant"], **numbers},
        "events": case_history(case),
        "print_jobs": _print_jobs(case),
        "tickets": list(_of(Ticket.objects.filter(case=case), "number", "day", "issued_at")),
        "looks": list(
            _of(
                AuditEvent.objects.filter(subject=f"case:{case.pk}", action__startswith="look."),
                "at",
                "action",
                "actor_id",
                "origin",
            )
        ),
    }


def _print_jobs(case: Case) -> list[Held]:
    letters = list(case.apologies.values_list("pk", flat=True))
    receipts = Q(document=PrintJob.Document.RECEIPT, subject=case.pk)
    apologies = Q(document=PrintJob.Document.APOLOGY, subject__in=letters)
    jobs = PrintJob.objects.filter(receipts | apologies)
    return list(_of(jobs, "document", "state", "created_at", "ended_at"))


def _of(rows: QuerySet[Any], *fields: str) -> QuerySet[Any, Held]:
    return rows.order_by("pk").values(*fields)[:MOST_ROWS]
