"""Letting a deputy stand in for an absent officer, and ending that."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from onestop.directory.audit import audit_record
from onestop.directory.models import Membership, Office, StandIn, User
from onestop.directory.models.stand_ins import LONGEST_REASON
from onestop.directory.refusals import BadInput, NotAllowed, NotFound, StateForbids
from onestop.directory.rights import PASSED_ON, Right, Role, ensure_right, has_right

# Nobody stands in for longer: then the role itself is to be given.
LONGEST = timedelta(days=366)
# What a leader may pass on; the roles of administration and supervision only an administrator.
DAILY_WORK = frozenset({Role.RECEPTIONIST, Role.SPECIALIST, Role.LEADER})


@dataclass(frozen=True)
class Absence:
    """What is asked for: who is away, who stands in, from the first to the last day, and why."""

    absent: User
    deputy: User
    first_day: date
    last_day: date
    reason: str


def stand_in_grant(*, office: Office, absence: Absence, actor: User, now: datetime) -> StandIn:
    """Let the deputy hold the absent account's roles in the office during the absence.

    Raises `NotAllowed`, `BadInput` by field, and `StateForbids` when one of the two already takes
    part in another stand-in on one of the days, because nobody passes on what it got.
    """
    ensure_right(actor, Right.STAND_IN_GRANT, office=office)
    with transaction.atomic():
        people = [absence.absent.pk, absence.deputy.pk]
        # Of two grants that name one account the second waits here, and sees the first.
        list(User.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk"))
        _ensure_days(absence, timezone.localdate(now))
        _ensure_people(office, absence, actor)
        _ensure_free(office, absence)
        stand_in = StandIn.objects.create(
            absent=absence.absent,
            deputy=absence.deputy,
            office=office,
            first_day=absence.first_day,
            last_day=absence.last_day,
            reason=_reason(absence.reason),
            granted_by=actor,
            granted_at=now,
        )
        _worth_looking(absence)
        _record("stand_in.grant", stand_in, actor, now, after=_facts(stand_in))
    return stand_in


def stand_in_end(*, stand_in_id: int, actor: User, now: datetime) -> StandIn:
    """End it at once; the deputy keeps nothing. Nothing happens if it was ended before.

    Raises `NotFound`, also for another office's, and `NotAllowed`.
    """
    with transaction.atomic():
        rows = StandIn.objects.select_for_update(of=("self",)).select_related("office")
        stand_in = rows.filter(pk=stand_in_id).first()
        if stand_in is None or not actor.memberships_in(stand_in.office):
            raise NotFound(_("Không tìm thấy việc làm thay này."))
        ensure_right(actor, Right.STAND_IN_GRANT, office=stand_in.office)
        if stand_in.revoked_at is None:
            stand_in.revoked_at = now
            stand_in.save(update_fields=["revoked_at"])
            _record("stand_in.end", stand_in, actor, now, before=_facts(stand_in))
    return stand_in


def _worth_looking(absence: Absence) -> None:
    """Note at the deputy that there is something to look up, so that nobody else pays for it."""
    later = Q(deputy_until=None) | Q(deputy_until__lt=absence.last_day)
    User.objects.filter(later, pk=absence.deputy.pk).update(deputy_until=absence.last_day)


def _ensure_days(absence: Absence, today: date) -> None:
    if absence.last_day < absence.first_day:
        raise BadInput.field("last_day", _("Ngày cuối phải từ ngày đầu trở đi."))
    if absence.last_day < today:
        raise BadInput.field("last_day", _("Ngày này đã qua."))
    if absence.last_day - absence.first_day > LONGEST:
        raise BadInput.field(
            "last_day", _("Không giao làm thay quá một năm. Lâu hơn thì giao hẳn vai trò.")
        )


def _ensure_people(office: Office, absence: Absence, actor: User) -> None:
    if absence.absent == absence.deputy:
        raise BadInput.field("deputy", _("Không ai làm thay chính mình. Hãy chọn người khác."))
    if absence.deputy == actor:
        raise NotAllowed(_("Không tự giao cho mình làm thay. Hãy nhờ người có thẩm quyền khác."))
    roles = _roles(absence.absent, office, absence.last_day)
    if not roles & PASSED_ON:
        raise BadInput.field("absent", _("Người này không có việc để giao ở bộ phận một cửa này."))
    if not _roles(absence.deputy, office, absence.last_day) & PASSED_ON:
        raise BadInput.field("deputy", _("Người này không làm việc ở bộ phận một cửa này."))
    if not (roles & PASSED_ON <= DAILY_WORK or may_pass_on_any(actor, office)):
        raise NotAllowed(_("Việc quản trị và giám sát do người quản trị giao làm thay."))


def may_pass_on_any(actor: User, office: Office) -> bool:
    """Tell whether the account may also pass on administration and supervision."""
    return has_right(actor, Right.ACCOUNT_MANAGE, office=office)


def _roles(user: User, office: Office, day: date) -> set[Role]:
    """Return the account's own roles in the office on a day; none for a locked account."""
    held = Membership.objects.running_on(day).filter(user=user, office=office)
    return {Role(role) for role in held.values_list("role", flat=True)} if user.is_active else set()


def _ensure_free(office: Office, absence: Absence) -> None:
    """Refuse a second deputy of the same days, a deputy who is away, and an absent deputy."""
    at_the_time = StandIn.objects.filter(
        office=office,
        revoked_at=None,
        first_day__lte=absence.last_day,
        last_day__gte=absence.first_day,
    )
    taken = at_the_time.filter(
        Q(absent__in=[absence.absent, absence.deputy]) | Q(deputy=absence.absent)
    )
    found = taken.select_related("absent", "deputy").first()
    if found is not None:
        raise StateForbids(
            _(
                "Trong những ngày này %(deputy)s đang làm thay %(absent)s. Hãy kết thúc việc làm "
                "thay đó trước, hoặc chọn ngày khác."
            )
            % {"deputy": found.deputy, "absent": found.absent}
        )


def _reason(text: str) -> str:
    reason = " ".join(text.split())
    if not reason:
        raise BadInput.field("reason", _("Nhập lý do, ví dụ: nghỉ phép."))
    if len(reason) > LONGEST_REASON or "\0" in reason:
        raise BadInput.field("reason", _("Lý do dài quá mức cho phép."))
    return reason


def _facts(stand_in: StandIn) -> dict[str, object]:
    return {
        "absent": stand_in.absent_id,
        "deputy": stand_in.deputy_id,
        "first_day": stand_in.first_day.isoformat(),
        "last_day": stand_in.last_day.isoformat(),
    }


def _record(
    action: str,
    stand_in: StandIn,
    actor: User,
    now: datetime,
    *,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    audit_record(
        action=action,
        subject=f"stand_in:{stand_in.pk}",
        actor=actor,
        now=now,
        office_id=stand_in.office_id,
        before=before,
        after=after,
    )
