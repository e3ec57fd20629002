"""Devices, and the codes by which new ones ask to be let in."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from onestop.directory.models.accounts import User
from onestop.directory.rights import DEVICES, Role

LOUDEST = 100  # per cent
LONGEST_VERSION = 40
LONGEST_ERROR = 200


class Device(models.Model):
    """A kiosk, screen, tablet or print station: what is wished of it, and what it last said.

    What it may do hangs on its account: its name, its role in one office, its token. `volume` is
    in per cent. A new `reload_asked_at` lets it load its page anew, a new `test_asked_at` makes a
    test call: it compares them with the ones that it has seen.
    """

    account = models.OneToOneField(
        User, on_delete=models.CASCADE, primary_key=True, related_name="device"
    )
    volume = models.PositiveSmallIntegerField(_("âm lượng"), default=100)
    reload_asked_at = models.DateTimeField(null=True, blank=True)
    test_asked_at = models.DateTimeField(null=True, blank=True)
    last_seen_at = models.DateTimeField(null=True, blank=True)
    version = models.CharField(max_length=LONGEST_VERSION, blank=True, default="")
    # Milliseconds from a word to its answer.
    latency = models.PositiveIntegerField(null=True, blank=True)
    last_error = models.CharField(max_length=LONGEST_ERROR, blank=True, default="")
    last_error_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Names for people."""

        verbose_name = _("thiết bị")
        verbose_name_plural = _("thiết bị")

    def __str__(self) -> str:
        return str(self.account)


class DeviceEnrolment(models.Model):
    """A new device that shows its code and waits until an administrator types it.

    `account` is set when it is confirmed, `claimed_at` when the device has taken its token. Only
    who holds the secret may take it; the code alone opens nothing. Past `expires_at` the row means
    nothing any more, and is removed.
    """

    code = models.CharField(max_length=8, unique=True)
    secret_digest = models.CharField(max_length=64, unique=True)
    kind = models.CharField(
        max_length=20,
        choices=[(one.value, one.label) for one in Role if one in DEVICES],
        blank=True,
    )
    address = models.CharField(max_length=50, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    account = models.OneToOneField(User, on_delete=models.CASCADE, null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Names for people."""

        verbose_name = _("mã đăng ký thiết bị")
        verbose_name_plural = _("mã đăng ký thiết bị")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(claimed_at=None) | models.Q(account__isnull=False),
                name="enrolment_claimed_when_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return self.code
