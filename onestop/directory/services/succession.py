"""Handing over what an account has in its hands when it may no longer do it."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onestop.directory.models import Membership, User
from onestop.directory.refusals import BadInput
from onestop.directory.rights import DEVICES
from onestop.directory.services.changing import AccountChange, account_hold
from onestop.directory.signals import Leaving, OpenWork, account_left, open_work_asked

HANDED_OVER = gettext_lazy("Bàn giao: %(reason)s")


def successors_of(account: User) -> QuerySet[User]:
    """Return who could take the account's work over: its colleagues in any of its offices."""
    offices = [one.pk for one in account.offices()]
    memberships = Membership.objects.filter(office__in=offices).exclude(role__in=DEVICES)
    colleagues = User.objects.filter(is_active=True, pk__in=memberships.values("user"))
    return colleagues.exclude(pk=account.pk).order_by("full_name", "pk")


def open_work_of(account: User) -> list[OpenWork]:
    """Return what the account has in its hands now, kind by kind."""
    answers: list[tuple[Any, Any]] = open_work_asked.send(sender=User, account=account)
    return [work for _receiver, works in answers for work in works if work.count]


def successor_held(change: AccountChange, successor_id: int | None) -> User | None:
    """Return who takes the work over, if anyone; that account, too, stays until the end.

    Both rows are locked before any queue or case. Raises `BadInput` for who is no colleague.
    """
    if successor_id is None:
        return None
    if not successors_of(change.account).filter(pk=successor_id).exists():
        raise BadInput.field("successor", _("Người nhận việc phải là đồng nghiệp đang làm việc."))
    return account_hold(successor_id)


def work_hand_over(change: AccountChange, *, successor: User | None, reason: str | Promise) -> None:
    """Tell the rooms above that the account, as it is stored now, has lost rights."""
    with translation.override(settings.LANGUAGE_CODE):
        said = str(HANDED_OVER) % {"reason": reason}
    leaving = Leaving(
        account=User.objects.get(pk=change.account.pk),
        successor=successor,
        actor=change.actor,
        now=change.now,
        reason=said,
    )
    account_left.send(sender=User, leaving=leaving)
