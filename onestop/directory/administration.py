"""What administrators read: lists of accounts, devices and tokens, each with a bound."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onestop.directory.models import AccessToken, AuditEvent, Membership, User
from onestop.directory.rights import DEVICES, Right, has_right
from onestop.directory.services import live_tokens
from onestop.directory.services.changing import subject_of
from onestop.directory.services.reach import accounts_in_reach
from onestop.directory.texts import bare
from onestop.directory.words import changed_said

PAGE = 50
MOST_TOKENS = 50
MOST_CHANGES = 10


@dataclass(frozen=True)
class Sought:
    """What a list of accounts is asked for; `after` is the last account of the page before."""

    text: str = ""
    role: str = ""
    locked: bool | None = None
    after: int | None = None


@dataclass(frozen=True)
class AccountPage:
    """A page of accounts by name; `more_after` is where the next one goes on, if there is one."""

    accounts: list[User]
    more_after: int | None


@dataclass(frozen=True)
class Change:
    """A change of an account: when, by whom, and what."""

    at: datetime
    who: str
    what: str


def accounts_page(actor: User, sought: Sought) -> AccountPage:
    """Return the accounts in the actor's reach that are sought, by name."""
    rows = accounts_in_reach(actor).order_by("full_name", "pk")
    if sought.role:
        rows = rows.filter(pk__in=Membership.objects.filter(role=sought.role).values("user"))
    if sought.locked is not None:
        rows = rows.filter(is_active=not sought.locked)
    if sought.text:
        rows = rows.filter(pk__in=_called(rows, sought.text))
    last = User.objects.filter(pk=sought.after).first() if sought.after else None
    if last is not None:
        rows = rows.filter(
            Q(full_name__gt=last.full_name) | Q(full_name=last.full_name, pk__gt=last.pk)
        )
    found = list(rows.prefetch_related(_with_offices())[: PAGE + 1])
    return AccountPage(found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None)


def account_counts(actor: User) -> str:
    """Return how many accounts the actor administers, in words."""
    reach = accounts_in_reach(actor)
    active, locked = reach.filter(is_active=True).count(), reach.filter(is_active=False).count()
    told = ngettext("%(count)d tài khoản", "%(count)d tài khoản", active) % {"count": active}
    return _("%(active)s, %(locked)d bị khóa") % {"active": told, "locked": locked}


def changes_of(account: User) -> list[Change]:
    """Return the latest changes that administrators made to the account."""
    events = AuditEvent.objects.filter(subject=subject_of(account)).exclude(action="")
    latest = list(events.order_by("-id")[:MOST_CHANGES])
    people = User.objects.in_bulk([one.actor_id for one in latest if one.actor_id])
    return [
        Change(one.at, str(people.get(one.actor_id or 0) or "–"), changed_said(one))
        for one in latest
    ]


def tokens_of(account: User) -> list[AccessToken]:
    """Return the account's tokens, those that still open something first."""
    live = live_tokens(timezone.now()).filter(user=account).order_by("-id")
    return list(live[:MOST_TOKENS])


def device_counts(actor: User) -> str:
    """Return how many devices the actor manages, in words."""
    offices = [one for one in actor.offices() if has_right(actor, Right.DEVICE_MANAGE, office=one)]
    count = Membership.objects.filter(
        office__in=offices, role__in=DEVICES, user__is_active=True
    ).count()
    return ngettext("%(count)d thiết bị", "%(count)d thiết bị", count) % {"count": count}


def token_counts(actor: User) -> str:
    """Return how many tokens the actor has, in words."""
    count = live_tokens(timezone.now()).filter(user=actor).count()
    return ngettext("%(count)d mã của bạn", "%(count)d mã của bạn", count) % {"count": count}


def memberships_of(account: User) -> list[Membership]:
    """Return the account's roles, office by office."""
    rows = account.memberships.select_related("office").prefetch_related("agencies")
    return list(rows.order_by("office__name", "pk"))


def _called(rows: QuerySet[User], text: str) -> list[int]:
    """Return the accounts of which every typed word begins a word of the name, marks or not."""
    wanted = bare(text).split()
    names = rows.values_list("pk", "full_name", "username")
    return [pk for pk, *words in names if _begins(wanted, bare(" ".join(words)).split())]


def _begins(wanted: list[str], words: list[str]) -> bool:
    return all(any(word.startswith(one) for word in words) for one in wanted)


def _with_offices() -> "Prefetch[str]":
    return Prefetch("memberships", Membership.objects.select_related("office").order_by("pk"))
