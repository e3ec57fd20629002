"""Trả ngay: a dossier that is received, decided and returned in one action.

No receipt goes out unless it is asked for, but the history is that of any case (Decree 118/2025
Art. 17(4)).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from onestop.cases.models import Case
from onestop.cases.services.change import Change
from onestop.cases.services.delivering import delivery_clean
from onestop.cases.services.making import transition_make
from onestop.cases.steps import CaseSteps
from onestop.cases.texts import reason_clean
from onestop.cases.transitions import TRANSITIONS
from onestop.catalogue.models import Procedure
from onestop.directory.models import Office, User
from onestop.directory.refusals import BadInput
from onestop.directory.rights import Right, ensure_right


@dataclass(frozen=True)
class ReturnNow:
    """What was decided at the counter; `receipt`: the citizen wants one; `reason`: a note.

    `delivery` holds the facts of `return_result`; empty: to the citizen in person.
    """

    outcome: str
    receipt: bool = False
    reason: str = ""
    delivery: Mapping[str, Any] = field(default_factory=dict)


def return_now_clean(
    wish: ReturnNow, *, procedure: Procedure, channel: str, office: Office, actor: User
) -> ReturnNow:
    """Return the wish with a clean reason, if it may be fulfilled.

    Who receives and returns may, where the procedure is a same-day one or is marked as returned
    at once, and is decided here. Raises `NotAllowed`, and `BadInput` for return_now, outcome,
    reason, or how it is handed over.
    """
    ensure_right(actor, Right.CASE_RETURN, office=office)
    if not procedure.may_return_at_once:
        sentence = _("Thủ tục này không trả ngay được: hãy tiếp nhận và hẹn trả kết quả.")
        raise BadInput.field("return_now", sentence)
    if channel != Case.Channel.COUNTER:
        raise BadInput.field("return_now", _("Chỉ trả ngay được hồ sơ nộp trực tiếp."))
    if wish.outcome not in Case.Outcome.values:
        raise BadInput.field("outcome", _("Kết quả là chấp thuận hoặc không chấp thuận."))
    delivery_clean(wish.delivery)
    needs_reason = wish.outcome == Case.Outcome.REJECTED
    reason = reason_clean(wish.reason, required=needs_reason)
    return ReturnNow(wish.outcome, wish.receipt, reason, wish.delivery)


def returned_at_once(received: Change, wish: ReturnNow) -> None:
    """Take a case that was received this moment through the rest of its life."""
    _next(received, "start_processing")
    while not received.steps.is_decisive:
        _next(received, "complete_step", to=_following(received.steps))
    _next(received, "complete", reason=wish.reason, outcome=wish.outcome)
    _next(received, "return_result", **wish.delivery)


def _following(steps: CaseSteps) -> int:
    """Return the step that comes next; what must be asked elsewhere is not done at once."""
    running, choices = steps.running, steps.choices
    if running is None or running.is_opinion or not choices or choices[0].is_opinion:
        sentence = _("Quy trình của thủ tục này phải lấy ý kiến nên không trả ngay được.")
        raise BadInput.field("return_now", sentence)
    return choices[0].position


def _next(received: Change, name: str, reason: str = "", **facts: Any) -> None:
    change = Change(
        case=received.case,
        steps=received.steps,
        actor=received.actor,
        now=received.now,
        reason=reason,
        facts=facts,
    )
    change.data["at_once"] = True
    transition_make(change, TRANSITIONS[name])
