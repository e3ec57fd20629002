"""Bearer tokens of the HTTP API."""

import hashlib
import secrets
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from onestop.directory.audit import audit_record
from onestop.directory.models import AccessToken, User
from onestop.directory.refusals import BadInput, NotFound, StateForbids
from onestop.directory.rights import Right
from onestop.directory.services.reach import (
    accounts_in_reach,
    ensure_may_change,
    offices_administered,
)
from onestop.directory.signals import access_ended
from onestop.directory.texts import name_clean

# A token's "last used" is written at most this often, so that reading stays reading.
LAST_USED_STEP = timedelta(minutes=5)
LONGEST_NAME = 100
LONGEST_LIFE = timedelta(days=3 * 366)
MOST_LIVE = 20


def token_digest(token: str) -> str:
    """Return what is stored of a token: the SHA-256 of a 256-bit random value needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def access_token_issue(
    *,
    user: User,
    now: datetime,
    name: str = "",
    expires_at: datetime | None = None,
    scopes: Iterable[Right] = (),
) -> str:
    """Make a bearer token for the account and return it; it cannot be read back later.

    `scopes`: the rights that it may use, of those that the account has; without any, all.
    """
    return _token_make(user, now, name, expires_at, scopes)[1]


def access_token_create(
    *, actor: User, name: str, days: int | None, now: datetime
) -> tuple[AccessToken, str]:
    """Make a token for one's own account and return it with its secret.

    `days` is how long it lives (None: until it is revoked). Raises `BadInput` by field: name,
    days; `StateForbids` for who has twenty already.
    """
    name = name_clean("name", name, longest=LONGEST_NAME)
    expires_at = None if days is None else now + _life(days)
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=actor.pk)
        if live_tokens(now).filter(user=actor).count() >= MOST_LIVE:
            raise StateForbids(_("Bạn đã có 20 mã truy cập. Hãy thu hồi mã không dùng nữa trước."))
        token, secret = _token_make(actor, now, name, expires_at)
        audit_record(
            action="token.issue",
            subject=f"token:{token.pk}",
            actor=actor,
            now=now,
            after={"account": actor.pk, "expires": expires_at and expires_at.isoformat()},
        )
    return token, secret


def access_token_revoke(*, token_id: int, actor: User, now: datetime) -> AccessToken:
    """End a token at once, and what is connected with it; nothing happens to one that has ended.

    One's own, or of an account that the actor may change; else `NotFound`.
    """
    with transaction.atomic():
        token = _token_in_reach(token_id, actor)
        if AccessToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now):
            token.revoked_at = now
            audit_record(
                action="token.revoke",
                subject=f"token:{token.pk}",
                actor=actor,
                now=now,
                after={"account": token.user_id},
            )
            access_ended.send(sender=User, account_id=token.user_id)
    return token


def access_tokens_end(*, account: User, now: datetime) -> None:
    """End every token of the account; runs inside the transaction of what ends them."""
    AccessToken.objects.filter(user=account, revoked_at=None).update(revoked_at=now)
    access_ended.send(sender=User, account_id=account.pk)


def access_token_use(*, token: str, now: datetime) -> User | None:
    """Return the account of a live token, or None; note when the token was last used."""
    found = access_token_find(token=token, now=now)
    return found.user if found else None


def access_token_find(*, token: str, now: datetime) -> AccessToken | None:
    """Return a live token with its account, or None; note when it was last used.

    The account carries the token's scopes and the local date of `now`, by which its roles count.
    """
    return access_tokens_find(tokens=[token], now=now).get(token)


def access_tokens_find(*, tokens: Collection[str], now: datetime) -> dict[str, AccessToken]:
    """Return what `access_token_find` does for each token that is live."""
    digests = {token_digest(one): one for one in tokens}
    found = list(live_tokens(now).select_related("user").filter(digest__in=digests))
    access_tokens_seen(tokens=found, now=now)
    for one in found:
        one.user.scopes, one.user.access_token_id = frozenset(one.scopes), one.pk
        one.user.acting_on = timezone.localdate(now)
    return {digests[one.digest]: one for one in found}


def access_tokens_seen(*, tokens: list[AccessToken], now: datetime) -> None:
    """Note that the tokens are in use."""
    before = now - LAST_USED_STEP
    stale = [one.pk for one in tokens if one.last_used_at is None or one.last_used_at < before]
    if stale:
        still = Q(last_used_at=None) | Q(last_used_at__lt=before)
        AccessToken.objects.filter(still, pk__in=stale).update(last_used_at=now)


def live_tokens(now: datetime) -> QuerySet[AccessToken]:
    """Return the tokens that open anything now."""
    unexpired = Q(expires_at=None) | Q(expires_at__gt=now)
    return AccessToken.objects.filter(unexpired, revoked_at=None, user__is_active=True)


def _token_make(
    user: User,
    now: datetime,
    name: str,
    expires_at: datetime | None,
    scopes: Iterable[Right] = (),
) -> tuple[AccessToken, str]:
    secret = secrets.token_urlsafe(32)
    token = AccessToken.objects.create(
        user=user,
        digest=token_digest(secret),
        name=name,
        scopes=sorted(set(scopes)),
        created_at=now,
        expires_at=expires_at,
    )
    return token, secret


def _life(days: int) -> timedelta:
    if not 0 < days <= LONGEST_LIFE.days:
        raise BadInput.field("days", _("Chọn từ 1 đến 1098 ngày."))
    return timedelta(days=days)


def _token_in_reach(token_id: int, actor: User) -> AccessToken:
    token = AccessToken.objects.select_related("user").filter(pk=token_id).first()
    if token is None:
        raise NotFound(_("Không tìm thấy mã truy cập này."))
    if token.user_id == actor.pk:
        return token
    if not offices_administered(actor) or token.user not in accounts_in_reach(actor):
        raise NotFound(_("Không tìm thấy mã truy cập này."))
    ensure_may_change(actor, token.user)
    return token
