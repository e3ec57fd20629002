"""Showing the full numbers of a person: done on request, and recorded."""

from datetime import datetime

from django.db import transaction

from onestop.cases.access import case_of, ensure_any
from onestop.cases.models import Case
from onestop.directory.audit import audit_record
from onestop.directory.models import User
from onestop.directory.rights import Right


def case_numbers_show(*, code: str, actor: User, now: datetime) -> Case:
    """Return the case whose applicant's numbers may be shown in full, and record the look.

    Raises `NotFound`, also for another office's case, `NotAllowed`, and `KeyGone`.
    """
    case = case_of(actor, code)
    ensure_any(actor, {Right.CASE_VIEW}, case)
    with transaction.atomic():
        shown = [name for name in ("identity", "phone") if getattr(case.applicant, name)]
        audit_record(
            action="look.number",
            subject=f"case:{case.pk}",
            actor=actor,
            now=now,
            office_id=case.office_id,
            after={"shown": shown},
        )
    return case
