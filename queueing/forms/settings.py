"""The form of the queue's settings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from queueing.services.settings import MOST, QueueSettings

# Of each field: what is asked, and what it means where that is not plain.
TEXTS: dict[str, tuple[Any, Any]] = {
    "priority_turns": (
        _("Số lượt ưu tiên cho một lượt thường"),
        _("0: đối tượng ưu tiên không đi trước."),
    ),
    "longest_wait": (
        _("Chờ lâu nhất (phút)"),
        _("Ai đã chờ bấy nhiêu phút thì được gọi trước lượt ưu tiên."),
    ),
    "appointment_early": (_("Hẹn: được gọi sớm nhất trước giờ hẹn (phút)"), ""),
    "appointment_late": (_("Hẹn: giữ lượt sau giờ hẹn (phút)"), ""),
    "recall_pause": (_("Giữa hai lần gọi lại (giây)"), ""),
    "grace": (
        _("Vắng mặt: giữ chỗ sau khi gọi (phút)"),
        _("Quay lại sau thời hạn này thì xếp ở cuối hàng, giữ nguyên số."),
    ),
}


def _whole(name: str) -> forms.IntegerField:
    """Return the field of a whole number within the bounds of its setting."""
    return forms.IntegerField(min_value=0, max_value=MOST[name])


class QueueForm(forms.Form):
    """The dispatch rule, appointments, recalls and missed calls of an office."""

    priority_turns = _whole("priority_turns")
    longest_wait = _whole("longest_wait")
    appointment_early = _whole("appointment_early")
    appointment_late = _whole("appointment_late")
    recall_pause = _whole("recall_pause")
    grace = _whole("grace")
    seen = forms.CharField(widget=forms.HiddenInput, max_length=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, help_text) in TEXTS.items():
            self.fields[name].label = label
            self.fields[name].help_text = help_text

    @property
    def wanted(self) -> QueueSettings:
        """Return the settings that were typed."""
        return QueueSettings(**{name: self.cleaned_data[name] for name in MOST})
