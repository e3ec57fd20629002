"""The one service in which a case changes its state: one of them, or many in one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from onestop.cases.access import case_of, cases_locked
from onestop.cases.events import events_record
from onestop.cases.models import Case, CaseStep
from onestop.cases.services.change import Change
from onestop.cases.services.facts import facts_clean
from onestop.cases.services.guards import ensure_may, ensure_possible
from onestop.cases.services.hand_over_rows import hand_overs_forget, hand_overs_read
from onestop.cases.services.making import transition_do
from onestop.cases.services.recomputing import cases_catch_up
from onestop.cases.steps import CaseSteps
from onestop.cases.texts import is_plain, reason_clean
from onestop.cases.transitions import ROWS, TRANSITIONS, Transition
from onestop.catalogue.models import Procedure
from onestop.directory.audit import acting_from, audit_record, origin_here
from onestop.directory.models import User
from onestop.directory.refusals import BadInput, NotAllowed, NotFound, Refusal, StateForbids
from onestop.directory.services import actors_hold


@dataclass(frozen=True)
class MoveWish:
    """A transition that an account wishes for a case; `facts` are those of `case_transition`.

    `origin` is from where it is done, for the audit.
    """

    code: str
    name: str
    actor: User
    reason: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    origin: str = field(default_factory=origin_here)


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
    wish = MoveWish(code, name, actor, reason, facts)
    try:
        with transaction.atomic():
            [done] = _moved([wish], now)
            if isinstance(done, Refusal):
                raise done
    except NotAllowed:
        _refused(wish, now)
        raise
    return done


@transaction.atomic
def cases_transition(*, wishes: Sequence[MoveWish], now: datetime) -> list[Case | Refusal]:
    """Make the transitions of different cases and return each case, in the order of the wishes.

    In place of a case that stays as it is stands why, of which the audit says nothing: to be
    asked again by `case_transition`. Each is as that would have made it.
    """
    return _moved(wishes, now)


def transitions_open_to(case: Case, actor: User, now: datetime) -> list[Transition]:
    """Return the transitions that the account may make with the case now, in the table's order.

    It reads without a lock: `case_transition` decides.
    """
    steps = CaseSteps(case.steps.select_related("holder", "agency"))
    return [row for row in ROWS if _is_open(case, row, actor, steps, now)]


def _moved(wishes: Sequence[MoveWish], now: datetime) -> list[Case | Refusal]:
    """Read and lock at once what all wishes need, fulfil them one by one, and tell of them."""
    wishes = list(_staying(wishes))
    found = cases_locked([one.actor for one in wishes], [one.code for one in wishes])
    cases = {one.code: one for one in found}
    cases_catch_up(found, now=now)
    people = CaseStep.objects.select_related("holder", "agency")
    prefetch_related_objects(found, Prefetch("steps", people))
    hand_overs_read(found)
    changes = [_changed(one, cases.get(one.code), now) for one in wishes]
    hand_overs_forget(found)
    _tell(wishes, changes)
    return [one.case if isinstance(one, Change) else one for one in changes]


def _changed(wish: MoveWish, case: Case | None, now: datetime) -> Change | Refusal:
    """Make one transition of a locked case, or return why not: then nothing was written."""
    try:
        change, row = _possible(wish, case, now)
    except Refusal as refusal:
        return refusal
    transition_do(change, row)
    return change


def _possible(wish: MoveWish, case: Case | None, now: datetime) -> tuple[Change, Transition]:
    row = TRANSITIONS.get(wish.name)
    if row is None:
        raise BadInput.field("name", _("Không có thao tác này với hồ sơ."))
    if case is None or case.office not in wish.actor.offices():
        raise NotFound(_("Không tìm thấy hồ sơ này."))
    steps = CaseSteps(case.steps.all())
    ensure_may(case, row, wish.actor, steps.running)
    ensure_possible(case, row, wish.actor, steps, now)
    reason = reason_clean(wish.reason, required=_needs_reason(case, row))
    facts = facts_clean(case, row, steps, wish.facts)
    change = Change(case=case, steps=steps, actor=wish.actor, now=now, reason=reason, facts=facts)
    return change, row


def _tell(wishes: Sequence[MoveWish], changes: Sequence[Change | Refusal]) -> None:
    """Write the events of all cases, those of one origin at once."""
    made = [
        (wish.origin, change)
        for wish, change in zip(wishes, changes, strict=True)
        if isinstance(change, Change)
    ]
    for origin, group in groupby(made, key=lambda one: one[0]):
        with acting_from(origin):
            events_record([event for _origin, change in group for event in change.events])


def _refused(wish: MoveWish, now: datetime) -> None:
    """Record that somebody without the right tried; nothing else is left of it."""
    case = case_of(wish.actor, wish.code)
    audit_record(
        action="case.refused",
        subject=f"case:{case.pk}",
        actor=wish.actor,
        now=now,
        office_id=case.office_id,
        after={"transition": wish.name, "state": str(case.state)},
    )


def _staying(wishes: Sequence[MoveWish]) -> Iterable[MoveWish]:
    """Lock who is about to hold a step, before the cases; yield the wishes with actors as they are.

    Who is being locked or moved at this moment, and hands his steps over, takes none meanwhile.
    """
    takers = [one.actor for one in wishes if one.name == "start_processing"]
    named = [one.facts.get("holder") for one in wishes if one.name == "reassign"]
    holders = {one for one in named if isinstance(one, str) and is_plain(one)}
    held = iter(actors_hold(takers, holders))
    for one in wishes:
        yield replace(one, actor=next(held)) if one.name == "start_processing" else one


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
