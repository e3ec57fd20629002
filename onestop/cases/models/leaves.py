"""Leave to enter dossiers after the day on which they were received."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from onestop.directory.models import Office, User


class EntryLeave(models.Model):
    """Phép nhập bù: dossiers that were received on paper in this time may be entered later.

    A leader or an administrator gives it after an outage, with the reason; a case that is entered
    by it names it for good.
    """

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="entry_leaves")
    from_at = models.DateTimeField(_("từ"))
    until_at = models.DateTimeField(_("đến"))
    reason = models.CharField(_("lý do"), max_length=500)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        """An office's latest leaves are found by the index."""

        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["office", "-id"], name="entry_leave_latest")]
        verbose_name = _("phép nhập bù")
        verbose_name_plural = _("phép nhập bù")

    def __str__(self) -> str:
        return f"{self.office_id} {self.from_at}"
