"""Access tokens, and the answers that are given again to a repeated request."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from onestop.directory.keys import EncryptedTextField
from onestop.directory.models.accounts import User


class AccessToken(models.Model):
    """A bearer token for the HTTP API. Only its digest is stored; it has its account's rights.

    It ends at `expires_at` (None: never by itself) or when it is revoked, whichever comes first.
    `scopes`: the rights that are left of them; empty for all.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="access_tokens")
    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(_("dùng cho"), max_length=100, blank=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(_("hết hạn"), null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Names for people."""

        verbose_name = _("mã truy cập")
        verbose_name_plural = _("mã truy cập")

    def __str__(self) -> str:
        return f"{self.user} {self.created_at:%Y-%m-%d}"


class RepeatableRequest(models.Model):
    """The answer given to a request with an `Idempotency-Key`, given again when it is repeated.

    `fingerprint` is a digest of method, path and body: the same key with another request is an
    error of the caller. The row is written in the transaction of what it answers. The body may name
    a person: it is sealed, and kept for a day (`services.retention`).
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE)
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = EncryptedTextField()
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        """One answer a key and account."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "key"], name="repeatable_request_once"),
        ]

    def __str__(self) -> str:
        return self.key
