"""Sentences about codes."""

from django.utils import timezone
from django.utils.translation import gettext as _

from onestop.directory.services.second_factor import Checked


def code_words(checked: Checked) -> str:
    """Return what to tell somebody whose code was not accepted."""
    if checked.until is None:
        return _(
            "Mã chưa đúng hoặc đã dùng rồi. Hãy chờ ứng dụng hiện mã mới rồi nhập lại; đồng hồ của "
            "điện thoại phải chạy đúng giờ."
        )
    at = f"{timezone.localtime(checked.until):%H:%M:%S}"
    return _("Đã nhập sai nhiều lần. Hãy chờ đến %(time)s rồi nhập lại.") % {"time": at}
