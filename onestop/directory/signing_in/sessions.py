"""Sessions of browsers: kept as rows of which nothing can be stolen, ended by deleting the row.

Django's sessions in the database with three differences: the row holds a digest of the key, it
names its account, and it ends when nobody has used it for a while (`SESSION_IDLE`) or after
`SESSION_COOKIE_AGE`, whichever comes first.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.http import HttpRequest
from django.utils import timezone

from onestop.directory.client import client_address
from onestop.directory.models import LiveSession, User
from onestop.directory.signing_in.browsers import browser_words
from onestop.directory.signing_in.digests import session_digest

# "Last seen" is written at most this often, so that reading stays reading.
SEEN_STEP = timedelta(minutes=1)
STARTED, BROWSER, ADDRESS = "_started", "_browser", "_address"


def session_begin(*, request: HttpRequest, user: User, now: datetime) -> None:
    """Name the account's new session, and end its oldest beyond `SESSIONS_PER_ACCOUNT`."""
    session = request.session
    session[STARTED] = now.timestamp()
    session[BROWSER] = browser_words(request.headers.get("User-Agent", ""))
    session[ADDRESS] = client_address(request)
    session.save()
    others = LiveSession.objects.filter(account=user).exclude(pk=session_row_key(request))
    newest_first = others.order_by("-started_at").values_list("pk", flat=True)
    # By name: a session that begins at this moment elsewhere is not among them.
    surplus = list(newest_first[settings.SESSIONS_PER_ACCOUNT - 1 :])
    if surplus:
        LiveSession.objects.filter(pk__in=surplus).delete()


def session_row_key(request: HttpRequest) -> str:
    """Return the key of the row of the request's own session; "" without one."""
    key = request.session.session_key
    return session_digest(key) if key else ""


def session_end(now: datetime, started: datetime) -> datetime:
    """Return when a session that is used now ends if nobody uses it again."""
    return min(now + settings.SESSION_IDLE, started + _longest())


def _longest() -> timedelta:
    return timedelta(seconds=settings.SESSION_COOKIE_AGE)


class SessionStore(db.SessionStore):
    """The session of one browser."""

    @classmethod
    def get_model_class(cls) -> type[LiveSession]:
        """Return where sessions are kept."""
        return LiveSession

    def _get_session_from_db(self) -> LiveSession | None:
        now = timezone.now()
        key = session_digest(self.session_key or "")
        row = LiveSession.objects.filter(pk=key, expire_date__gt=now).first()
        if row is None:
            self._session_key = None
        elif row.seen_at < now - SEEN_STEP:
            end = session_end(now, row.started_at)
            LiveSession.objects.filter(pk=key).update(seen_at=now, expire_date=end)
        return row

    def exists(self, session_key: str) -> bool:
        """Tell whether there is a session with this key."""
        return LiveSession.objects.filter(pk=session_digest(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> LiveSession:
        """Return the row of this session, not yet saved."""
        now = timezone.now()
        known = STARTED in data
        started = datetime.fromtimestamp(data[STARTED], tz=UTC) if known else now
        return LiveSession(
            session_key=session_digest(self._get_or_create_session_key()),  # type: ignore[attr-defined] # not in the stubs
            session_data=self.encode(data),
            expire_date=session_end(now, started),
            account_id=data.get(SESSION_KEY),
            started_at=started,
            seen_at=now,
            browser=data.get(BROWSER, ""),
            address=data.get(ADDRESS, ""),
        )

    def delete(self, session_key: str | None = None) -> None:
        """End a session: this one, or the one with the key."""
        key = session_key or self.session_key
        if key is not None:
            LiveSession.objects.filter(pk=session_digest(key)).delete()

    async def _aget_session_from_db(self) -> LiveSession | None:
        return await sync_to_async(self._get_session_from_db)()

    async def aexists(self, session_key: str) -> bool:
        """Tell whether there is a session with this key."""
        return await sync_to_async(self.exists)(session_key)

    async def acreate_model_instance(self, data: dict[str, Any]) -> LiveSession:
        """Return the row of this session, not yet saved."""
        return self.create_model_instance(data)

    async def adelete(self, session_key: str | None = None) -> None:
        """End a session: this one, or the one with the key."""
        await sync_to_async(self.delete)(session_key)
