"""What pages show of sign-ins: an account's sessions, and who is locked out."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Count, Q

from onestop.directory.models import LiveSession, User
from onestop.directory.signing_in.digests import name_digest
from onestop.directory.signing_in.lockout import Failures, lock_end

# More than an account may have; a bound for the page.
MOST_SESSIONS = 100
MOST_ADDRESSES = 50


@dataclass(frozen=True)
class SignIns:
    """How an account stands: until when it is locked somewhere, its sessions, its second factor."""

    user: User
    locked_until: datetime | None
    sessions: int
    second_factor: bool


@dataclass(frozen=True)
class LockedAddress:
    """An address from which too many names were tried."""

    address: str
    until: datetime


def sessions_of(user: User, now: datetime) -> list[LiveSession]:
    """Return the account's live sessions, the last used first."""
    rows = LiveSession.objects.filter(account=user, expire_date__gt=now)
    return list(rows.order_by("-seen_at").defer("session_data")[:MOST_SESSIONS])


def sign_ins_of(users: Iterable[User], now: datetime) -> list[SignIns]:
    """Return how each account stands; three queries, however many accounts."""
    users = list(users)
    digests = {name_digest(user.username): user.pk for user in users}
    locked = _locked(digests, now)
    live = _counted(users, "live_sessions", Q(live_sessions__expire_date__gt=now))
    apps = _counted(users, "authenticator_app", Q(authenticator_app__confirmed=True))
    return [
        SignIns(user, locked.get(user.pk), live.get(user.pk, 0), apps.get(user.pk, 0) > 0)
        for user in users
    ]


def locked_addresses(now: datetime) -> list[LockedAddress]:
    """Return the addresses that are locked because of many names, the longest first."""
    found = defaultdict(list)
    for address, failures in _attempts(Q(user_agent=""), now):
        found[address].append(failures)
    ends = (
        (address, lock_end(rows, settings.SIGN_IN_ATTEMPTS_PER_ADDRESS))
        for address, rows in found.items()
    )
    locked = [LockedAddress(address, until) for address, until in ends if until is not None]
    return sorted(locked, key=lambda one: one.until, reverse=True)[:MOST_ADDRESSES]


def _locked(digests: dict[str, int], now: datetime) -> dict[int, datetime]:
    """Return until when each account is locked at the address and browser that waits longest."""
    found = defaultdict(list)
    for address, failures in _attempts(Q(username__in=digests), now):
        found[failures.name, address, failures.browser].append(failures)
    ends: dict[int, datetime] = {}
    for (name, *_place), rows in found.items():
        end = lock_end(rows, settings.SIGN_IN_ATTEMPTS)
        if end is not None:
            user_id = digests[name]
            ends[user_id] = max(end, ends.get(user_id, end))
    return ends


def _attempts(which: Q, now: datetime) -> Iterable[tuple[str, Failures]]:
    rows = AccessAttempt.objects.filter(which, attempt_time__gt=now - settings.SIGN_IN_LOCKOUT)
    columns = ("ip_address", "username", "user_agent", "failures_since_start", "attempt_time")
    return [(row[0], Failures(*row[1:])) for row in rows.values_list(*columns)]


def _counted(users: list[User], related: str, which: Q) -> dict[int, int]:
    rows = User.objects.filter(pk__in=[user.pk for user in users])
    return dict(rows.annotate(found=Count(related, filter=which)).values_list("pk", "found"))
