"""Enrolling a device: it shows a code, an administrator types it, the device takes its token."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onestop.directory.models import DeviceEnrolment, Office, User
from onestop.directory.refusals import BadInput, Refusal, TooMany
from onestop.directory.rights import DEVICES, Right, Role, ensure_right
from onestop.directory.services.devices import device_make
from onestop.directory.services.tokens import access_token_issue, token_digest

# No letter that looks like another or like two of another (VV, W), no digit, and no vowel that
# would make words.
LETTERS = "CDFHKMNPRTVXY"
CODE_LENGTH = 6
LIFE = timedelta(minutes=15)  # of a code, and then of the time in which the token is taken
MOST_OPEN = 100
LONGEST_SECRET = 100


class EnrolmentOver(Refusal):
    """The code has expired, its token has been taken, or there never was such a one: ask anew."""

    status = HTTPStatus.GONE
    slug = "enrolment-over"
    title = gettext_lazy("Mã đăng ký không còn dùng được")

    def __init__(self) -> None:
        super().__init__(_("Mã này đã hết hạn hoặc đã được dùng. Hãy lấy mã mới trên thiết bị."))


@dataclass(frozen=True)
class Enrolled:
    """A device that has just taken its token, which is not kept."""

    account: User
    token: str


def enrolment_open(*, kind: str, address: str, now: datetime) -> tuple[DeviceEnrolment, str]:
    """Return a new enrolment with its code, and the secret by which its token is taken.

    `kind` is what the device says it is ("": it does not); an administrator decides. Raises
    `BadInput` for a kind that is none, `TooMany` while a hundred codes are open.
    """
    if kind and kind not in DEVICES:
        raise BadInput.field("kind", _("Chọn một loại thiết bị."))
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        DeviceEnrolment.objects.filter(expires_at__lte=now).delete()
        if DeviceEnrolment.objects.filter(claimed_at=None).count() >= MOST_OPEN:
            sentence = _("Đang có quá nhiều mã chờ xác nhận. Xin chờ vài phút rồi thử lại.")
            raise TooMany(sentence, wait=int(LIFE.total_seconds()))
        enrolment = DeviceEnrolment.objects.create(
            code=_free_code(),
            secret_digest=token_digest(secret),
            kind=kind,
            address=address,
            created_at=now,
            expires_at=now + LIFE,
        )
    return enrolment, secret


def enrolment_confirm(
    *, code: str, office: Office, name: str, kind: Role, actor: User, now: datetime
) -> User:
    """Let the device that shows the code into the office; return its account.

    Raises `NotAllowed`, `BadInput` by field: code, name, kind.
    """
    ensure_right(actor, Right.DEVICE_MANAGE, office=office)
    with transaction.atomic():
        enrolment = _waiting(code, now)
        account = device_make(office=office, name=name, kind=kind, actor=actor, now=now)
        enrolment.account = account
        enrolment.expires_at = now + LIFE
        enrolment.save(update_fields=["account", "expires_at"])
    return account


def enrolment_claim(*, secret: str, now: datetime) -> Enrolled | None:
    """Give the device its token, once; None while nobody has confirmed its code.

    Raises `EnrolmentOver`.
    """
    if (enrolment := enrolment_of(secret, now)) is not None and enrolment.account is None:
        return None  # asked every few seconds: without a lock
    with transaction.atomic():
        enrolment = enrolment_of(secret, now, locked=True)
        account = enrolment.account if enrolment else None
        if enrolment is None or enrolment.claimed_at or account is None or not account.is_active:
            raise EnrolmentOver
        enrolment.claimed_at = now
        enrolment.save(update_fields=["claimed_at"])
        return Enrolled(account, access_token_issue(user=account, now=now, name=account.full_name))


def enrolment_of(secret: str, now: datetime, *, locked: bool = False) -> DeviceEnrolment | None:
    """Return the enrolment behind a secret while it has not expired."""
    if not secret or len(secret) > LONGEST_SECRET:
        return None
    rows = DeviceEnrolment.objects.filter(secret_digest=token_digest(secret), expires_at__gt=now)
    rows = rows.select_for_update() if locked else rows.select_related("account")
    return rows.first()


def code_clean(code: str) -> str:
    """Return a code as it is stored, however it was typed."""
    return "".join(one for one in code.upper() if one in LETTERS)


def code_shown(code: str) -> str:
    """Return a code as people read it: two groups of three."""
    return f"{code[:3]}-{code[3:]}"


def _waiting(code: str, now: datetime) -> DeviceEnrolment:
    rows = DeviceEnrolment.objects.select_for_update()
    found = rows.filter(code=code_clean(code)[: CODE_LENGTH + 1], expires_at__gt=now).first()
    if found is None or found.account_id is not None:
        raise BadInput.field(
            "code", _("Không có thiết bị nào đang hiện mã này. Hãy xem lại mã trên thiết bị.")
        )
    return found


def _free_code() -> str:
    while True:
        code = "".join(secrets.choice(LETTERS) for _letter in range(CODE_LENGTH))
        if not DeviceEnrolment.objects.filter(code=code).exists():
            return code
