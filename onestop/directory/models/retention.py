"""How long an office holds what is personal."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from onestop.directory.models.offices import Office

CASE_MONTHS = 60
TICKET_DAYS = 90
PRINT_DAYS = 30


class RetentionRules(models.Model):
    """An office's rules; without a row the defaults count.

    `tickets_cleared` and `prints_cleared` say how far the chore has come: nothing before that day,
    and no job up to that id, still holds anything.
    """

    office = models.OneToOneField(Office, on_delete=models.CASCADE, related_name="retention")
    case_months = models.PositiveSmallIntegerField(
        _("Hồ sơ đã kết thúc: ẩn danh sau (tháng)"),
        default=CASE_MONTHS,
        validators=[MinValueValidator(1), MaxValueValidator(1200)],
    )
    ticket_days = models.PositiveSmallIntegerField(
        _("Số thứ tự: bỏ liên kết với hồ sơ và lý do gọi sau (ngày)"),
        default=TICKET_DAYS,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
    )
    print_days = models.PositiveSmallIntegerField(
        _("Lệnh in: xóa nội dung sau (ngày)"),
        default=PRINT_DAYS,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
    )
    tickets_cleared = models.DateField(null=True, editable=False)
    prints_cleared = models.BigIntegerField(default=0, editable=False)

    class Meta:
        """Names for people."""

        verbose_name = _("thời hạn lưu giữ")
        verbose_name_plural = _("thời hạn lưu giữ")

    def __str__(self) -> str:
        return f"{self.office_id}"
