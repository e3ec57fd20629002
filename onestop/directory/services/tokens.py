"""Bearer tokens of the HTTP API."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from onestop.directory.models import AccessToken, User
from onestop.directory.rights import Right

# A token's "last used" is written at most this often, so that reading stays reading.
LAST_USED_STEP = timedelta(minutes=5)


def token_digest(token: str) -> str:
    """Return what is stored of a token: the SHA-256 of a 256-bit random value needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def access_token_issue(*, user: User, now: datetime, scopes: Iterable[Right] = ()) -> str:
    """Make a bearer token for the account and return it; it cannot be read back later.

    `scopes`: the rights that it may use, of those that the account has; without any, all.
    """
    token = secrets.token_urlsafe(32)
    AccessToken.objects.create(
        user=user, digest=token_digest(token), scopes=sorted(set(scopes)), created_at=now
    )
    return token


def access_token_use(*, token: str, now: datetime) -> User | None:
    """Return the account of a live token, or None; note when the token was last used.

    The account carries the token's scopes and the local date of `now`, by which its roles count.
    """
    found = (
        AccessToken.objects.select_related("user")
        .filter(digest=token_digest(token), revoked_at=None, user__is_active=True)
        .first()
    )
    if found is None:
        return None
    stale = Q(last_used_at=None) | Q(last_used_at__lt=now - LAST_USED_STEP)
    if found.last_used_at is None or found.last_used_at < now - LAST_USED_STEP:
        AccessToken.objects.filter(stale, pk=found.pk).update(last_used_at=now)
    user = found.user
    user.scopes, user.access_token_id = frozenset(found.scopes), found.pk
    user.acting_on = timezone.localdate(now)
    return user
