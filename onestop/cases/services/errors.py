"""Sai sót: an error in a result that was returned, and its correction (Decree 118/2025 Art. 23)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onestop.cases.access import case_locked, ensure_any
from onestop.cases.events import event_record, told
from onestop.cases.models import ResultError
from onestop.cases.states import CaseState
from onestop.cases.texts import reason_clean
from onestop.cases.timers import correct_by
from onestop.catalogue.selectors import deadline_calendar
from onestop.directory.models import User
from onestop.directory.refusals import StateForbids
from onestop.directory.rights import Right

# Who hears of an error from the citizen, and who made the result.
OPEN = frozenset({Right.CASE_RETURN, Right.CASE_PROCESS, Right.CASE_APPROVE})
CORRECT = frozenset({Right.CASE_PROCESS, Right.CASE_APPROVE})


def result_error_open(*, code: str, error: str, actor: User, now: datetime) -> ResultError:
    """Note an error in a returned result; it is to be corrected within three working days.

    Raises `NotFound`, `NotAllowed`, `StateForbids` for a case that was not returned or that has
    an open error, and `BadInput` for `error`.
    """
    with transaction.atomic():
        case = case_locked(actor, code)
        ensure_any(actor, OPEN, case)
        if case.state != CaseState.RETURNED:
            raise StateForbids(_("Chỉ ghi sai sót của kết quả đã trả."))
        if case.errors.filter(corrected_at=None).exists():
            raise StateForbids(_("Hồ sơ này đang có sai sót chờ sửa: hãy sửa xong trước."))
        found = ResultError.objects.create(
            case=case,
            error=reason_clean(error, field="error", required=True),
            opened_by=actor,
            opened_at=now,
            due_at=correct_by(deadline_calendar(case.office), now),
        )
        _record(found, "error_found", found.error, actor, now)
    return found


def result_error_correct(*, code: str, corrected: str, actor: User, now: datetime) -> ResultError:
    """Note what was corrected of the case's open error.

    Raises `NotFound`, `NotAllowed`, `StateForbids` where no error is open, and `BadInput` for
    `corrected`.
    """
    with transaction.atomic():
        case = case_locked(actor, code)
        ensure_any(actor, CORRECT, case)
        found = case.errors.filter(corrected_at=None).first()
        if found is None:
            raise StateForbids(_("Hồ sơ này không có sai sót nào chờ sửa."))
        found.corrected = reason_clean(corrected, field="corrected", required=True)
        found.corrected_by, found.corrected_at = actor, now
        found.save()
        _record(found, "error_corrected", found.corrected, actor, now)
    return found


def _record(found: ResultError, kind: str, text: str, actor: User, now: datetime) -> None:
    event_record(
        found.case,
        kind,
        actor=actor,
        now=now,
        from_state=found.case.state,
        reason=text,
        data={"error": found.pk, "due_at": told(found.due_at), "late": now > found.due_at},
    )
