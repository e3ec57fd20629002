"""Văn bản xin lỗi: the letter for a date that is not kept, from draft to citizen.

One new date a case (Decree 118/2025 Art. 19(6)); a further apology carries none. A returned draft
stays as it was and gives its date back: the drafter writes a new one.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django_fsm import can_proceed

from onestop.cases.access import apology_of, case_locked, ensure_any
from onestop.cases.apology_dates import new_date_clean, new_dates
from onestop.cases.events import event_record, told
from onestop.cases.letter_numbers import apology_number_give
from onestop.cases.lifecycle import ApologyState
from onestop.cases.models import Apology, Case, ClockEntry
from onestop.cases.services.attempts import attempt_store, channel_clean
from onestop.cases.services.change import Change
from onestop.cases.services.obligations import obligation_meet
from onestop.cases.services.recomputing import case_catch_up
from onestop.cases.states import ENDED, CaseState
from onestop.cases.steps import CaseSteps
from onestop.cases.texts import reason_clean
from onestop.catalogue.selectors import deadline_calendar
from onestop.clock.calendar import WorkingCalendar
from onestop.directory.models import User
from onestop.directory.refusals import StateForbids
from onestop.directory.rights import Right

DRAFT = frozenset({Right.APOLOGY_DRAFT})
APPROVE = frozenset({Right.APOLOGY_APPROVE})
SEND = frozenset({Right.APOLOGY_SEND})
CANCEL = DRAFT | APPROVE
OPEN = (ApologyState.DRAFTED, ApologyState.APPROVED, ApologyState.SIGNED)
# These hold the case's one new date.
DATE_HOLDERS = (*OPEN, ApologyState.SENT)


def proposed_dates(
    case: Case, now: datetime, calendar: WorkingCalendar | None = None
) -> list[datetime]:
    """Return new dates that an apology may promise; none for a case whose clock has not begun.

    `calendar` is the office's, if the caller has read it already.
    """
    if case.due_at is None:
        return []
    return new_dates(calendar or deadline_calendar(case.office), due_at=case.due_at, now=now)


def apology_draft(
    *, code: str, reason: str, new_due_at: date | datetime | None, actor: User, now: datetime
) -> Apology:
    """Draft an apology for a case that is being processed; a new date may be given once a case.

    Raises `NotFound`, `NotAllowed`, `StateForbids` for a case that has not begun or has ended and
    for a second new date, and `BadInput` for the reason or the date.
    """
    with transaction.atomic():
        case = case_locked(actor, code)
        ensure_any(actor, DRAFT, case)
        due_at = _ensure_owed(case)
        if new_due_at is not None:
            _ensure_first_date(case)
            calendar = deadline_calendar(case.office)
            new_due_at = new_date_clean(calendar, new_due_at, due_at=due_at, now=now)
        apology = Apology.objects.create(
            case=case,
            office=case.office,
            agency=case.agency,
            reason=reason_clean(reason, required=True),
            due_at_before=due_at,
            new_due_at=new_due_at,
            drafted_by=actor,
            drafted_at=now,
        )
        _record("drafted", apology, actor, now)
    return apology


def apology_approve(*, apology_id: int, actor: User, now: datetime) -> Apology:
    """Accept a draft: a leader of the case's agency does."""
    with _moving(apology_id, actor, APPROVE, "approve") as apology:
        apology.approve()
        apology.approved_by, apology.approved_at = actor, now
        _record("approved", apology, actor, now)
    return apology


def apology_return(*, apology_id: int, reason: str, actor: User, now: datetime) -> Apology:
    """Return a draft with the reason; the drafter writes a new one."""
    with _moving(apology_id, actor, APPROVE, "return_to_drafter") as apology:
        apology.return_to_drafter()
        apology.return_reason = reason_clean(reason, required=True)
        _record("returned", apology, actor, now, reason=apology.return_reason)
    return apology


def apology_sign(*, apology_id: int, actor: User, now: datetime) -> Apology:
    """Sign the letter and give it its number: the head of the agency that is late does."""
    with _moving(apology_id, actor, APPROVE, "sign") as apology:
        apology.sign()
        apology.signed_by, apology.signed_at = actor, now
        apology_number_give(apology, now)
        _record("signed", apology, actor, now)
    return apology


def apology_send(
    *, apology_id: int, actor: User, now: datetime, channel: str = "", reached: bool = True
) -> Apology:
    """Tell the citizen: from now on the letter's new date is the case's due date.

    `channel`: by what the citizen was told, and whether that `reached` them; "" records no
    attempt. Raises `BadInput` for a channel that is none.
    """
    with _moving(apology_id, actor, SEND, "send") as apology:
        channel = channel_clean(channel) if channel else ""
        apology.send()
        apology.sent_by, apology.sent_at = actor, now
        apology.due_at_before = _ensure_owed(apology.case)
        obligation_meet(apology, now)
        if apology.new_due_at is not None:
            _reschedule(apology, apology.new_due_at, actor, now)
        if channel:
            attempt_store(apology, channel, reached=reached, actor=actor, now=now)
        _record("sent", apology, actor, now)
    return apology


def apology_attempt_add(
    *, apology_id: int, channel: str, reached: bool, actor: User, now: datetime
) -> Apology:
    """Record a further try at telling the citizen of a letter that was sent; return the letter.

    Raises `NotFound`, `NotAllowed`, `StateForbids` before it was sent, `BadInput` for the channel.
    """
    with transaction.atomic():
        apology = _locked(apology_id, actor)
        ensure_any(actor, SEND, apology.case)
        if apology.state != ApologyState.SENT:
            raise StateForbids(_("Thư này chưa gửi. Hãy ghi nhận đã gửi trước."))
        tried = {"channel": channel_clean(channel), "reached": reached}
        attempt_store(apology, channel, reached=reached, actor=actor, now=now)
        _record("attempted", apology, actor, now, data=tried)
    return apology


def apology_cancel(*, apology_id: int, actor: User, now: datetime) -> Apology:
    """Give the letter up before it is sent; its new date may then be given again."""
    with _moving(apology_id, actor, CANCEL, "cancel") as apology:
        apology.cancel()
        _record("cancelled", apology, actor, now)
    return apology


def apologies_drop(case: Case, actor: User | None, now: datetime) -> None:
    """Cancel what has not been sent when the case, whose row is locked, ends."""
    for apology in Apology.objects.filter(case=case, state__in=OPEN):
        apology.case = case
        apology.cancel()
        _record("cancelled", apology, actor, now, reason=_("Hồ sơ đã kết thúc."))


@contextmanager
def _moving(
    apology_id: int, actor: User, rights: Collection[Right], name: str
) -> Iterator[Apology]:
    """Yield the apology, its case's row locked, if it may make the move `name` now.

    Raises `NotFound`, `NotAllowed`, or `StateForbids` when its state or its case's forbids it.
    """
    with transaction.atomic():
        apology = _locked(apology_id, actor)
        ensure_any(actor, rights, apology.case)
        if not can_proceed(getattr(apology, name)):
            sentence = _("Thư xin lỗi này đang ở trạng thái «%(state)s», không làm được việc này.")
            raise StateForbids(sentence % {"state": apology.get_state_display()})
        if name != "cancel":
            _ensure_owed(apology.case)
        yield apology


def _locked(apology_id: int, actor: User) -> Apology:
    """Return the apology as it is once its case's row is locked."""
    case = case_locked(actor, apology_of(actor, apology_id).case.code)
    apology = Apology.objects.get(pk=apology_id)
    apology.case = case
    return apology


def _ensure_owed(case: Case) -> datetime:
    """Return the present due date, or raise `StateForbids` for a case that can owe no apology."""
    if case.state in ENDED or case.state == CaseState.REGISTERED or case.due_at is None:
        raise StateForbids(
            _("Hồ sơ %(code)s đang ở trạng thái «%(state)s»: không có hạn trả để xin lỗi.")
            % {"code": case.code, "state": case.get_state_display()}
        )
    return case.due_at


def _ensure_first_date(case: Case) -> None:
    given = case.apologies.filter(new_due_at__isnull=False, state__in=DATE_HOLDERS)
    if given.exists():
        raise StateForbids(
            _(
                "Hồ sơ này đã được hẹn lại một lần; việc hẹn lại ngày trả kết quả không quá một "
                "lần (Nghị định 118/2025/NĐ-CP, Điều 19 khoản 6). Vẫn có thể lập thư xin lỗi "
                "không kèm ngày hẹn mới."
            )
        )


def _reschedule(apology: Apology, new_due_at: datetime, actor: User, now: datetime) -> None:
    """Move the due date; a promise that time has overtaken is refused."""
    case = apology.case
    case_catch_up(case, now=now)
    if new_due_at <= max(_ensure_owed(case), now):
        raise StateForbids(
            _("Ngày hẹn mới trong thư đã qua hoặc không sau hạn hiện tại. Hãy hủy và lập thư mới.")
        )
    steps = CaseSteps(case.steps.all())
    change = Change(case=case, steps=steps, actor=actor, now=now, reason=apology.reason)
    change.clock(ClockEntry.Kind.RESCHEDULE, new_due_at)
    change.settle()


def _record(
    name: str,
    apology: Apology,
    actor: User | None,
    now: datetime,
    *,
    reason: str = "",
    data: Mapping[str, Any] | None = None,
) -> None:
    """Save the apology and write the event that tells of it."""
    apology.save()
    data = {"due_at_before": told(apology.due_at_before), **(data or {})}
    if apology.number:
        data["number"] = f"{apology.number_written}/{apology.number_year}"
    if apology.new_due_at is not None:
        data["new_due_at"] = told(apology.new_due_at)
    event_record(
        apology.case,
        f"apology.{name}",
        actor=actor,
        now=now,
        from_state=apology.case.state,
        reason=reason or apology.reason,
        apology=apology,
        data=data,
    )
