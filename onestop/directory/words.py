"""How people are told what was done to an account."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onestop.directory.models import AuditEvent
from onestop.directory.rights import Role


class LeavingReason(TextChoices):
    """Why an account is locked or moved; shown with the work that is handed over."""

    LEFT = "left", gettext_lazy("nghỉ việc")
    MOVED = "moved", gettext_lazy("chuyển công tác")
    AWAY = "away", gettext_lazy("vắng mặt dài ngày")
    RISK = "risk", gettext_lazy("nghi lộ mật khẩu hoặc mất máy")
    OTHER = "other", gettext_lazy("lý do khác")


ACTIONS: Mapping[str, str | Promise] = {
    "account.create": gettext_lazy("tạo tài khoản"),
    "account.edit": gettext_lazy("đổi họ tên, chức danh"),
    "account.lock": gettext_lazy("khóa tài khoản"),
    "account.unlock": gettext_lazy("mở khóa tài khoản"),
    "account.move": gettext_lazy("chuyển nơi làm việc"),
    "password.reset": gettext_lazy("đặt lại mật khẩu"),
    "role.give": gettext_lazy("giao vai trò"),
    "role.take": gettext_lazy("thu hồi vai trò"),
}


def changed_said(event: AuditEvent) -> str:
    """Return what an event of the audit did to an account, in words."""
    said = str(ACTIONS.get(event.action, event.action))
    role = event.after.get("role") or event.before.get("role")
    if role not in Role.values:
        return said
    return _("%(what)s «%(role)s»") % {"what": said, "role": Role(role).label}
