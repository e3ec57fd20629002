"""The one service in which a case changes its state."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from onestop.cases.access import case_locked, case_of
from onestop.cases.models import Case
from onestop.cases.services.change import Change
from onestop.cases.services.facts import facts_clean
from onestop.cases.services.guards import ensure_may, ensure_possible
from onestop.cases.services.making import transition_make
from onestop.cases.services.recomputing import case_catch_up
from onestop.cases.steps import CaseSteps
from onestop.cases.texts import is_plain, reason_clean
from onestop.cases.transitions import ROWS, TRANSITIONS, Transition
from onestop.catalogue.models import Procedure
from onestop.directory.audit import audit_record
from onestop.directory.models import User
from onestop.directory.refusals import BadInput, NotAllowed, StateForbids
from onestop.directory.services import actor_hold


def case_transition(
    *, code: str, name: str, actor: User, now: datetime, reason: str = "", **facts: Any
) -> Case:
    """Make the transition and return the case.

    1. Lock the case's row; it must belong to an office of the account (`NotFound`).
    2. Ask for the right (`NotAllowed`), then for state and step (`StateForbids`).
    3. Check what was told: a reason where one is needed, the facts of the table (`BadInput`).
    4. Move the case, its steps and its clock; derive the due dates anew; save; write the event.

    Who is refused for want of a right is in the audit.

    The facts are `step` (position of the step that the caller saw), `to` (position of the step to
    go on to, where several may follow), `outcome` (granted or rejected), `holder` (an account's
    name), `seen` (the name of who held the step as the caller saw it, "" for nobody), `channel`
    (by what the citizen was told), and how a result was handed over: `delivery`, `receiver`,
    `paper`, `tracking`.
    """
    row = TRANSITIONS.get(name)
    if row is None:
        raise BadInput.field("name", _("Không có thao tác này với hồ sơ."))
    try:
        return _moved(row, code, actor, now, reason=reason, facts=facts)
    except NotAllowed:
        _refused(row, code, actor, now)
        raise


def _moved(
    row: Transition, code: str, actor: User, now: datetime, *, reason: str, facts: dict[str, Any]
) -> Case:
    with transaction.atomic():
        actor = _staying(row.name, actor, facts)
        case = case_locked(actor, code)
        case_catch_up(case, now=now)
        steps = CaseSteps(case.steps.select_related("holder", "agency"))
        ensure_may(case, row, actor, steps.running)
        ensure_possible(case, row, actor, steps, now)
        change = Change(
            case=case,
            steps=steps,
            actor=actor,
            now=now,
            reason=reason_clean(reason, required=_needs_reason(case, row)),
            facts=facts_clean(case, row, steps, facts),
        )
        transition_make(change, row)
    return case


def transitions_open_to(case: Case, actor: User, now: datetime) -> list[Transition]:
    """Return the transitions that the account may make with the case now, in the table's order.

    It reads without a lock: `case_transition` decides.
    """
    steps = CaseSteps(case.steps.select_related("holder", "agency"))
    return [row for row in ROWS if _is_open(case, row, actor, steps, now)]


def _refused(row: Transition, code: str, actor: User, now: datetime) -> None:
    """Record that somebody without the right tried; nothing else is left of it."""
    case = case_of(actor, code)
    audit_record(
        action="case.refused",
        subject=f"case:{case.pk}",
        actor=actor,
        now=now,
        office_id=case.office_id,
        after={"transition": row.name, "state": str(case.state)},
    )


def _staying(name: str, actor: User, facts: dict[str, Any]) -> User:
    """Lock who is about to hold a step, before the case; return the actor as he is now.

    Who is being locked or moved at this moment, and hands his steps over, takes none meanwhile.
    """
    if name == "start_processing":
        return actor_hold(actor)
    holder = facts.get("holder")
    if name == "reassign" and isinstance(holder, str) and is_plain(holder):
        User.objects.select_for_update(no_key=True).filter(username=holder).first()
    return actor


def _is_open(case: Case, row: Transition, actor: User, steps: CaseSteps, now: datetime) -> bool:
    if case.state not in row.sources:
        return False
    try:
        ensure_may(case, row, actor, steps.running)
        ensure_possible(case, row, actor, steps, now)
    except (NotAllowed, StateForbids):
        return False
    return True


def _needs_reason(case: Case, row: Transition) -> bool:
    """Tell whether a reason must be given.

    What a ministry's system decides is tracked here, not decided: `complete` records it, and the
    reason names the ministry's decision.
    """
    return row.reason or (
        row.name == "complete" and case.procedure.route == Procedure.Route.MINISTRY
    )
