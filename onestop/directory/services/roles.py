"""Giving and taking roles, office by office and agency by agency."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onestop.directory.models import Agency, Membership, Office, User
from onestop.directory.refusals import BadInput, NotAllowed, NotFound, StateForbids
from onestop.directory.rights import ADMINISTRATORS, BY_AGENCY, MATRIX, Role
from onestop.directory.services.changing import AccountChange, account_changing
from onestop.directory.services.reach import ensure_may_give
from onestop.directory.services.succession import successor_held, work_hand_over

AGENCIES_CHANGED = gettext_lazy("đổi cơ quan")
ROLE_TAKEN = gettext_lazy("thu hồi vai trò")


class Period(NamedTuple):
    """The first and the last day on which a role counts; None: no bound on that side."""

    first: date | None = None
    last: date | None = None


ALWAYS = Period()


def role_give(
    *,
    account_id: int,
    version: int,
    office: Office,
    role: Role,
    agencies: Collection[str] = (),
    valid_from: date | None = None,
    valid_until: date | None = None,
    actor: User,
    now: datetime,
) -> User:
    """Give the account a role in an office, or change agencies and period of one that it has.

    Without `valid_from` it counts at once, without `valid_until` until it is taken. What it holds
    for an agency that is gone goes back to the agency's list. Raises `NotAllowed` for one's own
    account and for roles that are not the actor's to give, `BadInput` by field.
    """
    ensure_may_give(actor, role, office)
    acting_for = agencies_clean(office, role, agencies)
    period = period_clean(valid_from, valid_until)
    with account_changing(
        action="role.give", account_id=account_id, version=version, actor=actor, now=now
    ) as change:
        ensure_not_own(change)
        ensure_may_give(change.actor, role, office)
        had = change.account.memberships.filter(office=office, role=role).first()
        change.office_id = office.pk
        change.before = role_facts(had) if had else {}
        change.after = role_facts(
            membership_store(change.account, office, role, acting_for, period)
        )
        if had:
            work_hand_over(change, successor=None, reason=AGENCIES_CHANGED)
    return change.account


def role_take(
    *,
    account_id: int,
    version: int,
    membership_id: int,
    successor_id: int | None = None,
    actor: User,
    now: datetime,
) -> User:
    """Take a role from the account; the work that it may no longer do goes to the successor.

    Raises `NotAllowed` for one's own, `StateForbids` for the last role of an account and for the
    last administrator.
    """
    with account_changing(
        action="role.take", account_id=account_id, version=version, actor=actor, now=now
    ) as change:
        membership = _membership(change.account, membership_id)
        role = Role(membership.role)
        ensure_not_own(change)
        ensure_may_give(change.actor, role, membership.office)
        _ensure_not_only(membership)
        ensure_not_last(change.account, [membership], timezone.localdate(now))
        successor = successor_held(change, successor_id)
        change.office_id = membership.office_id
        change.before = role_facts(membership)
        membership.delete()
        work_hand_over(change, successor=successor, reason=ROLE_TAKEN)
    return change.account


def membership_store(
    account: User,
    office: Office,
    role: Role,
    agencies: Collection[Agency],
    period: Period = ALWAYS,
) -> Membership:
    """Store the role, or agencies and period of one that is there; runs inside a transaction."""
    membership, _made = Membership.objects.update_or_create(
        user=account,
        office=office,
        role=role,
        defaults={"valid_from": period.first, "valid_until": period.last},
    )
    membership.agencies.set(agencies)
    return membership


def role_facts(membership: Membership) -> dict[str, Any]:
    """Return what the audit holds of a role."""
    codes = membership.agencies.order_by("code").values_list("code", flat=True)
    facts = {"office": membership.office_id, "role": membership.role, "agencies": list(codes)}
    days = {"from": membership.valid_from, "until": membership.valid_until}
    return {**facts, **{name: day.isoformat() for name, day in days.items() if day}}


def period_clean(first: date | None, last: date | None) -> Period:
    """Return the period, or raise `BadInput` for one that ends before it begins."""
    if first and last and last < first:
        raise BadInput.field("valid_until", _("Ngày cuối phải từ ngày đầu trở đi."))
    return Period(first, last)


def agencies_clean(office: Office, role: Role, codes: Collection[str]) -> list[Agency]:
    """Return the agencies that the role acts for; none for a role that has none.

    Raises `BadInput` for an agency that is not of this office, and where one is needed.
    """
    if not MATRIX[role] & BY_AGENCY:
        return []
    known = list(office.agencies.filter(code__in=[code for code in codes if "\x00" not in code]))
    if len(known) != len(set(codes)):
        raise BadInput.field("agencies", _("Không có cơ quan này ở bộ phận một cửa này."))
    if not known:
        raise BadInput.field("agencies", _("Vai trò này cần ít nhất một cơ quan. Hãy chọn."))
    return known


def ensure_not_own(change: AccountChange) -> None:
    """Refuse an administrator who changes his own rights."""
    if change.is_own:
        raise NotAllowed(
            _("Không ai tự thay đổi quyền của chính mình. Hãy nhờ một quản trị viên khác."),
        )


def ensure_not_last(account: User, lost: Collection[Membership], day: date) -> None:
    """Raise `StateForbids` if losing these roles leaves an office, or all, without its last admin.

    Only roles that count on `day` keep an office administered. The caller holds the
    administration: nobody else changes administrators meanwhile.
    """
    running = Membership.objects.running_on(day)
    others = running.filter(user__is_active=True).exclude(user=account)
    for membership in lost:
        where = Q(office=membership.office_id)
        if membership.role == Role.SYSTEM_ADMIN:
            where = Q()
        if membership.role not in ADMINISTRATORS:
            continue
        if not others.filter(where, role=membership.role).exists():
            raise StateForbids(
                _("Đây là «%(role)s» cuối cùng. Hãy giao vai trò này cho người khác trước.")
                % {"role": membership.get_role_display()}
            )


def _membership(account: User, membership_id: int) -> Membership:
    found = account.memberships.select_related("office").filter(pk=membership_id).first()
    if found is None:
        raise NotFound(_("Tài khoản không có vai trò này."))
    return found


def _ensure_not_only(membership: Membership) -> None:
    if not Membership.objects.filter(user=membership.user_id).exclude(pk=membership.pk).exists():
        raise StateForbids(
            _("Đây là vai trò duy nhất của tài khoản. Hãy giao vai trò khác trước, hoặc khóa lại."),
        )
