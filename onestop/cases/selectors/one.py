"""One case: as the API shows it, its history, and how its due date was reached."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext

from onestop.cases.access import case_of, ensure_any
from onestop.cases.due import ledger_state
from onestop.cases.models import (
    Apology,
    ApologyObligation,
    Applicant,
    Case,
    CaseEvent,
    CasePaper,
    CaseScan,
    CaseStep,
    Delivery,
    ResultError,
)
from onestop.cases.privacy import identity_masked, phone_masked
from onestop.cases.selectors.apologies import PEOPLE, apology_view, obligation_view
from onestop.cases.selectors.times import local
from onestop.catalogue.selectors import deadline_calendar
from onestop.clock.brief import trail_brief
from onestop.clock.calendar import WorkingCalendar
from onestop.directory.models import User
from onestop.directory.rights import Right

# What a case owes of apologies now, or will soon; on a case that is shown, under this name.
_OWED = ApologyObligation.objects.filter(closed_at__isnull=True).select_related(
    "step", "agency", "holder"
)
OWED = "owed_shown"


def case_by_code(code: str, actor: User) -> Case:
    """Return the case; `NotFound` for another office's, `NotAllowed` without the right to see."""
    case = case_of(actor, code)
    ensure_any(actor, {Right.CASE_VIEW}, case)
    return case


def case_view(case: Case) -> dict[str, Any]:
    """Return the case as the API shows it: numbers of the citizen masked, times local."""
    [view] = case_views([case])
    return view


def case_views(cases: Sequence[Case]) -> list[dict[str, Any]]:
    """Return what `case_view` does for each of the cases, in as many queries as for one.

    Steps that have been read with a case are not read again.
    """
    people = Apology.objects.select_related(*PEOPLE).prefetch_related("attempts__by")
    prefetch_related_objects(
        cases,
        Prefetch("steps", CaseStep.objects.select_related("holder", "agency")),
        Prefetch("apologies", people),
        Prefetch("apology_obligations", _OWED, to_attr=OWED),
        "papers",
        "applicant",
    )
    return [_case_view(one) for one in cases]


def _case_view(case: Case) -> dict[str, Any]:
    steps = list(case.steps.all())
    owed = next(iter(vars(case)[OWED]), None)
    return {
        "code": case.code,
        "state": str(case.state),
        "national_status": case.national_status,
        "office": case.office.code,
        "agency": {"code": case.agency.code, "name": case.agency.name},
        "procedure": {"code": case.procedure.code, "name": case.procedure.name},
        "applicant": _applicant_view(case.applicant),
        "channel": str(case.channel),
        "copies": case.copies,
        "return_method": str(case.return_method),
        "outcome": str(case.outcome) or None,
        "created_at": local(case.created_at),
        "received_at": local(case.received_at),
        "due_at": local(case.due_at),
        "original_due_at": local(case.original_due_at),
        "paused_since": local(case.paused_since),
        "closed_at": local(case.closed_at),
        "returned_at": local(case.returned_at),
        "step": next((_step_view(one) for one in steps if one.is_running), None),
        "steps": [_step_view(one) for one in steps],
        "papers": [_paper_view(one) for one in case.papers.all()],
        "apologies": [apology_view(one) for one in case.apologies.all()],
        "closes_at": local(case.closes_at),
        "supplemented_again": case.supplemented_again,
        "entered_late": case.entry_leave_id is not None,
        "delivery": _delivery_view(case),
        "errors": [error_view(one) for one in case.errors.all()] if case.returned_at else [],
        "apology_owed": obligation_view(owed) if owed else None,
    }


def apology_owed(case: Case) -> ApologyObligation | None:
    """Return what the case owes of apologies now, or will soon."""
    return _OWED.filter(case=case).first()


def case_history(case: Case) -> list[dict[str, Any]]:
    """Return the events of the case in the order in which they were written."""
    return [_event_view(one) for one in case.events.select_related("actor")]


def case_deadline_trail(case: Case, calendar: WorkingCalendar | None = None) -> dict[str, Any]:
    """Return how the due date was reached, line by line, and who moved the clock when and why.

    `calendar` is the office's, if the caller has read it already.

    `brief` is the way in one line. `estimated`: it rests on days off that are not official yet. A
    dossier that has not been accepted has no due date and no lines.
    """
    dates = {"due_at": local(case.due_at), "original_due_at": local(case.original_due_at)}
    entries = list(case.clock_entries.select_related("actor"))
    if not entries:
        return {**dates, "estimated": False, "brief": "", "trail": [], "entries": []}
    state = ledger_state(entries, calendar or deadline_calendar(case.office))
    trail = [{"rule": line.rule, "text": line.said(gettext), "at": line.at} for line in state.trail]
    moves = [
        {
            "kind": str(one.kind),
            "at": local(one.at),
            "actor": one.actor.get_full_name() if one.actor else None,
            "reason": one.reason,
        }
        for one in entries
    ]
    told = {"brief": trail_brief(state.trail, gettext), "trail": trail, "entries": moves}
    return {**dates, "estimated": state.estimated, **told}


def scan_view(scan: CaseScan) -> dict[str, Any]:
    """Return what is known of a scan."""
    return {
        "position": scan.paper.position,
        "kind": scan.kind,
        "size": scan.size,
        "sha256": scan.sha256,
        "added_at": local(scan.added_at),
    }


def error_view(error: ResultError) -> dict[str, Any]:
    """Return an error in a returned result as the API shows it."""
    return {
        "error": error.error,
        "opened_at": local(error.opened_at),
        "due_at": local(error.due_at),
        "corrected": error.corrected or None,
        "corrected_at": local(error.corrected_at),
    }


def _delivery_view(case: Case) -> dict[str, str] | None:
    """Return how the result was handed over; None before that, and for older cases."""
    delivery = Delivery.objects.filter(case=case).first() if case.returned_at else None
    if delivery is None:
        return None
    told = ("receiver", "paper", "tracking")
    return {"how": delivery.how, **{name: getattr(delivery, name) for name in told}}


def _paper_view(paper: CasePaper) -> dict[str, Any]:
    return {"name": paper.name, "original": paper.original, "quantity": paper.quantity}


def _applicant_view(applicant: Applicant) -> dict[str, str]:
    return {
        "name": applicant.name,
        "identity": identity_masked(applicant.identity),
        "phone": phone_masked(applicant.phone),
        "email": applicant.email,
        "address": applicant.address,
    }


def _step_view(step: CaseStep) -> dict[str, Any]:
    return {
        "position": step.position,
        "name": step.name,
        "role": step.role,
        "kind": step.kind,
        "agency": step.agency.code,
        "run": step.run,
        "holder": step.holder.username if step.holder else None,
        "holder_name": step.holder.get_full_name() if step.holder else None,
        "started_at": local(step.started_at),
        "due_at": local(step.due_at),
        "finished_at": local(step.finished_at),
    }


def _event_view(event: CaseEvent) -> dict[str, Any]:
    return {
        "kind": event.kind,
        "at": local(event.at),
        "actor": event.actor.get_full_name() if event.actor else None,
        "from_state": event.from_state,
        "to_state": event.to_state,
        "national_status": event.national_status,
        "reason": event.reason,
        "apology": event.apology_id,
        "data": event.data,
    }
