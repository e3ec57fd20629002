"""The ledger of a case's clock."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from onestop.cases.models.case import Case
from onestop.catalogue.models import Procedure
from onestop.directory.models import User


class ClockEntry(models.Model):
    """A line of the ledger from which the due date is derived.

    The budget stands with `start` (value and unit of the procedure on that day); `pause` and
    `resume` or `restart` follow one another; `reschedule` is the apology's new date; `recomputed`
    notes that the calendar was edited and from which date to which the due date moved.
    """

    class Kind(models.TextChoices):
        """What the clock did."""

        START = "start", _("bắt đầu tính")
        PAUSE = "pause", _("tạm dừng")
        RESUME = "resume", _("tính tiếp")
        RESTART = "restart", _("tính lại từ đầu")
        RESCHEDULE = "reschedule", _("hẹn lại")
        STOP = "stop", _("kết thúc")
        RECOMPUTED = "recomputed", _("tính lại vì lịch thay đổi")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="clock_entries")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    at = models.DateTimeField()
    value = models.PositiveSmallIntegerField(null=True)
    unit = models.CharField(max_length=12, choices=Procedure.Unit.choices, blank=True)
    new_due_at = models.DateTimeField(null=True, blank=True)
    # The due date as it stood when a pause began or the calendar was edited.
    due_at_before = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    actor = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        """The ledger is read in the order in which it was written."""

        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.at}"
