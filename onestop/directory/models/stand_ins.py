"""Người làm thay: who holds the roles of an absent officer, from when until when."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from onestop.directory.models.accounts import User
from onestop.directory.models.offices import Office

LONGEST_REASON = 200


class StandIn(models.Model):
    """A deputy holds the absent account's roles and agencies in one office, first to last day.

    It gives only what the absent account holds itself: what that one has as a deputy is not passed
    on. Kept after it ended, because it explains what the deputy did.
    """

    absent = models.ForeignKey(User, on_delete=models.PROTECT, related_name="absences")
    deputy = models.ForeignKey(User, on_delete=models.PROTECT, related_name="deputyships")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="stand_ins")
    first_day = models.DateField(_("từ ngày"))
    last_day = models.DateField(_("đến hết ngày"))
    reason = models.CharField(_("lý do"), max_length=LONGEST_REASON)
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Read by who is away or stands in, and by office with the latest first."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(absent=F("deputy")), name="stand_in_not_oneself"),
            models.CheckConstraint(
                condition=Q(first_day__lte=F("last_day")), name="stand_in_days_in_order"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["deputy", "last_day"], name="stand_in_of_deputy"),
            models.Index(fields=["office", "-last_day", "-id"], name="stand_in_of_office"),
        ]
        verbose_name = _("việc làm thay")
        verbose_name_plural = _("việc làm thay")

    def __str__(self) -> str:
        return f"{self.deputy} – {self.absent} – {self.first_day:%d/%m/%Y}"

    def runs_on(self, day: date) -> bool:
        """Tell whether it gives the deputy anything on this day."""
        return self.revoked_at is None and self.first_day <= day <= self.last_day
