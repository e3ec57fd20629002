"""What must be told with a transition, checked before anything changes."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from onestop.cases.holding import may_hold
from onestop.cases.models import Case, CaseStep
from onestop.cases.steps import CaseSteps
from onestop.cases.texts import is_plain
from onestop.cases.transitions import Transition
from onestop.directory.models import User
from onestop.directory.refusals import BadInput, StateForbids


def facts_clean(
    case: Case, row: Transition, steps: CaseSteps, facts: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the facts of the transition, each checked.

    Raises `BadInput` for a fact that is missing, unknown or wrong, and `StateForbids` for a step
    that is not the running one.
    """
    told = {name: value for name, value in facts.items() if value is not None}
    known = {fact.rstrip("?") for fact in row.facts}
    for name in told:
        if name not in known:
            sentence = _("«%(action)s» không dùng thông tin này.") % {"action": row.label}
            raise BadInput.field(name, sentence)
    for name in row.facts & known:
        if name not in told:
            raise BadInput.field(name, _("Thiếu thông tin này."))
    clean = {name: CHECKS[name](case, steps.running, value) for name, value in told.items()}
    if "to?" in row.facts:
        clean["to"] = _following(steps, clean.get("to"))
    return clean


def _outcome(_case: Case, _step: CaseStep | None, value: Any) -> str:
    if value not in Case.Outcome.values:
        raise BadInput.field("outcome", _("Kết quả là chấp thuận hoặc không chấp thuận."))
    return str(value)


def _step(_case: Case, step: CaseStep | None, value: Any) -> int:
    """Check that the step which the caller saw is still the running one."""
    if not isinstance(value, int):
        raise BadInput.field("step", _("Nhập số thứ tự của bước."))
    if step is None or value != step.position:
        now_at = step.name if step else "–"
        sentence = _("Bước %(number)d không phải bước đang chạy; hồ sơ đang ở bước «%(step)s».")
        raise StateForbids(sentence % {"number": value, "step": now_at})
    return value


def _to(_case: Case, _step: CaseStep | None, value: Any) -> int:
    if not isinstance(value, int):
        raise BadInput.field("to", _("Nhập số thứ tự của bước tiếp theo."))
    return value


def _following(steps: CaseSteps, wanted: int | None) -> int | None:
    """Return to which step it goes on: the only one that may follow, or the one that was chosen."""
    choices = {one.position: one for one in steps.choices}
    if wanted is None and len(choices) <= 1:
        return next(iter(choices), None)
    if wanted not in choices:
        known = ", ".join(f"{one.position}. {one.name}" for one in choices.values())
        raise BadInput.field("to", _("Hãy chọn bước tiếp theo: %(known)s.") % {"known": known})
    return wanted


def _seen(_case: Case, step: CaseStep | None, value: Any) -> str:
    """Refuse to give away what somebody else has given to another meanwhile; "" is nobody."""
    holder = step.holder if step else None
    if value != (holder.username if holder else ""):
        now_with = holder or _("chưa ai")
        sentence = _(
            "Bước này vừa được phân công lại, nay do %(holder)s giữ. Hãy xem lại rồi quyết định."
        )
        raise StateForbids(sentence % {"holder": now_with})
    return str(value)


def _holder(case: Case, step: CaseStep | None, value: Any) -> User:
    """Return the account that is to hold the step: it must have the step's role and agency."""
    known = isinstance(value, str) and is_plain(value)
    holder = User.objects.filter(username=value).first() if known else None
    if holder is None or step is None or not may_hold(holder, step, case):
        sentence = _("Người này không làm bước đang chạy ở cơ quan của hồ sơ. Hãy chọn người khác.")
        raise BadInput.field("holder", sentence)
    return holder


CHECKS: Mapping[str, Callable[[Case, CaseStep | None, Any], Any]] = {
    "outcome": _outcome,
    "step": _step,
    "holder": _holder,
    "to": _to,
    "seen": _seen,
}
