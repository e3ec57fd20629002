"""What the page of appointments sends."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from onestop.directory.models import Office
from queueing.forms.once import key_field
from queueing.models import Service


class LookForm(forms.Form):
    """Which day, and the free times of which service: today, and the first one, by default."""

    service = forms.ModelChoiceField(
        Service.objects.none(),
        label=_("Việc"),
        to_field_name="code",
        empty_label=None,
        error_messages={"invalid_choice": _("Việc này không nhận hẹn trước.")},
    )
    day = forms.DateField(
        label=_("Ngày"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Nhập ngày như 25/11/2026.")},
    )

    def __init__(self, office: Office, asked: dict[str, Any]) -> None:
        offered = office.services.filter(active=True, slot_places__gt=0)
        first = offered.first()
        begin = {"service": first and first.code, "day": f"{timezone.localdate():%Y-%m-%d}"}
        super().__init__({**begin, **{name: text for name, text in asked.items() if text}})
        self.fields["service"].queryset = offered  # type: ignore[attr-defined]
        self.offers_any = first is not None


class BookForm(forms.Form):
    """The time that is promised, and for what."""

    service = forms.SlugField(max_length=40)
    at = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M"])
    case = forms.CharField(max_length=60, required=False)
    key = key_field()
