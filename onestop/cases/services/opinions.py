"""Opinions of other agencies and people: asked at the same time, answered each by itself."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onestop.cases.access import case_locked
from onestop.cases.events import event_record
from onestop.cases.models import Case, CaseStep, Opinion
from onestop.cases.models.opinions import OPEN
from onestop.cases.places import AT_AGENCY
from onestop.cases.services.change import Change
from onestop.cases.services.guards import ensure_own_step
from onestop.cases.services.recomputing import case_catch_up
from onestop.cases.states import CaseState
from onestop.cases.steps import CaseSteps, step_finish
from onestop.cases.texts import is_plain, reason_clean, text_clean
from onestop.catalogue.selectors import deadline_calendar
from onestop.clock.deadline import Unit, deadline
from onestop.directory.models import Agency, User
from onestop.directory.refusals import BadInput, NotAllowed, NotFound, StateForbids
from onestop.directory.rights import Right, has_right, right_used
from onestop.directory.selectors import office_ids_of

MOST_AT_ONCE = 20
LONGEST_ANSWER = 2000
# Working hours within which an opinion is due, unless another time is told; and the longest.
WITHIN = 16
LONGEST_WITHIN = 400


def opinions_ask(
    *,
    code: str,
    agencies: Sequence[str] = (),
    people: Sequence[str] = (),
    question: str,
    within: int = WITHIN,
    mandatory: bool = True,
    actor: User,
    now: datetime,
) -> list[Opinion]:
    """Ask agencies (by code) and people (by account) at the same time; return what was asked.

    Whoever works on the running step may ask. Each answer is due `within` so many working hours,
    and no later than the case. Raises `NotFound`, `NotAllowed`, `StateForbids` and `BadInput`
    (agencies, people, question, within).
    """
    with transaction.atomic():
        case = case_locked(actor, code)
        steps = CaseSteps(case.steps.select_related("holder", "agency"))
        step = _ensure_asks(case, steps.running, actor)
        asked = [
            *(_agency(case, one) for one in agencies),
            *(_person(case, one) for one in people),
        ]
        _ensure_some(case, asked)
        fields = {
            "question": text_clean("question", question, longest=500, required=True),
            "is_mandatory": mandatory,
            "due_at": _due(case, within, now),
        }
        made = [
            Opinion.objects.create(
                case=case,
                step=step,
                run=step.run,
                agency=agency,
                person=person,
                asked_at=now,
                asked_by=actor,
                **fields,
            )
            for agency, person in asked
        ]
        _record(case, "asked", made, actor, now)
    return made


def opinion_answer(
    *, opinion_id: int, answer: str, text: str = "", actor: User, now: datetime
) -> Opinion:
    """Give the opinion; `text` is needed unless it agrees. The workflow goes on after the last."""
    if answer not in Opinion.Answer.values:
        raise BadInput.field("answer", _("Hãy chọn đồng ý, đồng ý có điều kiện hoặc không đồng ý."))
    with transaction.atomic():
        opinion = _locked(opinion_id, actor)
        if not may_answer(opinion, actor):
            raise NotAllowed(_("Ý kiến này hỏi người khác. Chỉ nơi được hỏi mới trả lời."))
        _ensure_open(opinion)
        needed = answer != Opinion.Answer.AGREE
        opinion.text = text_clean(
            "text", " ".join(text.split()), longest=LONGEST_ANSWER, required=needed
        )
        opinion.answer, opinion.answered_at, opinion.answered_by = answer, now, actor
        opinion.save(update_fields=["text", "answer", "answered_at", "answered_by"])
        _close(opinion, "answered", actor, now)
    return opinion


def opinion_withdraw(*, opinion_id: int, reason: str, actor: User, now: datetime) -> Opinion:
    """No longer ask, with the reason: the way on where an answer will never come."""
    with transaction.atomic():
        opinion = _locked(opinion_id, actor)
        if not may_withdraw(opinion, actor):
            raise NotAllowed(_("Chỉ nơi hỏi ý kiến, hoặc lãnh đạo của nơi đó, rút được yêu cầu."))
        _ensure_open(opinion)
        opinion.withdraw_reason = reason_clean(reason, required=True)
        opinion.withdrawn_at = now
        opinion.save(update_fields=["withdrawn_at", "withdraw_reason"])
        _close(opinion, "withdrawn", actor, now, reason=opinion.withdraw_reason)
    return opinion


def may_answer(opinion: Opinion, actor: User) -> bool:
    """Tell whether the opinion was asked of the account, of whom it stands in for, its agency."""
    office = opinion.case.office
    if opinion.person_id is not None and opinion.person_id not in actor.acts_as(office.pk):
        return False
    return right_used(
        actor, AT_AGENCY, office=office, agency=opinion.agency, owner_id=opinion.person_id
    )


def may_withdraw(opinion: Opinion, actor: User) -> bool:
    """Tell whether the account works where it was asked from.

    What the workflow itself asks is ended by a leader of the case's agency alone.
    """
    office, step = opinion.case.office, opinion.step
    if step.is_opinion:
        return has_right(actor, Right.CASE_APPROVE, office=office, agency=opinion.case.agency)
    return any(has_right(actor, one, office=office, agency=step.agency) for one in AT_AGENCY)


def may_ask(case: Case, step: CaseStep | None, actor: User) -> bool:
    """Tell whether the account may ask others at this step now."""
    try:
        _ensure_asks(case, step, actor)
    except (NotAllowed, StateForbids):
        return False
    return True


def _ensure_asks(case: Case, step: CaseStep | None, actor: User) -> CaseStep:
    agency = step.agency if step else case.agency
    if not right_used(actor, AT_AGENCY, office=case.office, agency=agency):
        raise NotAllowed(_("Chỉ nơi đang xử lý hồ sơ mới lấy ý kiến."))
    if case.state != CaseState.PROCESSING:
        raise StateForbids(_("Chỉ lấy ý kiến khi hồ sơ đang được xử lý."))
    return ensure_own_step(case, actor, step)


def _agency(case: Case, code: str) -> tuple[Agency, User | None]:
    found = Agency.objects.filter(office=case.office_id, code=code) if is_plain(code) else None
    agency = found.first() if found is not None else None
    if agency is None:
        raise BadInput.field("agencies", _("Bộ phận một cửa không có cơ quan này."))
    return agency, None


def _person(case: Case, username: str) -> tuple[Agency, User | None]:
    """Return the account with the agency for which it answers, the case's own if it can."""
    person = User.objects.filter(username=username).first() if is_plain(username) else None
    agencies = Agency.objects.filter(office=case.office_id).order_by("pk")
    if person is not None:
        for agency in sorted(agencies, key=lambda one: one.pk != case.agency_id):
            if any(has_right(person, one, office=case.office, agency=agency) for one in AT_AGENCY):
                return agency, person
    raise BadInput.field(
        "people", _("Người này không cho ý kiến được ở cơ quan nào của văn phòng.")
    )


def _ensure_some(case: Case, asked: Sequence[tuple[Agency, User | None]]) -> None:
    if not 1 <= len(asked) <= MOST_AT_ONCE:
        sentence = _("Hãy chọn từ 1 đến %(most)d nơi hoặc người để hỏi.")
        raise BadInput.field("agencies", sentence % {"most": MOST_AT_ONCE})
    still = {(one.agency_id, one.person_id) for one in case.opinions.filter(OPEN)}
    again = [one for one in asked if (one[0].pk, one[1].pk if one[1] else None) in still]
    if again or len(set(asked)) < len(asked):
        raise BadInput.field("agencies", _("Nơi này đã được hỏi và chưa trả lời."))


def _due(case: Case, within: int, now: datetime) -> datetime:
    if not 1 <= within <= LONGEST_WITHIN:
        sentence = _("Nhập số giờ làm việc từ 1 đến %(most)d.") % {"most": LONGEST_WITHIN}
        raise BadInput.field("within", sentence)
    due_at = deadline(deadline_calendar(case.office), now, within, Unit.WORKING_HOUR).due_at
    return min(due_at, case.due_at) if case.due_at and case.due_at > now else due_at


def _locked(opinion_id: int, actor: User) -> Opinion:
    """Return the opinion as it is while its case is locked, or raise `NotFound`."""
    seen = Opinion.objects.filter(pk=opinion_id, case__office__in=office_ids_of(actor))
    case_id = seen.values_list("case", flat=True).first()
    if case_id is None:
        raise NotFound(_("Không tìm thấy yêu cầu lấy ý kiến này."))
    Case.objects.select_for_update().get(pk=case_id)
    return seen.select_related(
        "case__office", "case__agency", "case__procedure", "step__agency", "agency", "person"
    ).get()


def _ensure_open(opinion: Opinion) -> None:
    if opinion.answered_at is not None:
        raise StateForbids(_("Ý kiến này đã được trả lời; câu trả lời không đổi nữa."))
    if opinion.withdrawn_at is not None:
        raise StateForbids(_("Yêu cầu lấy ý kiến này đã được rút, không cần trả lời nữa."))


def _close(opinion: Opinion, name: str, actor: User, now: datetime, *, reason: str = "") -> None:
    """Record the end of the opinion; where the workflow asked, its step ends with it."""
    _record(opinion.case, name, [opinion], actor, now, reason=reason)
    if opinion.step.is_opinion:
        _stage_go_on(opinion.case, opinion.step_id, actor, now)


def _stage_go_on(case: Case, step_id: int, actor: User, now: datetime) -> None:
    """Finish the step of the opinion and, after the last of its stage, start what follows."""
    case_catch_up(case, now=now)
    steps = CaseSteps(case.steps.select_related("holder", "agency"))
    change = Change(case=case, steps=steps, actor=actor, now=now)
    done = next((one for one in steps.all_running if one.pk == step_id), None)
    if done is None:
        return
    step_finish(done, actor, now)
    if not steps.all_running:
        following = steps.ways.stage(done.position).following
        change.hand_over_to(done, change.step_begin(following[0] if following else None))
    change.settle()


def _record(
    case: Case,
    name: str,
    opinions: Sequence[Opinion],
    actor: User,
    now: datetime,
    *,
    reason: str = "",
) -> None:
    """Write the event; what was said stands with the opinion, the audit keeps its digest."""
    first = opinions[0]
    data = {"opinions": [one.pk for one in opinions], "step": first.step.position}
    event_record(
        case,
        f"opinion.{name}",
        actor=actor,
        now=now,
        from_state=case.state,
        reason=reason,
        data={**data, "answer": first.answer} if first.answer else data,
        personal={"question": first.question, "text": first.text},
    )
