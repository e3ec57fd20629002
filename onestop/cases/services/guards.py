"""Who may make a transition (403), and whether the case is where it can be made (409)."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from onestop.cases.models import Case, CaseStep
from onestop.cases.services.hand_over_rows import hand_over_waiting
from onestop.cases.services.opinion_rows import missing_sentence, opinions_missing
from onestop.cases.states import CaseState
from onestop.cases.steps import CaseSteps
from onestop.cases.transitions import ROWS, STEP_RIGHT, Transition
from onestop.directory.models import Agency, User
from onestop.directory.refusals import NotAllowed, StateForbids
from onestop.directory.rights import Right, Role, has_right, right_used


def ensure_may(case: Case, row: Transition, actor: User, step: CaseStep | None) -> None:
    """Raise `NotAllowed` unless the account may make the transition; `step` is the running one.

    Notes for whom it acts: for the holder of the step, where that is who is absent.
    """
    rights = set(row.rights_in(CaseState(case.state)))
    at_step = step if row.by_step and case.state in row.sources else None
    if at_step is not None:
        rights.add(STEP_RIGHT[at_step.role])
    owner_id = at_step.holder_id if at_step else None
    agency = _agency_of(case, row, step)
    if right_used(actor, rights, office=case.office, agency=agency, owner_id=owner_id):
        return
    raise NotAllowed(
        _("Tài khoản của bạn không có quyền «%(action)s». Hãy nhờ người có thẩm quyền.")
        % {"action": row.label}
    )


def _agency_of(case: Case, row: Transition, step: CaseStep | None) -> Agency:
    """Return for which agency the right is asked: that of the step that is worked on.

    The case as a whole is stopped by its own agency, and so is what happens while others give
    their opinions.
    """
    if step is None or step.is_opinion or row.name == "stop":
        return case.agency
    return step.agency


def ensure_possible(case: Case, row: Transition, actor: User, steps: CaseSteps) -> None:
    """Raise `StateForbids` unless the case is in a state and at a step that allow it."""
    if case.state not in row.sources:
        raise StateForbids(_state_sentence(case))
    if row.by_step:
        ensure_own_step(case, actor, steps.running)
    if row.name in MORE:
        MORE[row.name](case, actor, steps)


def _state_sentence(case: Case) -> str:
    possible = [str(row.label) for row in ROWS if case.state in row.sources]
    known = {"code": case.code, "state": case.get_state_display(), "possible": ", ".join(possible)}
    if not possible:
        sentence = _("Hồ sơ %(code)s đang ở trạng thái «%(state)s»: đã kết thúc, không đổi nữa.")
        return sentence % known
    sentence = _("Hồ sơ %(code)s đang ở trạng thái «%(state)s». Lúc này chỉ có thể: %(possible)s.")
    return sentence % known


def _may_work_on(step: CaseStep | None, case: Case, actor: User) -> bool:
    if step is None or step.is_opinion:
        return False
    return has_right(actor, STEP_RIGHT[step.role], office=case.office, agency=step.agency)


def ensure_own_step(case: Case, actor: User, step: CaseStep | None) -> CaseStep:
    """Return the step; `StateForbids` where it is another role's, or another specialist holds it.

    Receptionists stand in for one another, and so do the leaders of an agency.
    """
    if step is not None and step.is_opinion:
        raise StateForbids(missing_sentence(opinions_missing(case)))
    if step is None or not _may_work_on(step, case, actor):
        raise StateForbids(_at_step_sentence(step))
    own = {None, *actor.acts_as(case.office_id)}
    if step.holder_id not in own and step.role == Role.SPECIALIST:
        raise StateForbids(
            _("Bước «%(step)s» do %(holder)s thụ lý. Muốn làm thay, hãy chuyển người thụ lý trước.")
            % {"step": step.name, "holder": step.holder}
        )
    return step


def _at_step_sentence(step: CaseStep | None) -> str:
    if step is None:
        return _("Hồ sơ không có bước nào đang chạy.")
    return _("Hồ sơ đang ở bước «%(step)s», là việc của: %(role)s.") % {
        "step": step.name,
        "role": step.get_role_display(),
    }


def _once_only(case: Case, _actor: User, _steps: CaseSteps) -> None:
    if case.events.filter(kind="request_supplement").exists():
        raise StateForbids(
            _(
                "Hồ sơ này đã được yêu cầu bổ sung một lần. Chỉ được yêu cầu bổ sung không quá một "
                "lần (Nghị định 118/2025/NĐ-CP, Điều 11 và Điều 19 khoản 5)."
            )
        )


def _may_complete(case: Case, _actor: User, steps: CaseSteps) -> None:
    if steps.is_decisive and not steps.choices:
        raise StateForbids(
            _("Đây là bước quyết định: hãy phê duyệt kết quả (chấp thuận hoặc không chấp thuận).")
        )
    _nothing_missing(case)


def _may_decide(case: Case, _actor: User, steps: CaseSteps) -> None:
    if not steps.is_decisive:
        before = _("Chưa đến bước phê duyệt: phải hoàn thành các bước trước.")
        raise StateForbids(f"{_at_step_sentence(steps.running)} {before}")
    _nothing_missing(case)


def _nothing_missing(case: Case) -> None:
    """Refuse to end a step for which a mandatory opinion or the dossier itself is missing."""
    missing = opinions_missing(case)
    if missing:
        raise StateForbids(missing_sentence(missing))
    waiting = hand_over_waiting(case)
    if waiting and waiting.from_agency and waiting.to_agency:
        sentence = _(
            "Hồ sơ đang được bàn giao từ %(giver)s sang %(taker)s: hãy xác nhận đã nhận hồ sơ "
            "trước."
        )
        raise StateForbids(
            sentence % {"giver": waiting.from_agency.name, "taker": waiting.to_agency.name}
        )


def _previous(_case: Case, _actor: User, steps: CaseSteps) -> None:
    if steps.previous is None:
        raise StateForbids(
            _(
                "Đây là bước xử lý đầu tiên, không có bước trước để trả lại. Thiếu giấy tờ thì yêu "
                "cầu bổ sung."
            )
        )


def _own_to_give(case: Case, actor: User, steps: CaseSteps) -> None:
    """Refuse to give away a step that the account may not work on; a leader gives any."""
    step = steps.running
    if step is not None and step.is_opinion:
        raise StateForbids(missing_sentence(opinions_missing(case)))
    leads = step is not None and has_right(
        actor, Right.CASE_APPROVE, office=case.office, agency=step.agency
    )
    if not (leads or _may_work_on(step, case, actor)):
        raise StateForbids(_at_step_sentence(steps.running))


MORE: Mapping[str, Callable[[Case, User, CaseSteps], None]] = {
    "request_supplement": _once_only,
    "complete_step": _may_complete,
    "complete": _may_decide,
    "return_step": _previous,
    "reassign": _own_to_give,
}
