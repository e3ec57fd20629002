"""How every change of an account is made: one after another, on what its author has seen."""

import copy
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from onestop.directory.audit import audit_record
from onestop.directory.models import AuditEvent, Office, User
from onestop.directory.refusals import StateForbids
from onestop.directory.services.reach import account_in_reach, ensure_may_change
from onestop.directory.words import changed_said

MOST_TOLD = 5


@dataclass
class AccountChange:
    """An account, its row locked, while it is changed; `before` and `after` go to the audit."""

    account: User
    actor: User
    now: datetime
    office_id: int | None = None
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)

    @property
    def is_own(self) -> bool:
        """Tell whether an administrator changes himself."""
        return self.account.pk == self.actor.pk


@contextmanager
def account_changing(
    *, action: str, account_id: int, version: int, actor: User, now: datetime
) -> Iterator[AccountChange]:
    """Open the transaction of one administrator's change to an account.

    1. Wait for the changes that other administrators are making; ask the right of the actor as he
       is then: who was locked or demoted meanwhile changes nothing any more.
    2. Count the account's version up if it is the one that the author of the change has seen;
       else raise `StateForbids` with who changed what.
    3. After the change write it into the audit.
    """
    with transaction.atomic():
        administration_hold()
        doer = User.objects.get(pk=actor.pk)
        account = account_in_reach(doer, account_id)
        ensure_may_change(doer, account)
        _count_up(account, version)
        change = AccountChange(account, doer, now)
        yield change
        _record(change, action, version + 1)


def administration_hold() -> None:
    """Let one administrator at a time change accounts: who is the last one is then no guess."""
    list(Office.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def account_hold(account_id: int) -> User:
    """Return the account as it is now; nobody locks or moves it until the transaction ends.

    To be locked before queues and cases: who leaves hands them over in this order.
    """
    return User.objects.select_for_update(no_key=True).get(pk=account_id)


def actor_hold(actor: User) -> User:
    """Return whoever acts as the account is now, held as by `account_hold`.

    What the request came with stays: the scopes of its token, and the day by which roles count.
    """
    [held] = actors_hold([actor])
    return held


def actors_hold(actors: Sequence[User], also: Collection[str] = ()) -> list[User]:
    """Return whoever acts as the accounts are now, held as by `actor_hold`, each one for itself.

    The accounts whose names are in `also` are held with them.
    """
    if not actors and not also:
        return []
    wanted = Q(pk__in={one.pk for one in actors}) | Q(username__in=also)
    held = {one.pk: one for one in _held(wanted)}
    for actor in actors:
        held[actor.pk].acting_on = actor.acting_on
    User.memberships_read([held[pk] for pk in {one.pk for one in actors}])
    return [_as_it_came(copy.copy(held[one.pk]), one) for one in actors]


def _held(wanted: Q) -> QuerySet[User]:
    """Return the accounts in the order in which everybody locks them."""
    return User.objects.select_for_update(no_key=True).filter(wanted).order_by("pk")


def _as_it_came(held: User, actor: User) -> User:
    held.scopes, held.access_token_id = actor.scopes, actor.access_token_id
    return held


def _count_up(account: User, version: int) -> None:
    seen = User.objects.filter(pk=account.pk, version=version)
    if not seen.update(version=F("version") + 1):
        raise StateForbids(_changed_meanwhile(account, version))
    account.version = version + 1


def _changed_meanwhile(account: User, version: int) -> str:
    events = AuditEvent.objects.filter(subject=subject_of(account), after__version__gt=version)
    latest = list(events.order_by("-id")[:MOST_TOLD])
    people = User.objects.in_bulk([one.actor_id for one in latest if one.actor_id])
    told = "; ".join(_told(one, people) for one in reversed(latest))
    sentence = _(
        "Trong lúc bạn xem, tài khoản này đã được người khác thay đổi: %(changes)s. Thay đổi của "
        "bạn chưa được lưu. Hãy xem lại rồi lưu lần nữa nếu vẫn cần."
    )
    return sentence % {"changes": told or "–"}


def _told(event: AuditEvent, people: dict[int, User]) -> str:
    return _("%(who)s, lúc %(time)s, %(what)s") % {
        "who": people.get(event.actor_id or 0) or "–",
        "time": f"{timezone.localtime(event.at):%H:%M %d/%m}",
        "what": changed_said(event),
    }


def _record(change: AccountChange, action: str, version: int) -> None:
    audit_record(
        action=action,
        subject=subject_of(change.account),
        actor=change.actor,
        now=change.now,
        office_id=change.office_id,
        before=change.before,
        after={**change.after, "version": version},
    )


def subject_of(account: User) -> str:
    """Return how the audit names the account."""
    return f"account:{account.pk}"
