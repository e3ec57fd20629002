"""Sessions of browsers, and the second factor of an account."""

import time
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_otp.models import Device, ThrottlingMixin
from django_otp.oath import TOTP

from onestop.directory.models.accounts import User


class LiveSession(AbstractBaseSession):
    """A browser in which somebody has signed in, or begins to; the row's key is a digest."""

    account = models.ForeignKey(
        User, on_delete=models.CASCADE, null=True, related_name="live_sessions"
    )
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    browser = models.CharField(max_length=60, blank=True)
    address = models.CharField(max_length=45, blank=True)

    class Meta:
        """Names for people."""

        verbose_name = _("phiên đăng nhập")
        verbose_name_plural = _("phiên đăng nhập")

    @classmethod
    def get_session_store_class(cls) -> Any:
        """Return what reads and writes these rows."""
        from onestop.directory.signing_in.sessions import SessionStore  # noqa: PLC0415 (imports us)

        return SessionStore


class AuthenticatorApp(ThrottlingMixin, Device):  # type: ignore[misc] # ships no types
    """Ứng dụng xác thực: the app on a person's phone that shows a new code every 30 seconds.

    `confirmed` once the person has shown a code of it. Wrong codes make the next try wait longer
    and longer; a code counts once (RFC 6238, 5.2).
    """

    STEP = 30  # seconds that a code is shown
    TOLERANCE = 1  # codes before and after: clocks differ

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="authenticator_app")
    secret = models.TextField()  # encrypted: see signing_in.digests.vault
    drift = models.SmallIntegerField(default=0)
    last_step = models.BigIntegerField(default=-1)
    since = models.DateTimeField()

    def get_throttle_factor(self) -> int:
        """Return the seconds to wait after the first wrong code; doubled with each."""
        return 1

    def waits_until(self) -> datetime | None:
        """Return until when no code is looked at, because of wrong ones."""
        allowed, why = self.verify_is_allowed()
        return None if allowed else why["locked_until"]

    def accepts(self, code: str, secret: bytes) -> bool:
        """Tell whether the code is one of now that was not used before; remember it."""
        totp = TOTP(secret, step=self.STEP, digits=6, drift=self.drift)
        totp.time = time.time()
        if not totp.verify(int(code), self.TOLERANCE, self.last_step + 1):
            return False
        self.last_step, self.drift = totp.t(), totp.drift
        return True


class BackupCode(models.Model):
    """Mã dự phòng: lets in once without the phone. Only a keyed digest is stored."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="backup_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        """Each code once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "digest"], name="backup_code_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}"
