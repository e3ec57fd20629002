"""The form of the queue's settings."""

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from queueing.services.settings import MOST, QueueSettings


class Whole(forms.IntegerField):
    """A whole number within the bounds of its setting."""

    def __init__(self, name: str, label: str | Promise, help_text: str | Promise = "") -> None:
        super().__init__(label=label, help_text=help_text, min_value=0, max_value=MOST[name])


class QueueForm(forms.Form):
    """The dispatch rule, appointments, recalls and missed calls of an office."""

    priority_turns = Whole(
        "priority_turns",
        _("Số lượt ưu tiên cho một lượt thường"),
        _("0: đối tượng ưu tiên không đi trước."),
    )
    longest_wait = Whole(
        "longest_wait",
        _("Chờ lâu nhất (phút)"),
        _("Ai đã chờ bấy nhiêu phút thì được gọi trước lượt ưu tiên."),
    )
    appointment_early = Whole("appointment_early", _("Hẹn: được gọi sớm nhất trước giờ hẹn (phút)"))
    appointment_late = Whole("appointment_late", _("Hẹn: giữ lượt sau giờ hẹn (phút)"))
    recall_pause = Whole("recall_pause", _("Giữa hai lần gọi lại (giây)"))
    grace = Whole(
        "grace",
        _("Vắng mặt: giữ chỗ sau khi gọi (phút)"),
        _("Quay lại sau thời hạn này thì xếp ở cuối hàng, giữ nguyên số."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=60)

    @property
    def wanted(self) -> QueueSettings:
        """Return the settings that were typed."""
        return QueueSettings(**{name: self.cleaned_data[name] for name in MOST})
