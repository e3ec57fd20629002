"""What edits a deadline calendar."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CalendarCause(TextChoices):
    """Why due dates are counted anew."""

    DAY_SET = "day_set", _("Đặt ngày nghỉ, ngày làm bù")
    DAY_REMOVED = "day_removed", _("Bỏ ngày nghỉ, ngày làm bù")
    EXCEPTION_SET = "exception_set", _("Đặt ngày riêng của bộ phận một cửa")
    EXCEPTION_REMOVED = "exception_removed", _("Bỏ ngày riêng của bộ phận một cửa")
    HOURS_SET = "hours_set", _("Đổi giờ làm việc tính hạn")
    DAYS_IMPORTED = "days_imported", _("Nhập bảng ngày nghỉ")
    # The command; whatever was edited beside the services.
    ASKED = "asked", _("Tính lại theo yêu cầu")
