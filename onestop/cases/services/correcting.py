"""A mistyped applicant, put right with a trace."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onestop.cases.access import case_locked, ensure_any
from onestop.cases.applicants import ApplicantData, applicant_clean
from onestop.cases.events import event_record
from onestop.cases.models import Applicant, Case
from onestop.cases.persons import person_fields
from onestop.cases.texts import reason_clean
from onestop.directory.audit import audit_record
from onestop.directory.models import User
from onestop.directory.refusals import BadInput, StateForbids
from onestop.directory.rights import Right

CORRECT = frozenset({Right.CASE_RECEIVE})
FIELDS = ("name", "identity", "phone", "email", "address")


def applicant_correct(
    *, code: str, applicant: ApplicantData, reason: str, actor: User, now: datetime
) -> Case:
    """Store the applicant as it should have been typed, and return the case.

    The history names the fields that changed and why; the audit keeps digests of what they were
    and are. The rooms above hear of it: a receipt that is out is printed again, as a copy.

    Raises `NotFound`, `NotAllowed`, `StateForbids` for a case that names nobody any more, and
    `BadInput` by field, for the reason, and for `name` when nothing has changed.
    """
    with transaction.atomic():
        case = case_locked(actor, code)
        ensure_any(actor, CORRECT, case)
        if case.anonymised_at is not None:
            raise StateForbids(_("Hồ sơ này không còn giữ thông tin của người nộp."))
        clean = applicant_clean(applicant)
        why = reason_clean(reason, required=True)
        changed = _changes(case.applicant, asdict(clean))
        if not changed:
            raise BadInput.field("name", _("Chưa có thông tin nào được sửa."))
        _store(case.applicant, clean)
        _trace(case, changed, why, actor, now)
    return case


def _changes(person: Applicant, clean: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return what changes, by field: as it was and as it is to be."""
    before = {name: getattr(person, name) for name in FIELDS}
    return {name: (before[name], clean[name]) for name in FIELDS if before[name] != clean[name]}


def _store(person: Applicant, clean: ApplicantData) -> None:
    for name, value in person_fields(clean).items():
        setattr(person, name, value)
    person.save()


def _trace(
    case: Case, changed: Mapping[str, tuple[str, str]], reason: str, actor: User, now: datetime
) -> None:
    event_record(
        case,
        "applicant_corrected",
        actor=actor,
        now=now,
        from_state=case.state,
        reason=reason,
        data={"fields": sorted(changed)},
    )
    audit_record(
        action="case.applicant",
        subject=f"case:{case.pk}",
        actor=actor,
        now=now,
        office_id=case.office_id,
        personal=dict(changed),
    )
