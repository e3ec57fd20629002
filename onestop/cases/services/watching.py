"""What is noticed by the clock: steps that are nearly over, opinions that are over their time."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from onestop.cases.events import event_record, told
from onestop.cases.models import Case, CaseStep, Opinion
from onestop.cases.models.opinions import OPEN
from onestop.cases.models.steps import RUNS

AT_ONCE = 200


def steps_warn(*, now: datetime, at_once: int = AT_ONCE) -> int:
    """Warn once a step and run of what is nearly over its time; return of how many steps.

    Nothing is said of a case that is paused or has ended. Each case is a transaction of its own;
    two processes at a time warn once.
    """
    due = _to_warn(now).order_by("warn_at", "pk").values_list("pk", "case_id")
    return sum(_warn(*one, now) for one in list(due[:at_once]))


def opinions_report(*, now: datetime, at_once: int = AT_ONCE) -> int:
    """Report once each opinion that is over its time and still missing; return how many."""
    due = _to_report(now).order_by("due_at", "pk").values_list("pk", "case_id")
    return sum(_report(*one, now) for one in list(due[:at_once]))


def _to_warn(now: datetime) -> QuerySet[CaseStep]:
    return CaseStep.objects.filter(
        RUNS,
        warn_at__lte=now,
        warned_at__isnull=True,
        case__closed_at__isnull=True,
        case__paused_since__isnull=True,
    )


def _to_report(now: datetime) -> QuerySet[Opinion]:
    return Opinion.objects.filter(
        OPEN,
        due_at__lt=now,
        reported_at__isnull=True,
        case__closed_at__isnull=True,
        case__paused_since__isnull=True,
    )


def _warn(step_id: int, case_id: int, now: datetime) -> int:
    with transaction.atomic():
        case = _locked(case_id)
        if not _to_warn(now).filter(pk=step_id).update(warned_at=now):
            return 0
        step = CaseStep.objects.get(pk=step_id)
        data = {"step": step.position, "run": step.run, "holder": step.holder_id}
        _record(case, "step.warned", {**data, "due_at": told(step.due_at or now)}, now)
    return 1


def _report(opinion_id: int, case_id: int, now: datetime) -> int:
    with transaction.atomic():
        case = _locked(case_id)
        if not _to_report(now).filter(pk=opinion_id).update(reported_at=now):
            return 0
        opinion = Opinion.objects.select_related("step").get(pk=opinion_id)
        data = {"opinions": [opinion.pk], "step": opinion.step.position}
        _record(case, "opinion.overdue", {**data, "agency": opinion.agency_id}, now)
    return 1


def _locked(case_id: int) -> Case:
    return Case.objects.select_related("office").select_for_update(of=("self",)).get(pk=case_id)


def _record(case: Case, kind: str, data: dict[str, object], now: datetime) -> None:
    event_record(case, kind, actor=None, now=now, from_state=case.state, data=data)
