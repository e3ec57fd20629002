"""Nhật ký: who changed or looked at what, when and from where."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEvent(models.Model):
    """One change, or one look at a person's data: append-only.

    It holds references, never anything personal, and no foreign keys: it outlives what it names.
    `before` and `after` hold the facts that changed; of a personal value only a keyed digest.
    """

    at = models.DateTimeField(_("lúc"), db_index=True)
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
        """Read in the order in which it was written; searched by thing, person and office."""

        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["subject", "-id"], name="audit_of_subject"),
            models.Index(fields=["actor_id", "-id"], name="audit_of_actor"),
            models.Index(fields=["office_id", "-id"], name="audit_of_office"),
        ]
        verbose_name = _("nhật ký")
        verbose_name_plural = _("nhật ký")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.subject}"
