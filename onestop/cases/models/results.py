"""How a result was handed over, and the errors that were found in it afterwards."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onestop.cases.models.case import Case
from onestop.directory.models import User


class Delivery(models.Model):
    """Trả kết quả: to whom and how the result was handed over (Decree 118/2025 Art. 6, 22)."""

    class How(models.TextChoices):
        """Who took it."""

        IN_PERSON = "in_person", _("người nộp nhận trực tiếp")
        AUTHORISED = "authorised", _("người được ủy quyền nhận")
        POST = "post", _("gửi bưu chính")
        ONLINE = "online", _("trả bản điện tử")

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="delivery")
    how = models.CharField(max_length=10, choices=How.choices)
    # Of who took it in the citizen's stead.
    receiver = models.CharField(max_length=200, blank=True)
    # By which paper he may: a power of attorney with its number and date.
    paper = models.CharField(max_length=300, blank=True)
    tracking = models.CharField(max_length=60, blank=True)

    class Meta:
        """Names for people."""

        verbose_name = _("lần trả kết quả")
        verbose_name_plural = _("lần trả kết quả")

    def __str__(self) -> str:
        return f"{self.case_id} {self.how}"


class ResultError(models.Model):
    """Sai sót: an error in a result that was returned, with its own deadline (Art. 23)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="errors")
    error = models.CharField(_("sai sót"), max_length=500)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(_("hạn sửa"))
    corrected = models.CharField(_("đã sửa"), max_length=500, blank=True)
    corrected_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    corrected_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One open error a case at a time; open ones are found by their deadline."""

        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(corrected_at=None), name="result_error_one_open"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_at"], condition=Q(corrected_at__isnull=True), name="result_error_open"
            ),
        ]
        verbose_name = _("sai sót")
        verbose_name_plural = _("sai sót")

    def __str__(self) -> str:
        return f"{self.case_id} {self.due_at}"
