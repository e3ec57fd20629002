"""Receiving a dossier: the case with its code, papers, steps and clock."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onestop.cases.applicants import (
    ApplicantData,
    PaperData,
    applicant_clean,
    count_clean,
    papers_clean,
)
from onestop.cases.codes import case_code_next
from onestop.cases.models import Applicant, Case, CasePaper, CaseStep, EntryLeave
from onestop.cases.persons import person_fields
from onestop.cases.services.at_once import ReturnNow, return_now_clean, returned_at_once
from onestop.cases.services.change import Change
from onestop.cases.services.late_entries import (
    ensure_on_paper,
    entered_late,
    entry_leave_for,
    moment_aware,
)
from onestop.cases.services.making import transition_make
from onestop.cases.services.taking_in import taken_in_begin
from onestop.cases.steps import CaseSteps
from onestop.cases.texts import is_plain
from onestop.cases.timers import answer_by
from onestop.cases.transitions import STEP_RIGHT, TRANSITIONS
from onestop.catalogue.models import Procedure, ProcedureStep
from onestop.catalogue.selectors import (
    procedure_on,
    why_not_valid,
    workflow_for,
    workflow_steps,
)
from onestop.directory.models import Agency, Office, User
from onestop.directory.refusals import BadInput, NotFound, StateForbids
from onestop.directory.rights import Right, ensure_right


def case_receive(
    *,
    office: Office,
    procedure_code: str,
    applicant: ApplicantData,
    actor: User,
    now: datetime,
    channel: str = Case.Channel.COUNTER,
    copies: int = 1,
    return_method: str = Case.ReturnMethod.COUNTER,
    papers: Sequence[PaperData] = (),
    agency_code: str | None = None,
    return_now: ReturnNow | None = None,
    received_at: datetime | None = None,
) -> Case:
    """Store a dossier and return its case.

    At the counter it is received at once: the clock starts, reception's step is done, the next
    one begins. By post or online it is registered and waits for `receive`, `refuse` or a request.
    The case belongs to the agency that is named, else to the office's first by code.

    `return_now`: it is decided and returned in the same action (`at_once`). `received_at`: it came
    in then, on paper, and is entered by leave (`late_entries`); a time without a zone is local.

    Raises `NotFound` for an office in which the account does not work, `NotAllowed`,
    `StateForbids` where no leave was given, and `BadInput` by field: procedure, agency, channel,
    return_method, copies, name, identity, phone, email, address, papers, return_now, outcome,
    reason, received_at.
    """
    if office not in actor.offices():
        raise NotFound(_("Không tìm thấy bộ phận một cửa này."))
    ensure_right(actor, Right.CASE_RECEIVE, office=office)
    since = moment_aware(received_at or now)
    leave = _leave(office, channel, since, now) if received_at is not None else None
    if leave is not None and return_now is not None:
        sentence = _("Hồ sơ nhập bù không trả ngay được: hãy nhập trước, rồi xử lý và trả.")
        raise BadInput.field("return_now", sentence)
    case = Case(
        office=office,
        procedure=_procedure(procedure_code, timezone.localdate(since)),
        agency=_agency(office, agency_code),
        channel=_choice("channel", channel, Case.Channel.values),
        return_method=_choice("return_method", return_method, Case.ReturnMethod.values),
        copies=count_clean("copies", copies),
        created_at=now,
        created_by=actor,
    )
    if return_now is not None:
        return_now = _return_now(return_now, case, actor)
    clean = applicant_clean(applicant)
    person = Applicant(case=case, **person_fields(clean))
    listed = papers_clean(papers)
    with transaction.atomic():
        case.code = case_code_next(case.agency, since)
        case.workflow = workflow_for(case.procedure)
        case.save()
        person.case = case
        person.save()
        CasePaper.objects.bulk_create(
            CasePaper(case=case, position=position, **asdict(paper))
            for position, paper in enumerate(listed, start=1)
        )
        change = Change(case=case, steps=_steps(case), actor=actor, now=now)
        change.personal = asdict(clean)
        if leave is not None:
            entered_late(change, leave, since)
        else:
            _begin(change, return_now)
    return case


def _begin(change: Change, return_now: ReturnNow | None) -> None:
    """Receive what was handed in at the counter; register the rest for reception to look at."""
    change.from_state = ""
    taken_in = taken_in_begin(change)
    if change.case.channel != Case.Channel.COUNTER:
        answer = answer_by(change.calendar, change.now)
        CaseStep.objects.filter(pk=taken_in.pk).update(due_at=answer)
        change.record("registered")
        change.tell()
        return
    if return_now is not None:
        change.data["receipt"] = return_now.receipt
    transition_make(change, TRANSITIONS["receive"])
    if return_now is not None:
        returned_at_once(change, return_now)


def _leave(office: Office, channel: str, since: datetime, now: datetime) -> EntryLeave:
    ensure_on_paper(channel)
    return entry_leave_for(office, since, now)


def _return_now(wish: ReturnNow, case: Case, actor: User) -> ReturnNow:
    return return_now_clean(
        wish, procedure=case.procedure, channel=case.channel, office=case.office, actor=actor
    )


def _procedure(code: str, day: date) -> Procedure:
    """Return the version that is in force on the day on which the dossier came in."""
    if not is_plain(code):
        raise BadInput.field("procedure", _("Không có thủ tục này. Hãy chọn trong danh mục."))
    procedure = procedure_on(code, day)
    if procedure is None:
        raise BadInput.field("procedure", why_not_valid(code, day))
    if procedure.processing_value is None:
        raise BadInput.field(
            "procedure",
            _(
                "Chưa biết thời gian giải quyết của thủ tục này nên không hẹn được ngày trả: chỉ "
                "lấy số, chưa tiếp nhận hồ sơ. Hãy nhờ quản trị nhập thời gian giải quyết."
            ),
        )
    return procedure


def _agency(office: Office, code: str | None) -> Agency:
    """Return the agency named by its code, else the office's first by code."""
    agencies = Agency.objects.filter(office=office).order_by("code")
    if code is not None:
        agencies = agencies.filter(code=code) if is_plain(code) else agencies.none()
    agency = agencies.first()
    if agency is None:
        raise BadInput.field("agency", _("Bộ phận một cửa không có cơ quan này."))
    return agency


def _choice(field: str, value: str, known: Sequence[str]) -> str:
    if value not in known:
        sentence = _("Hãy chọn một trong: %(known)s.") % {"known": ", ".join(known)}
        raise BadInput.field(field, sentence)
    return value


def _steps(case: Case) -> CaseSteps:
    """Store the steps of the process with which the case begins."""
    steps = workflow_steps(case.workflow) if case.workflow else []
    if len(steps) <= 1 or any(step.role not in STEP_RIGHT for step in steps):
        raise StateForbids(
            _("Quy trình của thủ tục này chưa dùng được. Hãy nhờ quản trị kiểm tra các bước.")
        )
    return CaseSteps(CaseStep.objects.create(case=case, **_planned(case, step)) for step in steps)


def _planned(case: Case, step: ProcedureStep) -> dict[str, Any]:
    """Return what the case copies of a step; raises `StateForbids` for another office's agency."""
    agency = step.agency or case.agency
    if agency.office_id != case.office_id:
        sentence = _(
            "Bước «%(step)s» thuộc %(agency)s, không phải cơ quan của bộ phận một cửa này. Hãy nhờ "
            "quản trị sửa quy trình."
        )
        raise StateForbids(sentence % {"step": step.name, "agency": agency.name})
    return {
        "position": step.position,
        "name": step.name,
        "role": step.role,
        "agency": agency,
        "share": step.share,
        "is_default": case.workflow is not None and case.workflow.procedure_id is None,
        "kind": step.kind,
        "parallel_group": step.parallel_group,
        "following": sorted(one.position for one in step.following.all()),
    }
