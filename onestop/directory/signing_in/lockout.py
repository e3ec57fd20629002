"""Lock-out after wrong passwords: counted by django-axes' tables, for all processes together.

Counted are a name at an address (`SIGN_IN_ATTEMPTS`) and all names at an address
(`SIGN_IN_ATTEMPTS_PER_ADDRESS`), within `SIGN_IN_LOCKOUT`. A browser in which the name has signed
in before (`known.py`) is counted for itself: whoever guesses beside it locks only himself out.
While something is locked nothing is hashed and nothing stored, so guessing on costs no space.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Case, F, Q, QuerySet, Sum, Value, When
from django.http import HttpRequest
from django.utils import timezone

from onestop.directory.audit import audit_record
from onestop.directory.client import client_network
from onestop.directory.models import User
from onestop.directory.signing_in.digests import name_digest
from onestop.directory.signing_in.known import known_browser
from onestop.directory.signing_in.records import account_record
from onestop.directory.signing_in.sessions import session_begin

Credentials = Mapping[str, Any] | None
NOBODY = "0.0.0.0"  # noqa: S104 (stands for an address that is not known)


class Failures(NamedTuple):
    """Wrong passwords for one name in one browser at one address, and when the last one was."""

    name: str
    browser: str
    times: int
    at: datetime


def attempt_name(_request: HttpRequest | None, credentials: Credentials) -> str:
    """Return by what a name is counted; "" where no name was given."""
    name = (credentials or {}).get("username")
    return name_digest(str(name)) if name else ""


def attempt_address(request: HttpRequest) -> str:
    """Return by what an address is counted; an IPv6 one by the first of its network."""
    network = client_network(request).partition("/")[0]
    return network if set(network) <= set("0123456789abcdef:.") else NOBODY


def attempt_words(name: str, *_others: object) -> str:
    """Return what the log calls a client: never a name or an address in plain."""
    return f"client {str(name)[:12]}"


def is_locked(request: HttpRequest, name: str, now: datetime) -> bool:
    """Tell whether this name may not be tried from here now; one query that returns two numbers."""
    browser = known_browser(request, name)
    found = _attempts(attempt_address(request), now).aggregate(
        of_name=Sum("failures_since_start", filter=Q(username=name, user_agent=browser)),
        of_strangers=Sum("failures_since_start", filter=Q(user_agent="")),
    )
    if name and (found["of_name"] or 0) >= settings.SIGN_IN_ATTEMPTS:
        return True
    return not browser and (found["of_strangers"] or 0) >= settings.SIGN_IN_ATTEMPTS_PER_ADDRESS


def locked_until(request: HttpRequest, name: str, now: datetime) -> datetime | None:
    """Return when this name may be tried again from here, or None if it may be now."""
    browser = known_browser(request, name)
    columns = ("username", "user_agent", "failures_since_start", "attempt_time")
    rows = _attempts(attempt_address(request), now).values_list(*columns)
    found = [Failures(*row) for row in rows]
    of_name = [one for one in found if one.name == name and one.browser == browser]
    ends = [lock_end(of_name, settings.SIGN_IN_ATTEMPTS) if name else None]
    if not browser:
        strangers = [one for one in found if not one.browser]
        ends.append(lock_end(strangers, settings.SIGN_IN_ATTEMPTS_PER_ADDRESS))
    return max((end for end in ends if end is not None), default=None)


def lock_end(failures: Iterable[Failures], limit: int) -> datetime | None:
    """Return when fewer than `limit` failures will be left, or None if there are fewer now."""
    rows = sorted(failures, key=lambda one: one.at)
    left = sum(one.times for one in rows)
    end = None
    for one in rows:
        if left < limit:
            break
        end = one.at + settings.SIGN_IN_LOCKOUT
        left -= one.times
    return end


def _attempts(address: str, now: datetime) -> QuerySet[Any]:
    rows: QuerySet[Any] = AccessAttempt.objects.filter(
        ip_address=address, attempt_time__gt=now - settings.SIGN_IN_LOCKOUT
    ).order_by()
    return rows


class LockoutHandler(AxesDatabaseHandler):  # type: ignore[misc] # ships no types
    """What django-axes does with the news of a sign-in: count, lock, and record in the audit."""

    def is_locked(self, request: HttpRequest, credentials: Credentials = None) -> bool:
        """Tell whether the password is not even looked at."""
        name = attempt_name(request, credentials)
        return is_locked(request, name, timezone.now())

    def user_login_failed(
        self, _sender: Any, credentials: Credentials, request: Any = None, **_others: Any
    ) -> None:
        """Count a wrong password; once locked, nothing is written any more."""
        if request is None:
            return
        request.axes_credentials = credentials
        if request.axes_locked_out:
            return
        now = timezone.now()
        name = attempt_name(request, credentials)
        with transaction.atomic():
            _count(request, name, now)
            request.axes_locked_out = is_locked(request, name, now)
            _record_failure(credentials, locked=request.axes_locked_out, now=now)

    def user_logged_in(self, _sender: Any, request: Any, user: User, **_others: Any) -> None:
        """Forget the account's wrong passwords here, and begin its session."""
        now = timezone.now()
        name = name_digest(user.get_username())
        with transaction.atomic():
            AccessAttempt.objects.filter(
                username=name,
                ip_address=attempt_address(request),
                user_agent=known_browser(request, name),
            ).delete()
            account_record(action="sign_in", user=user, actor=user, now=now)
            session_begin(request=request, user=user, now=now)

    def user_logged_out(
        self, _sender: Any, _request: Any, user: User | None, **_others: Any
    ) -> None:
        """Record it."""
        if user is not None:
            account_record(action="sign_out", user=user, actor=user, now=timezone.now())


def _count(request: HttpRequest, name: str, now: datetime) -> None:
    """Add one failure; what is older than the lock-out begins anew."""
    key = {
        "username": name,
        "ip_address": attempt_address(request),
        "user_agent": known_browser(request, name),
    }
    old = When(attempt_time__lte=now - settings.SIGN_IN_LOCKOUT, then=Value(1))
    again = Case(old, default=F("failures_since_start") + 1)
    rows = AccessAttempt.objects.filter(**key)
    if rows.update(failures_since_start=again, attempt_time=now):
        return
    try:
        with transaction.atomic():
            row = AccessAttempt.objects.create(**key, failures_since_start=1)
    except IntegrityError:  # another request was first
        rows.update(failures_since_start=again, attempt_time=now)
    else:
        AccessAttempt.objects.filter(pk=row.pk).update(attempt_time=now)


def _record_failure(credentials: Credentials, *, locked: bool, now: datetime) -> None:
    name = str((credentials or {}).get("username") or "")
    account = User.objects.filter(username=name).first() if name else None
    action, after = "sign_in.refuse", {"locked": locked}
    if account is not None:
        account_record(action=action, user=account, actor=None, now=now, after=after)
        return
    subject = f"name:{name_digest(name)}"
    audit_record(action=action, subject=subject, actor=None, now=now, after=after)
