"""The forms in which an office edits its deadline calendar; the services check once more."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onestop.catalogue.calendar_edits import DayEdit
from onestop.catalogue.week_form import time_field
from onestop.clock.calendar import Hours, SpecialDay
from onestop.directory.refusals import Refusal

COUNTRY_OFF, COUNTRY_WORKING = "country_off", "country_working"
OFFICE_CLOSED, OFFICE_HOURS = "office_closed", "office_hours"
OF_COUNTRY = (
    (COUNTRY_OFF, _("Ngày nghỉ chung (lễ, Tết, nghỉ bù, hoán đổi)")),
    (COUNTRY_WORKING, _("Ngày làm bù chung (thường là thứ Bảy)")),
)
OF_OFFICE = (
    (OFFICE_CLOSED, _("Riêng bộ phận này nghỉ")),
    (OFFICE_HOURS, _("Riêng bộ phận này làm giờ khác")),
)
_EMPTY = {"required": _("Không được để trống.")}


class DayForm(forms.Form):
    """A day and what it is: for the whole country, or for this office alone."""

    day = forms.DateField(
        label=_("Ngày"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={**_EMPTY, "invalid": _("Nhập ngày như 2026-02-16.")},
    )
    what = forms.ChoiceField(label=_("Là ngày gì"), widget=forms.RadioSelect, error_messages=_EMPTY)
    name = forms.CharField(label=_("Tên ngày hoặc lý do"), max_length=200, error_messages=_EMPTY)
    notice = forms.CharField(
        label=_("Văn bản thông báo (ngày chung)"), max_length=200, required=False
    )
    estimated = forms.BooleanField(
        label=_("Mới là dự kiến, chưa có thông báo chính thức (ngày chung)"), required=False
    )
    opens = time_field(label=_("Buổi đầu: từ"))
    closes = time_field(label=_("Buổi đầu: đến"))
    opens_again = time_field(label=_("Buổi sau: từ"))
    closes_again = time_field(label=_("Buổi sau: đến"))

    def __init__(self, *args: Any, may_country: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = (*OF_COUNTRY, *OF_OFFICE) if may_country else OF_OFFICE
        self.fields["what"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for hours, in order, where the office works other ones."""
        values = self.cleaned_data
        if values.get("what") == OFFICE_HOURS and not self.errors:
            try:
                self.special_day()
            except ValueError:
                self.add_error(
                    "opens",
                    _("Nhập giờ làm việc của ngày đó: giờ đóng sau giờ mở, hai buổi không chồng."),
                )
        return values

    def edit(self) -> DayEdit:
        """Return what would be edited; only for a valid form."""
        return DayEdit(self.cleaned_data["day"], self.special_day(), of_office=self.of_office)

    @property
    def of_office(self) -> bool:
        """Tell whether it is about this office alone."""
        return self.cleaned_data["what"] in dict(OF_OFFICE)

    def special_day(self) -> SpecialDay:
        """Return the day; raises `ValueError` for hours that cannot be."""
        values = self.cleaned_data
        what = values["what"]
        return SpecialDay(
            values["day"],
            what in {COUNTRY_WORKING, OFFICE_HOURS},
            values["name"],
            estimated=values["estimated"] and not self.of_office,
            hours=self._hours() if what == OFFICE_HOURS else None,
        )

    def _hours(self) -> Hours:
        values = self.cleaned_data
        ends = [values.get(name) for name in ("opens", "closes", "opens_again", "closes_again")]
        stretches = [(ends[0], ends[1]), (ends[2], ends[3])]
        if any((opens is None) != (closes is None) for opens, closes in stretches):
            raise ValueError("A stretch has both ends.")
        return tuple((opens, closes) for opens, closes in stretches if opens and closes)

    def refuse(self, refusal: Refusal) -> None:
        """Show a service's refusal beside its fields; what names none of them, above."""
        for field, text in refusal.errors.items():
            self.add_error(field if field in self.fields else None, str(text))
        if not refusal.errors:
            self.add_error(None, str(refusal.detail))


class RemovalForm(forms.Form):
    """A day that is to be what its weekday is."""

    day = forms.DateField(widget=forms.HiddenInput)
    of_office = forms.BooleanField(widget=forms.HiddenInput, required=False)

    def edit(self) -> DayEdit:
        """Return what would be edited; only for a valid form."""
        values = self.cleaned_data
        day: date = values["day"]
        return DayEdit(day, None, of_office=values["of_office"])
