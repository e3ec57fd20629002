"""The forms in which an office sets its lobby screens; the services check once more."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from displays.models import LobbySettings
from displays.models.lobby import LONGEST_NOTICE, LONGEST_POSTING, LONGEST_TITLE
from displays.services.lobby import BOUNDS
from onestop.directory.refusals import Refusal

_EMPTY = {"required": _("Không được để trống.")}
_MOMENT = "%Y-%m-%dT%H:%M"
LARGEST_VERSION = 2**31 - 1


class Versioned(forms.Form):
    """A form that names the version of the settings that was seen."""

    version = forms.IntegerField(min_value=0, max_value=LARGEST_VERSION, widget=forms.HiddenInput)

    def refuse(self, refusal: Refusal) -> None:
        """Show a service's refusal beside its fields; what names none of them, above."""
        for field, text in refusal.errors.items():
            self.add_error(field if field in self.fields else None, str(text))
        if not refusal.errors:
            self.add_error(None, str(refusal.detail))


def _number(name: str, label: Any) -> forms.IntegerField:
    least, most = BOUNDS[name]
    return forms.IntegerField(label=label, min_value=least, max_value=most, error_messages=_EMPTY)


class SettingsForm(Versioned):
    """How the screen shows and reads calls."""

    languages = forms.MultipleChoiceField(
        label=_("Ngôn ngữ, lần lượt"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chọn ít nhất một ngôn ngữ.")},
    )
    language_seconds = _number("language_seconds", _("Mỗi ngôn ngữ hiện, giây"))
    hold_seconds = _number("hold_seconds", _("Mỗi số được gọi hiện ít nhất, giây"))
    voice = forms.BooleanField(label=_("Đọc số được gọi"), required=False)
    second_language = forms.ChoiceField(
        label=_("Đọc thêm bằng"),
        required=False,
        choices=[("", _("không đọc thêm")), ("en", "English")],
    )
    volume = _number("volume", _("Âm lượng, phần trăm"))
    most_waiting = _number("most_waiting", _("Nhiều nhất bao nhiêu số chờ đọc"))
    crowded = forms.ChoiceField(label=_("Nhiều hơn thì"), choices=LobbySettings.Crowded.choices)
    quiet_seconds = _number("quiet_seconds", _("Hiện niêm yết khi chưa gọi số mới trong, giây"))
    page_seconds = _number("page_seconds", _("Mỗi trang niêm yết hiện, giây"))


def _time(label: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        required=False,
        input_formats=[_MOMENT, f"{_MOMENT}:%S"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MOMENT),
        error_messages={"invalid": _("Nhập ngày giờ như 2026-11-25T07:30.")},
    )


class NoticeForm(Versioned):
    """A notice of the strip."""

    text = forms.CharField(label=_("Nội dung"), max_length=LONGEST_NOTICE, error_messages=_EMPTY)
    text_en = forms.CharField(
        label=_("Nội dung tiếng Anh"), max_length=LONGEST_NOTICE, required=False
    )
    starts_at = _time(_("Từ lúc (để trống: ngay)"))
    ends_at = _time(_("Đến lúc (để trống: không hạn)"))


class PostingForm(Versioned):
    """A posting: rules of conduct, a procedure."""

    title = forms.CharField(label=_("Tiêu đề"), max_length=LONGEST_TITLE, error_messages=_EMPTY)
    title_en = forms.CharField(
        label=_("Tiêu đề tiếng Anh"), max_length=LONGEST_TITLE, required=False
    )
    position = forms.IntegerField(label=_("Thứ tự"), min_value=0, max_value=999)
    active = forms.BooleanField(label=_("Đang niêm yết"), required=False)
    body = forms.CharField(
        label=_("Nội dung"),
        max_length=LONGEST_POSTING,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages=_EMPTY,
    )
    body_en = forms.CharField(
        label=_("Nội dung tiếng Anh"),
        max_length=LONGEST_POSTING,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class CornerForm(Versioned):
    """A picture or video for the corner."""

    file = forms.FileField(
        label=_("Ảnh (JPEG, PNG, WebP, đến 5 MB) hoặc video (MP4, WebM, đến 10 MB)"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(
            attrs={"accept": "image/jpeg,image/png,image/webp,video/mp4,video/webm"}
        ),
    )
    words = forms.CharField(
        label=_("Hình cho thấy gì (đọc cho người không nhìn thấy)"),
        max_length=LONGEST_NOTICE,
        error_messages=_EMPTY,
    )
