"""Asking for a supplement: how often, until when, and what is noted of it.

Two stages are kept apart. Before the dossier is accepted, reception asks while no clock runs
(Decree 118/2025 Art. 17(1)); while it is processed, the agency asks within three working days
of reception (Art. 19(5)). Over both a citizen is asked once (Art. 11); only a leader decides
otherwise, with the reason, and Decision 766/QD-TTg then counts the case as overdue.
"""

from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from onestop.cases.models import Case
from onestop.cases.services.change import Change
from onestop.cases.states import CaseState
from onestop.cases.timers import closes_at, supplement_by
from onestop.cases.transitions import kinds_with
from onestop.catalogue.selectors import deadline_calendar
from onestop.directory.refusals import StateForbids


class Stage(StrEnum):
    """Giai đoạn yêu cầu bổ sung; it stands in the event and on form 02."""

    BEFORE_ACCEPTANCE = "before_acceptance"
    PROCESSING = "processing"


def supplement_asked(change: Change) -> None:
    """Note the stage, whether the rule was overridden, and when an unanswered case is closed."""
    case = change.case
    again = was_asked(case)
    change.data["stage"] = str(stage_of(case))
    change.data["again"] = again
    change.data["late"] = _is_late(case, change.now)
    case.supplemented_again = case.supplemented_again or again
    case.closes_at = closes_at(change.calendar, change.now)


def stage_of(case: Case) -> Stage:
    """Return the stage in which a supplement is asked for now."""
    registered = case.state == CaseState.REGISTERED
    return Stage.BEFORE_ACCEPTANCE if registered else Stage.PROCESSING


def was_asked(case: Case) -> bool:
    """Tell whether the citizen was asked before, at either stage."""
    return case.events.filter(kind__in=kinds_with("supplement")).exists()


def ensure_first_and_timely(case: Case, now: datetime) -> None:
    """Raise `StateForbids`, naming the rule, for a second or a late request."""
    if was_asked(case):
        raise StateForbids(
            _(
                "Hồ sơ này đã được yêu cầu bổ sung một lần. Chỉ được yêu cầu bổ sung không quá một "
                "lần (Nghị định 118/2025/NĐ-CP, Điều 11 và Điều 19 khoản 5). Nếu thật cần, lãnh "
                "đạo quyết định và nêu lý do."
            )
        )
    if _is_late(case, now):
        raise StateForbids(
            _(
                "Đã quá 03 ngày làm việc kể từ khi tiếp nhận: không yêu cầu bổ sung được nữa (Nghị "
                "định 118/2025/NĐ-CP, Điều 19 khoản 5). Nếu thật cần, lãnh đạo quyết định và nêu "
                "lý do."
            )
        )


def ensure_needs_leader(case: Case, now: datetime) -> None:
    """Raise `StateForbids` where the ordinary request is still open: it needs no leader."""
    if was_asked(case) or _is_late(case, now):
        return
    raise StateForbids(
        _("Hồ sơ này chưa được yêu cầu bổ sung lần nào và còn trong 03 ngày làm việc: không cần.")
    )


def _is_late(case: Case, now: datetime) -> bool:
    received = case.received_at
    return received is not None and now > supplement_by(deadline_calendar(case.office), received)
