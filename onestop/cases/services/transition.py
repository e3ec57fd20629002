"""The one service in which a case changes its state."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from onestop.cases.access import case_locked
from onestop.cases.models import Case
from onestop.cases.services.apologies import apologies_drop
from onestop.cases.services.change import Change
from onestop.cases.services.effects import EFFECTS
from onestop.cases.services.facts import facts_clean
from onestop.cases.services.guards import ensure_may, ensure_possible
from onestop.cases.services.recomputing import case_catch_up
from onestop.cases.states import CaseState
from onestop.cases.steps import CaseSteps
from onestop.cases.texts import is_plain, reason_clean
from onestop.cases.transitions import ROWS, TRANSITIONS, Transition
from onestop.catalogue.models import Procedure
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

    The facts are `step` (position of the step that the caller saw), `to` (position of the step to
    go on to, where several may follow), `outcome` (granted or rejected), `holder` (an account's
    name) and `seen` (the name of who held the step as the caller saw it, "" for nobody).
    """
    row = TRANSITIONS.get(name)
    if row is None:
        raise BadInput.field("name", _("Không có thao tác này với hồ sơ."))
    with transaction.atomic():
        actor = _staying(name, actor, facts)
        case = case_locked(actor, code)
        case_catch_up(case, now=now)
        steps = CaseSteps(case.steps.select_related("holder", "agency"))
        ensure_may(case, row, actor, steps.running)
        ensure_possible(case, row, actor, steps)
        change = Change(
            case=case,
            steps=steps,
            actor=actor,
            now=now,
            reason=reason_clean(reason, required=_needs_reason(case, row)),
            facts=facts_clean(case, row, steps, facts),
        )
        _make(change, row)
    return case


def transitions_open_to(case: Case, actor: User) -> list[Transition]:
    """Return the transitions that the account may make with the case now, in the table's order.

    It reads without a lock: `case_transition` decides.
    """
    steps = CaseSteps(case.steps.select_related("holder", "agency"))
    return [row for row in ROWS if _is_open(case, row, actor, steps)]


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


def _is_open(case: Case, row: Transition, actor: User, steps: CaseSteps) -> bool:
    if case.state not in row.sources:
        return False
    try:
        ensure_may(case, row, actor, steps.running)
        ensure_possible(case, row, actor, steps)
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


def _make(change: Change, row: Transition) -> None:
    EFFECTS[row.name](change)
    change.settle()
    change.record(row.name)
    if change.accepted_now and row.name != "receive":
        # Complete at last: its receipt goes out like that of any dossier that is received.
        change.from_state = CaseState.RECEIVED
        change.record("receive")
    if change.case.closed_at == change.now:
        apologies_drop(change.case, change.actor, change.now)
