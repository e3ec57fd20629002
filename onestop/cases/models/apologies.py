"""The apologies of a case."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onestop.cases.lifecycle import ApologyLifecycle
from onestop.cases.models.case import Case
from onestop.directory.models import User


class Apology(ApologyLifecycle):
    """Văn bản xin lỗi: an obligation with its own record (Decree 118/2025 Art. 19(6)).

    One new date a case: the first apology may carry `new_due_at`, a further one carries none.
    The due date moves when the letter is sent. Its state stands in `lifecycle`.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="apologies")
    reason = models.CharField(_("lý do"), max_length=500)
    # The date that is not kept: as it was when the letter was drafted, and again when it was sent.
    due_at_before = models.DateTimeField()
    new_due_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.CharField(max_length=500, blank=True)
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One live new date a case, whatever two people do at once."""

        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(new_due_at__isnull=False) & ~Q(state__in=["cancelled", "returned"]),
                name="apology_one_new_date",
            ),
        ]
        verbose_name = _("thư xin lỗi")
        verbose_name_plural = _("thư xin lỗi")

    def __str__(self) -> str:
        return f"{self.case_id} {self.state}"
