"""Ending sessions, and lifting lock-outs."""

from datetime import datetime
from ipaddress import ip_address

from axes.models import AccessAttempt
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from onestop.directory.models import LiveSession, User
from onestop.directory.refusals import BadInput
from onestop.directory.services.reach import account_to_change, ensure_administers
from onestop.directory.signing_in.digests import name_digest
from onestop.directory.signing_in.records import account_record


def sessions_end_others(*, user: User, kept: str, now: datetime) -> int:
    """End every session of the account but the one whose row has the key `kept`; return how many.

    The account does it for itself.
    """
    with transaction.atomic():
        others = LiveSession.objects.filter(account=user).exclude(pk=kept)
        ended, _rows = others.delete()
        if ended:
            account_record(
                action="sessions.end", user=user, actor=user, now=now, after={"count": ended}
            )
    return ended


def sessions_end(*, actor: User, account_id: int, now: datetime) -> int:
    """End every session of an account, as its administrator; return how many."""
    user = account_to_change(actor, account_id)
    with transaction.atomic():
        ended, _rows = LiveSession.objects.filter(account=user).delete()
        account_record(
            action="sessions.end",
            user=user,
            actor=actor,
            now=now,
            after={"count": ended},
        )
    return ended


def lockout_lift(*, actor: User, account_id: int, now: datetime) -> int:
    """Let an account sign in again at once everywhere; return how many counts were forgotten.

    An address that is locked because of many names stays so.
    """
    user = account_to_change(actor, account_id)
    with transaction.atomic():
        attempts = AccessAttempt.objects.filter(username=name_digest(user.username))
        lifted: int = attempts.delete()[0]
        account_record(
            action="sign_in.unlock",
            user=user,
            actor=actor,
            now=now,
            after={"count": lifted},
        )
    return lifted


def address_unlock(*, actor: User, address: str, now: datetime) -> int:
    """Let everyone sign in again from an address; return how many counts were forgotten.

    Raises `BadInput` for what is no address. It is the machines of a whole installation that share
    an address: whoever administers accounts in one office may do it.
    """
    ensure_administers(actor)
    try:
        plain = str(ip_address(address))
    except ValueError:
        raise BadInput.field("address", _("Đây không phải là một địa chỉ mạng.")) from None
    with transaction.atomic():
        attempts = AccessAttempt.objects.filter(ip_address=plain, user_agent="")
        lifted: int = attempts.delete()[0]
        account_record(
            action="sign_in.unlock_address",
            user=actor,
            actor=actor,
            now=now,
            after={"count": lifted},
        )
    return lifted


def sign_in_remains_remove(*, now: datetime) -> None:
    """Delete counts of wrong passwords and sessions that are over: a chore."""
    AccessAttempt.objects.filter(attempt_time__lte=now - settings.SIGN_IN_LOCKOUT).delete()
    LiveSession.objects.filter(expire_date__lte=now).delete()
