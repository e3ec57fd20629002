"""Leaving: who is locked or moved loses sessions, tokens and sockets at once, and hands over."""

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from onestop.directory.models import Membership, Office, User
from onestop.directory.refusals import NotAllowed, StateForbids
from onestop.directory.rights import Role
from onestop.directory.services.changing import AccountChange, account_changing
from onestop.directory.services.reach import ensure_may_give
from onestop.directory.services.roles import (
    agencies_clean,
    ensure_not_last,
    ensure_not_own,
    membership_store,
    role_facts,
)
from onestop.directory.services.succession import successor_held, work_hand_over
from onestop.directory.services.tokens import access_tokens_end
from onestop.directory.words import LeavingReason


def account_lock(
    *,
    account_id: int,
    version: int,
    reason: LeavingReason,
    successor_id: int | None = None,
    actor: User,
    now: datetime,
) -> User:
    """Lock the account: from the commit on it can do nothing, and its work has gone on.

    1. Its sessions and tokens end, and its websockets are closed.
    2. The rooms above hand over what it has in its hands: to the successor where he may do it,
       else to everybody's list.

    Raises `NotAllowed` for one's own, `StateForbids` for the last administrator and for an
    account that is locked, `BadInput` for a successor who is no colleague.
    """
    with account_changing(
        action="account.lock", account_id=account_id, version=version, actor=actor, now=now
    ) as change:
        account = change.account
        _ensure_not_own(change)
        if not account.is_active:
            raise StateForbids(_("Tài khoản này đã bị khóa."))
        ensure_not_last(account, list(account.memberships.all()), timezone.localdate(now))
        successor = successor_held(change, successor_id)
        account.is_active = False
        _end_access(change, "is_active")
        change.after = _leaving_facts(reason, successor)
        work_hand_over(change, successor=successor, reason=reason.label)
    return account


def account_unlock(*, account_id: int, version: int, actor: User, now: datetime) -> User:
    """Let the account sign in again; sessions and tokens of before stay ended."""
    with account_changing(
        action="account.unlock", account_id=account_id, version=version, actor=actor, now=now
    ) as change:
        if change.account.is_active:
            raise StateForbids(_("Tài khoản này không bị khóa."))
        change.account.is_active = True
        change.account.save(update_fields=["is_active"])
    return change.account


def account_move(
    *,
    account_id: int,
    version: int,
    from_office: Office,
    to_office: Office,
    role: Role,
    agencies: Collection[str] = (),
    successor_id: int | None = None,
    actor: User,
    now: datetime,
) -> User:
    """Take every role in one office from the account and give it one in another.

    Its sessions, tokens and websockets end and its work is handed over, as when it is locked.
    """
    ensure_may_give(actor, role, to_office)
    acting_for = agencies_clean(to_office, role, agencies)
    with account_changing(
        action="account.move", account_id=account_id, version=version, actor=actor, now=now
    ) as change:
        ensure_not_own(change)
        lost = _roles_lost(change, from_office, to_office)
        successor = successor_held(change, successor_id)
        change.before = {"roles": [role_facts(one) for one in lost]}
        Membership.objects.filter(pk__in=[one.pk for one in lost]).delete()
        given = membership_store(change.account, to_office, role, acting_for)
        _end_access(change)
        change.office_id = to_office.pk
        change.after = {**role_facts(given), **_leaving_facts(LeavingReason.MOVED, successor)}
        work_hand_over(change, successor=successor, reason=LeavingReason.MOVED.label)
    return change.account


def _roles_lost(change: AccountChange, from_office: Office, to_office: Office) -> list[Membership]:
    lost = list(change.account.memberships.filter(office=from_office))
    if not lost or from_office == to_office:
        raise StateForbids(_("Hãy chọn bộ phận một cửa khác với nơi đang làm việc."))
    for membership in lost:
        ensure_may_give(change.actor, Role(membership.role), from_office)
    ensure_not_last(change.account, lost, timezone.localdate(change.now))
    return lost


def _end_access(change: AccountChange, *fields: str) -> None:
    """End every session and token of the account."""
    account = change.account
    account.session_epoch += 1
    account.save(update_fields=["session_epoch", *fields])
    access_tokens_end(account=account, now=change.now)


def _leaving_facts(reason: LeavingReason, successor: User | None) -> dict[str, object]:
    return {"reason": reason.value, "successor": successor.pk if successor else None}


def _ensure_not_own(change: AccountChange) -> None:
    if change.is_own:
        raise NotAllowed(_("Không ai tự khóa tài khoản của mình. Hãy nhờ quản trị viên khác."))
