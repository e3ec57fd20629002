"""Why a case is late: what a clerk may choose from; no official list exists."""

from django.utils.translation import gettext_lazy as _

# The last one asks for words of one's own.
APOLOGY_REASONS = (
    _("Chờ ý kiến của cơ quan phối hợp"),
    _("Cần xác minh, kiểm tra thực địa"),
    _("Khối lượng hồ sơ tăng"),
    _("Thiếu nhân sự, công chức nghỉ"),
    _("Lỗi hệ thống, mất điện, mất mạng"),
    _("Thiên tai, dịch bệnh"),
    _("Vướng mắc về quy định"),
    _("Sai sót của công chức"),
    _("Lý do khác"),
)
