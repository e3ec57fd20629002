"""Closing what the citizen did not complete (Decree 118/2025 Art. 19(5)).

The article speaks of a dossier that is being processed; one that was filed online and never
completed is closed after the same time, so that none waits for ever.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onestop.cases.models import Case
from onestop.cases.services.change import Change
from onestop.cases.services.making import transition_make
from onestop.cases.states import CaseState
from onestop.cases.steps import CaseSteps
from onestop.cases.timers import CLOSE_AFTER, closes_at
from onestop.cases.transitions import TRANSITIONS, kinds_with

AT_ONCE = 50


def cases_close_unanswered(*, now: datetime, at_once: int = AT_ONCE) -> int:
    """Stop at most `at_once` cases whose time to be completed has passed; return how many.

    Each in a transaction of its own, claimed by its row: several processes may do it. The history
    names no person but the rule; form 05 is there from then on.
    """
    due = Case.objects.filter(closes_at__isnull=False, closes_at__lte=now).order_by("closes_at")
    return sum(_close(case_id, now) for case_id in list(due.values_list("pk", flat=True)[:at_once]))


def _close(case_id: int, now: datetime) -> bool:
    """Stop the case, if it is still due by the calendar as it is today; tell whether it was."""
    with transaction.atomic():
        case = _claimed(case_id, now)
        if case is None:
            return False
        change = Change(
            case=case,
            steps=CaseSteps(case.steps.select_related("holder")),
            actor=None,
            now=now,
            reason=_("Quá %(days)d ngày không bổ sung, hoàn thiện hồ sơ.") % {"days": CLOSE_AFTER},
        )
        asked = case.events.filter(kind__in=kinds_with("supplement")).last()
        end = closes_at(change.calendar, asked.at) if asked else now
        if end > now:  # days off were entered since
            Case.objects.filter(pk=case.pk).update(closes_at=end)
            return False
        change.data["by_rule"] = "118/2025/ND-CP 19(5)"
        transition_make(change, TRANSITIONS["stop"])
    return True


def _claimed(case_id: int, now: datetime) -> Case | None:
    """Return the case with its row locked, unless another process has it or it has moved on."""
    waiting = Case.objects.filter(state=CaseState.SUPPLEMENT_REQUESTED, closes_at__lte=now)
    rows = waiting.select_related("office", "agency", "procedure")
    return rows.select_for_update(of=("self",), skip_locked=True).filter(pk=case_id).first()
