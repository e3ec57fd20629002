"""Nhật ký: who changed or looked at what, when and from where; and how its rows are sealed."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEvent(models.Model):
    """One change, or one look at a person's data: append-only, the database itself refuses more.

    It holds references, never anything personal, and no foreign keys: it outlives what it names.
    `before` and `after` hold the facts that changed; of a personal value only a keyed digest.
    """

    at = models.DateTimeField(_("lúc"))
    # The account that did it, and for whom it stood in; None: the system itself, or nobody known.
    actor_id = models.BigIntegerField(null=True)
    stood_in_for_id = models.BigIntegerField(null=True)
    office_id = models.BigIntegerField(null=True)
    action = models.CharField(_("việc"), max_length=60)  # such as "case.receive"
    subject = models.CharField(_("đối tượng"), max_length=80)  # such as "case:42"
    origin = models.CharField(_("từ đâu"), max_length=80)  # such as "page 192.168.1.7"
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        """Searched by thing, and within an office by time, also of one person."""

        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["subject", "-id"], name="audit_of_subject"),
            models.Index(fields=["office_id", "actor_id", "-at", "-id"], name="audit_of_person"),
            models.Index(fields=["office_id", "-at", "-id"], name="audit_of_time"),
        ]
        verbose_name = _("nhật ký")
        verbose_name_plural = _("nhật ký")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.subject}"


class AuditValue(models.Model):
    """A personal value before and after a change, apart from its event so that it can be erased.

    `before` and `after` are encrypted, "" where there was none. The event keeps a digest of each
    that is keyed and salted: with this row the salt is gone too, and nothing can be guessed back.
    """

    event_id = models.BigIntegerField(db_index=True)
    subject = models.CharField(max_length=80, db_index=True)
    field = models.CharField(max_length=40)
    salt = models.BinaryField(max_length=16)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)

    class Meta:
        """Names for people."""

        verbose_name = _("giá trị cá nhân trong nhật ký")
        verbose_name_plural = _("giá trị cá nhân trong nhật ký")

    def __str__(self) -> str:
        return f"{self.event_id} {self.field}"


class AuditSeal(models.Model):
    """A batch of audit rows, sealed by keyed digests and chained to the batch before: append-only.

    It covers the ids `first_id` to `last_id` but those in `missing` (ranges), and the `late` ids
    that an earlier seal had to leave out. `rows` holds 16 bytes for each row, in the order of
    their ids, the late ones last; `digest` covers everything here and the digest before.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    key = models.CharField(max_length=16)
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    missing = models.JSONField(default=list)
    late = models.JSONField(default=list)
    count = models.PositiveIntegerField()
    rows = models.BinaryField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        """Names for people."""

        ordering: ClassVar = ["number"]
        verbose_name = _("niêm phong nhật ký")
        verbose_name_plural = _("niêm phong nhật ký")

    def __str__(self) -> str:
        return f"{self.number}: {self.first_id}–{self.last_id}"
