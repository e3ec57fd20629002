"""Nhập bù: dossiers that were received on paper during an outage, entered afterwards.

A leader or an administrator gives leave for the time of the outage, with the reason. By it
reception enters what came in then: number, receipt and due date follow the real reception; the
case is marked and the history says when it was entered.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onestop.cases.events import told
from onestop.cases.models import Case, EntryLeave
from onestop.cases.services.change import Change
from onestop.cases.services.taking_in import taken_in_begin
from onestop.cases.texts import reason_clean
from onestop.directory.audit import audit_record
from onestop.directory.models import Office, User
from onestop.directory.refusals import BadInput, NotAllowed, NotFound, StateForbids
from onestop.directory.rights import Right, right_used

GIVE = frozenset({Right.CASE_APPROVE, Right.OFFICE_MANAGE})
# What is older is entered by no leave: figures of the month before are closed by then.
OLDEST = timedelta(days=30)
LONGEST_OUTAGE = timedelta(days=14)


def entry_leave_give(
    *,
    office: Office,
    from_at: datetime,
    until_at: datetime,
    reason: str,
    actor: User,
    now: datetime,
) -> EntryLeave:
    """Give leave to enter what was received on paper between two moments, and return it.

    Times without a zone are local. Raises `NotFound` for another office, `NotAllowed`, and
    `BadInput` for from_at, until_at, reason.
    """
    if office not in actor.offices():
        raise NotFound(_("Không tìm thấy bộ phận một cửa này."))
    if not right_used(actor, GIVE, office=office):
        raise NotAllowed(_("Chỉ lãnh đạo hoặc quản trị cho phép nhập bù hồ sơ."))
    from_at, until_at = moment_aware(from_at), moment_aware(until_at)
    _ensure_outage(from_at, until_at, now)
    with transaction.atomic():
        leave = EntryLeave.objects.create(
            office=office,
            from_at=from_at,
            until_at=until_at,
            reason=reason_clean(reason, required=True),
            given_by=actor,
            given_at=now,
        )
        audit_record(
            action="entry_leave.give",
            subject=f"entry_leave:{leave.pk}",
            actor=actor,
            now=now,
            office_id=office.pk,
            after={"from_at": told(from_at), "until_at": told(until_at), "reason": leave.reason},
        )
    return leave


def entry_leave_for(office: Office, received_at: datetime, now: datetime) -> EntryLeave:
    """Return the leave by which a dossier of that moment may be entered now.

    Raises `BadInput` for `received_at` in the future or too long ago, and `StateForbids` where no
    leave was given.
    """
    if received_at > now:
        raise BadInput.field("received_at", _("Thời gian nhận không thể ở tương lai."))
    if received_at < now - OLDEST:
        sentence = _("Đã quá %(days)d ngày kể từ khi nhận: không nhập bù được nữa.")
        raise BadInput.field("received_at", sentence % {"days": OLDEST.days})
    leaves = EntryLeave.objects.filter(office=office)
    leave = leaves.filter(from_at__lte=received_at, until_at__gte=received_at).first()
    if leave is None:
        raise StateForbids(
            _(
                "Chưa có phép nhập bù cho thời gian này. Hãy nhờ lãnh đạo hoặc quản trị cho phép, "
                "nêu rõ sự cố."
            )
        )
    return leave


def moment_aware(moment: datetime) -> datetime:
    """Return the moment with its zone; without one it is local."""
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def entered_late(change: Change, leave: EntryLeave, received_at: datetime) -> None:
    """Receive the dossier as of the day on which it came in, and mark it.

    Reception's step is that of the real day; the agency has the case from now on.
    """
    change.from_state = ""
    entered_at, change.now = change.now, received_at
    taken_in_begin(change)
    change.case.receive(received_at)
    change.accepted()
    change.now = entered_at
    for step in change.steps.all_running:
        step.started_at = entered_at
        step.save(update_fields=["started_at"])
    change.case.entry_leave = leave
    change.reason = leave.reason
    change.data.update({"received_at": told(received_at), "entry_leave": leave.pk})
    change.settle()
    change.record("receive")
    change.tell()


def ensure_on_paper(channel: str) -> None:
    """Raise `BadInput` unless the dossier was handed in at the counter."""
    if channel != Case.Channel.COUNTER:
        raise BadInput.field("channel", _("Chỉ nhập bù hồ sơ giấy nộp tại quầy."))


def _ensure_outage(from_at: datetime, until_at: datetime, now: datetime) -> None:
    if not from_at < until_at <= now:
        sentence = _("Thời gian kết thúc phải sau lúc bắt đầu và không ở tương lai.")
        raise BadInput.field("until_at", sentence)
    if until_at - from_at > LONGEST_OUTAGE:
        sentence = _("Một lần cho phép dài nhất %(days)d ngày.")
        raise BadInput.field("from_at", sentence % {"days": LONGEST_OUTAGE.days})
    if from_at < now - OLDEST:
        sentence = _("Không nhập bù cho thời gian trước đây quá %(days)d ngày.")
        raise BadInput.field("from_at", sentence % {"days": OLDEST.days})
