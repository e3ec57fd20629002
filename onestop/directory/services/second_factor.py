"""The second factor of an account: enrolling an app, checking codes, taking it away."""

import base64
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from cryptography.fernet import InvalidToken
from django.db import transaction
from django.utils.translation import gettext as _

from onestop.directory.models import AuthenticatorApp, BackupCode, User
from onestop.directory.refusals import StateForbids
from onestop.directory.services.reach import account_to_change
from onestop.directory.signing_in.digests import code_digest, vault
from onestop.directory.signing_in.records import account_record

SECRET_BYTES = 20  # 160 bits: RFC 4226, 4
CODE_DIGITS = 6
BACKUP_CODES = 10
CODE_LETTERS = 10
# Letters and digits that are not taken for one another.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


class Outcome(Enum):
    """What came of a code."""

    RIGHT = auto()
    WRONG = auto()
    WAIT = auto()  # not looked at: too many wrong ones


@dataclass(frozen=True)
class Checked:
    """What came of a code, and until when no other is looked at."""

    outcome: Outcome
    until: datetime | None = None


def second_factor_begin(*, user: User, now: datetime) -> str:
    """Make a new secret for an app that is not confirmed yet; return it in Base32.

    Raises `StateForbids` if an app is confirmed already.
    """
    secret = secrets.token_bytes(SECRET_BYTES)
    with transaction.atomic():
        _locked(user)
        if AuthenticatorApp.objects.filter(user=user, confirmed=True).exists():
            raise StateForbids(_("Tài khoản này đã bật xác thực hai bước."))
        AuthenticatorApp.objects.filter(user=user).delete()
        AuthenticatorApp.objects.create(
            user=user, name="", confirmed=False, since=now, secret=vault().encrypt(secret).decode()
        )
    return base64.b32encode(secret).decode()


def second_factor_secret(app: AuthenticatorApp) -> str:
    """Return the secret of an app in Base32, for the page that shows it."""
    return base64.b32encode(_secret(app)).decode()


def second_factor_confirm(*, user: User, code: str, now: datetime) -> tuple[Checked, list[str]]:
    """Let the app count if the code is right; return the back-up codes, readable this once."""
    with transaction.atomic():
        app = _app(user, confirmed=False)
        checked = _check_app(app, code)
        if checked.outcome is not Outcome.RIGHT:
            return checked, []
        app.confirmed, app.since = True, now
        app.save()
        codes = _backup_codes(user)
        account_record(action="second_factor.enrol", user=user, actor=user, now=now)
    return checked, codes


def second_factor_check(*, user: User, code: str, now: datetime) -> Checked:
    """Check a code of the app, or a back-up code, which is used up by it."""
    with transaction.atomic():
        app = _app(user, confirmed=True)
        plain = code.strip().lower().replace(" ", "").replace("-", "")
        if plain.isdigit() and len(plain) == CODE_DIGITS:
            checked = _check_app(app, plain)
        else:
            checked = _check_backup(app, plain, now)
        if checked.outcome is Outcome.WRONG:
            account_record(action="second_factor.refuse", user=user, actor=None, now=now)
    return checked


def second_factor_renew_codes(*, user: User, now: datetime) -> list[str]:
    """Make new back-up codes; the former ones count no more."""
    with transaction.atomic():
        _app(user, confirmed=True)
        codes = _backup_codes(user)
        account_record(action="second_factor.renew_codes", user=user, actor=user, now=now)
    return codes


def second_factor_drop(*, user: User, now: datetime) -> None:
    """Turn the account's own second factor off."""
    with transaction.atomic():
        _remove(user)
        account_record(action="second_factor.drop", user=user, actor=user, now=now)


def second_factor_reset(*, actor: User, account_id: int, now: datetime) -> None:
    """Take the second factor from an account whose phone is lost, as its administrator."""
    user = account_to_change(actor, account_id)
    with transaction.atomic():
        _remove(user)
        account_record(action="second_factor.reset", user=user, actor=actor, now=now)


def _check_app(app: AuthenticatorApp, code: str) -> Checked:
    until = app.waits_until()
    if until is not None:
        return Checked(Outcome.WAIT, until)
    fits = code.isascii() and code.isdigit() and len(code) == CODE_DIGITS
    return _settle(app, right=fits and app.accepts(code, _secret(app)))


def _check_backup(app: AuthenticatorApp, code: str, now: datetime) -> Checked:
    until = app.waits_until()
    if until is not None:
        return Checked(Outcome.WAIT, until)
    unused = BackupCode.objects.filter(
        user_id=app.user_id, digest=code_digest(app.user_id, code), used_at=None
    )
    return _settle(app, right=unused.update(used_at=now) == 1)


def _settle(app: AuthenticatorApp, *, right: bool) -> Checked:
    if right:
        app.throttle_reset(commit=False)
        app.save()
        return Checked(Outcome.RIGHT)
    app.throttle_increment()
    return Checked(Outcome.WRONG)


def _secret(app: AuthenticatorApp) -> bytes:
    try:
        return vault().decrypt(app.secret.encode())
    except InvalidToken:
        raise StateForbids(
            _("Không đọc được khóa xác thực của tài khoản này. Hãy nhờ người quản trị đặt lại.")
        ) from None


def _backup_codes(user: User) -> list[str]:
    codes = [
        "".join(secrets.choice(ALPHABET) for _place in range(CODE_LETTERS))
        for _code in range(BACKUP_CODES)
    ]
    BackupCode.objects.filter(user=user).delete()
    BackupCode.objects.bulk_create(
        BackupCode(user=user, digest=code_digest(user.pk, code)) for code in codes
    )
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def _app(user: User, *, confirmed: bool) -> AuthenticatorApp:
    """Return the account's app, locked: two codes at once are looked at one after the other."""
    rows = AuthenticatorApp.objects.select_for_update().filter(user=user, confirmed=confirmed)
    app: AuthenticatorApp | None = rows.first()
    if app is None:
        raise StateForbids(_("Tài khoản này không có ứng dụng xác thực đang chờ. Hãy làm lại."))
    return app


def _locked(user: User) -> None:
    User.objects.select_for_update().get(pk=user.pk)


def _remove(user: User) -> None:
    AuthenticatorApp.objects.filter(user=user).delete()
    BackupCode.objects.filter(user=user).delete()
